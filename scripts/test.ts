// `npm test`: static checks, unit, integration, contract, and browser tests. The last line counts them truly.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { buildIfStale } from './build.ts';
import { findChromium } from './findChromium.ts';
import { electronBinary } from './findElectron.ts';
import { runNode, runStaticChecks } from './staticChecks.ts';

interface Count {
  passed: number;
  failed: number;
  skipped: number;
}

const results = mkdtempSync(path.join(os.tmpdir(), 'portolan-test-'));
const total: Count = { passed: 0, failed: 0, skipped: 0 };

const add = (name: string, count: Count) => {
  total.passed += count.passed;
  total.failed += count.failed;
  total.skipped += count.skipped;
  console.log(`${name}: ${count.passed} passed, ${count.failed} failed, ${count.skipped} skipped`);
};

/** A runner that ended without a readable report counts as one failure, never as nothing. */
function readReport(file: string, status: number, read: (report: unknown) => Count): Count {
  try {
    const count = read(JSON.parse(readFileSync(file, 'utf8')));
    const ranNothing = count.passed + count.failed === 0;
    return status !== 0 && count.failed === 0 ? { ...count, failed: 1 } : ranNothing ? { ...count, failed: 1 } : count;
  } catch (error) {
    console.error(`no report of the run: ${error instanceof Error ? error.message : String(error)}`);
    return { passed: 0, failed: 1, skipped: 0 };
  }
}

function vitest(): void {
  const file = path.join(results, 'vitest.json');
  const status = runNode([
    'node_modules/vitest/vitest.mjs',
    'run',
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${file}`,
  ]);
  const read = (report: unknown) => {
    const { numPassedTests, numFailedTests, numPendingTests, numTodoTests } = report as Record<string, number>;
    return {
      passed: numPassedTests ?? 0,
      failed: numFailedTests ?? 0,
      skipped: (numPendingTests ?? 0) + (numTodoTests ?? 0),
    };
  };
  add('vitest', readReport(file, status, read));
}

function playwright(): void {
  const file = path.join(results, 'playwright.json');
  const status = runNode(['node_modules/@playwright/test/cli.js', 'test', '--reporter=list,json'], {
    ...process.env,
    PORTOLAN_CHROMIUM: findChromium(),
    PLAYWRIGHT_JSON_OUTPUT_NAME: file,
  });
  const read = (report: unknown) => {
    const { stats } = report as { stats: { expected: number; unexpected: number; flaky: number; skipped: number } };
    if (stats.flaky > 0) console.log(`${stats.flaky} passed on the second try only`);
    return { passed: stats.expected + stats.flaky, failed: stats.unexpected, skipped: stats.skipped };
  };
  add('playwright', readReport(file, status, read));
}

try {
  add('static checks', { ...runStaticChecks(), skipped: 0 });
  // Some tests start the built app.
  buildIfStale();
  vitest();
  playwright();
} catch (error) {
  console.error(error);
  total.failed += 1;
} finally {
  rmSync(results, { recursive: true, force: true });
}
if (electronBinary() === null)
  console.log('SKIP real Electron: no Electron binary on this machine (the shell ran against its stand-in)');
console.log(`${total.passed} passed, ${total.failed} failed${total.skipped > 0 ? `, ${total.skipped} skipped` : ''}`);
process.exitCode = total.failed > 0 ? 1 : 0;

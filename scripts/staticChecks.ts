import { spawnSync } from 'node:child_process';

/** Types on both sides of the wire, lint and format, layers, texts outside the strings, dead code. */
const checks: readonly (readonly string[])[] = [
  ['node_modules/typescript/bin/tsc', '-p', 'tsconfig.json'],
  ['node_modules/typescript/bin/tsc', '-p', 'tsconfig.web.json'],
  ['node_modules/@biomejs/biome/bin/biome', 'check', '--error-on-warnings', '.'],
  ['scripts/checkLayers.ts'],
  ['scripts/checkTexts.ts'],
  ['node_modules/knip/bin/knip.js'],
];

export const runNode = (words: readonly string[], environment: NodeJS.ProcessEnv = process.env): number =>
  spawnSync(process.execPath, [...words], { stdio: 'inherit', env: environment }).status ?? 1;

/** Runs all of them, whatever fails. */
export function runStaticChecks(): { readonly passed: number; readonly failed: number } {
  const failed = checks.filter((words) => runNode(words) !== 0);
  for (const words of failed) console.error(`failed: ${words.join(' ')}`);
  return { passed: checks.length - failed.length, failed: failed.length };
}

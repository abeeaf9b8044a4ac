// `npm run test:soak`: every promise at its full size; hours. The lines `P1: …` at the end are its table.
import { spawn } from 'node:child_process';

const names = process.argv.slice(2);
const paths = (names.length > 0 ? names : ['']).map((name) => `test/integration/promises/${name}`);
const child = spawn(
  process.execPath,
  ['node_modules/vitest/vitest.mjs', 'run', '--project', 'integration', '--no-file-parallelism', ...paths],
  { env: { ...process.env, PORTOLAN_SOAK: '1' }, stdio: ['ignore', 'pipe', 'inherit'] },
);
let said = '';
child.stdout.on('data', (chunk: Buffer) => {
  said += chunk;
  process.stdout.write(chunk);
});
child.on('close', (code) => {
  const figures = said.split('\n').flatMap((line) => /(?:[PTF][1-8]|Publishing): .*/.exec(line)?.[0] ?? []);
  console.log(['', 'Promises', ...figures.sort()].join('\n'));
  process.exitCode = code ?? 1;
});

// `npm start`: builds what is stale, then opens the app in Electron's window, or else in the browser.
import { spawn } from 'node:child_process';
import { endWithShell } from '../src-main/node/endWithShell.ts';
import { buildIfStale } from './build.ts';
import { electronBinary, fetchElectron, whyNoWindow } from './findElectron.ts';

const argv = process.argv.slice(2);

function command(): { program: string; words: string[] } {
  const headless = { program: process.execPath, words: ['out/main/headless.js', ...argv] };
  if (argv.includes('--headless')) return headless;
  const reason = whyNoWindow();
  const electron = reason === null ? (electronBinary() ?? fetchElectron()) : null;
  if (electron !== null) return { program: electron, words: ['.', ...argv] };
  console.error(`portolan: no window (${reason ?? "Electron's binary is missing"}); the same app opens in the browser`);
  return headless;
}

endWithShell();
buildIfStale();
const { program, words } = command();
const child = spawn(program, words, { stdio: 'inherit' });
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => child.kill(signal));
child.once('error', (error) => {
  console.error(`portolan: ${error.message}`);
  process.exitCode = 1;
});
child.once('exit', (code, signal) => {
  process.exitCode = code ?? (signal === null ? 1 : 130);
});

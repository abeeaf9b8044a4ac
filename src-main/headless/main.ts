import { renameSync, rmSync, writeFileSync } from 'node:fs';
import { CommanderError } from 'commander';
import { AppError } from '../contract/errors.ts';
import { defaultDataFolder } from '../node/dataFolder.ts';
import { createSystemBrowser } from '../node/systemBrowser.ts';
import { parseStartArguments, type StartArguments } from './arguments.ts';
import { exitCodeOf } from './cli/output.ts';
import { readConnection } from './connectionFile.ts';
import { type HeadlessApp, runHeadless } from './runHeadless.ts';

/** Whole or not at all: whoever waits for the file never reads half of it. */
function writeReadyFile(file: string, app: HeadlessApp): void {
  const ready = { url: app.server.url, startUrl: app.server.startUrl, pid: process.pid, lab: app.services.lab.info() };
  writeFileSync(`${file}.tmp`, `${JSON.stringify(ready)}\n`, { mode: 0o600 });
  renameSync(`${file}.tmp`, file);
}

async function show(app: HeadlessApp, wantsBrowser: boolean): Promise<void> {
  const opened = wantsBrowser && (await createSystemBrowser().open(app.server.startUrl));
  console.log(
    opened ? `Portolan is open in your browser (${app.server.url}).` : 'Open this link once in your browser:',
  );
  if (!opened) console.log(`\n  ${app.server.startUrl}\n`);
  console.log('Ctrl+C ends it.');
}

async function run(options: StartArguments): Promise<void> {
  const dataFolder = options.dataDir ?? defaultDataFolder();
  const { lab, port, redirectPort } = options;
  // A ready file of an earlier run would be believed too soon.
  if (options.readyFile !== undefined) rmSync(options.readyFile, { force: true });
  const app = await runHeadless({ dataFolder, lab, port, redirectPort, screens: true });
  let isEnding = false;
  const end = async () => {
    if (isEnding) return;
    isEnding = true;
    await app.stop();
    process.exit(0);
  };
  process.on('SIGINT', () => void end());
  process.on('SIGTERM', () => void end());
  if (options.readyFile !== undefined) writeReadyFile(options.readyFile, app);
  await show(app, options.opensBrowser && options.readyFile === undefined);
}

const options = parseStartArguments(process.argv.slice(2));
if (options instanceof CommanderError) {
  process.exitCode = options.exitCode === 0 ? 0 : 2;
} else {
  try {
    await run(options);
  } catch (error) {
    const failure = error instanceof AppError ? error : new AppError('internal', { cause: error });
    const running = failure.code === 'state.inUse' ? readConnection(options.dataDir ?? defaultDataFolder()) : null;
    console.error(running ? `portolan: already running at ${running.url}` : `portolan: ${failure.code}`, failure.facts);
    if (failure.code === 'internal') console.error(error);
    process.exitCode = exitCodeOf(failure.code);
  }
}

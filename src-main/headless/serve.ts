import { renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { AppError } from '../contract/errors.ts';
import { createSystemBrowser } from '../node/systemBrowser.ts';
import type { ServeOptions } from './arguments.ts';
import type { Output } from './cli/output.ts';
import { readHolder } from './connectionFile.ts';
import { type HeadlessApp, runHeadless } from './runHeadless.ts';

/** Ending may take this long; then the process ends whatever still hangs. */
const endMs = 4_000;

/** What whoever started the app waits for. */
const readyOf = ({ server, services }: HeadlessApp) => ({
  url: server.url,
  startUrl: server.startUrl,
  pid: process.pid,
  lab: services.lab.info(),
});

/** Whole or not at all: whoever waits for the file never reads half of it. */
function writeReadyFile(file: string, app: HeadlessApp): void {
  rmSync(`${file}.tmp`, { force: true });
  writeFileSync(`${file}.tmp`, `${JSON.stringify(readyOf(app))}\n`, { mode: 0o600 });
  renameSync(`${file}.tmp`, file);
}

async function invitation(app: HeadlessApp, wantsBrowser: boolean): Promise<string> {
  const { url, startUrl } = app.server;
  const isOpened = wantsBrowser && (await createSystemBrowser().open(startUrl));
  const link = isOpened
    ? `Portolan is open in your browser (${url}).`
    : `Open this link once in your browser:\n\n  ${startUrl}\n`;
  return `${link}\nCtrl+C ends it.`;
}

async function startApp(options: Parameters<typeof serve>[0]): Promise<HeadlessApp> {
  const { dataFolder, lab, port, redirectPort } = options;
  try {
    return await runHeadless({ dataFolder, lab, port, redirectPort, screens: true, shares: true });
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'state.inUse') throw error;
    const holder = readHolder(path.resolve(dataFolder));
    const url = holder?.connection?.url;
    throw new AppError('state.inUse', {
      facts: { dataFolder, ...(holder && { pid: holder.pid }), ...(url && { url }) },
    });
  }
}

/** The headless form: serves the screens until a signal ends it. Resolves once it is usable. */
export async function serve(
  options: ServeOptions & { readonly dataFolder: string; readonly lab: boolean; readonly output: Output },
): Promise<void> {
  const { readyFile, output } = options;
  // A ready file of an earlier run would be believed too soon.
  if (readyFile !== undefined) rmSync(readyFile, { force: true });
  let ending: Promise<void> | null = null;
  const starting = startApp(options);
  const end = () => {
    setTimeout(() => process.exit(0), endMs).unref();
    ending ??= starting.then((app) => app.stop()).finally(() => process.exit(0));
  };
  process.on('SIGINT', end);
  process.on('SIGTERM', end);
  const app = await starting;
  if (ending !== null) return;
  if (readyFile !== undefined) writeReadyFile(readyFile, app);
  const words = await invitation(app, options.open && readyFile === undefined && !output.json);
  output.answer(readyOf(app), () => words);
}

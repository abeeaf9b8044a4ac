import path from 'node:path';
import { createApp } from '../app/createApp.ts';
import { createNodePlatform } from '../node/nodePlatform.ts';
import { readScreenFiles } from '../node/screenFiles.ts';
import { removeConnection, writeConnection } from './connectionFile.ts';
import { type HeadlessServer, startHeadlessServer } from './server.ts';

export interface HeadlessApp {
  readonly server: HeadlessServer;
  readonly services: Awaited<ReturnType<typeof createApp>>['services'];
  stop(): Promise<void>;
}

/** Built beside this file (`out/main` and `out/renderer`); from source, in the project's `out`. */
const screensFolder = () =>
  import.meta.dirname.endsWith(path.join('out', 'main'))
    ? path.join(import.meta.dirname, '..', 'renderer')
    : path.resolve(import.meta.dirname, '..', '..', 'out', 'renderer');

/** The whole app on plain Node: services, and the loopback server that carries the router and the screens. */
export async function runHeadless(options: {
  readonly dataFolder: string;
  readonly lab: boolean;
  readonly port: number;
  readonly redirectPort: number;
  /** false: only the command line speaks to it. */
  readonly screens: boolean;
}): Promise<HeadlessApp> {
  const screens = options.screens ? await readScreenFiles(screensFolder()) : new Map();
  const platform = createNodePlatform({ dataFolder: options.dataFolder });
  const app = await createApp({
    platform,
    dataFolder: options.dataFolder,
    environment: process.env,
    lab: options.lab,
    redirectPort: options.redirectPort,
  });
  try {
    const server = await startHeadlessServer({ services: app.services, screens, port: options.port });
    writeConnection(options.dataFolder, { url: server.url, token: server.commandToken, pid: process.pid });
    return {
      server,
      services: app.services,
      stop: async () => {
        removeConnection(options.dataFolder);
        await server.stop();
        await app.stop();
      },
    };
  } catch (error) {
    await app.stop();
    throw error;
  }
}

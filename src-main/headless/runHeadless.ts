import path from 'node:path';
import { createApp } from '../app/createApp.ts';
import { AppError } from '../contract/errors.ts';
import { createNodePlatform } from '../node/nodePlatform.ts';
import { readScreenFiles } from '../node/screenFiles.ts';
import { announcedPlatform } from './announcedPlatform.ts';
import { type Connection, writeHolder } from './connectionFile.ts';
import { type HeadlessServer, startHeadlessServer } from './server.ts';

export interface HeadlessApp {
  readonly server: HeadlessServer;
  readonly services: Awaited<ReturnType<typeof createApp>>['services'];
  /** For the process that carries it; others read the connection file. */
  readonly connection: Connection;
  /** Lets nobody new in and resolves when those who are in have left. */
  drain(): Promise<void>;
  stop(): Promise<void>;
}

export interface HeadlessOptions {
  readonly dataFolder: string;
  readonly lab: boolean;
  readonly port: number;
  readonly redirectPort: number;
  /** false: only the command line speaks to it. */
  readonly screens: boolean;
  /** Other commands on this data folder may use it; else they wait for its end. */
  readonly shares: boolean;
}

/** Built beside this file (`out/main` and `out/renderer`); from source, in the project's `out`. */
const screensFolder = () =>
  import.meta.dirname.endsWith(path.join('out', 'main'))
    ? path.join(import.meta.dirname, '..', 'renderer')
    : path.resolve(import.meta.dirname, '..', '..', 'out', 'renderer');

const builtScreens = () =>
  readScreenFiles(screensFolder()).catch((cause: unknown) => {
    throw new AppError('internal', { cause, facts: { reason: 'the screens are not built: npm run build' } });
  });

/** The whole app on plain Node: services, and the loopback server that carries the router and the screens. */
export async function runHeadless(options: HeadlessOptions): Promise<HeadlessApp> {
  const dataFolder = path.resolve(options.dataFolder);
  const screens = options.screens ? await builtScreens() : new Map();
  const app = await createApp({
    platform: announcedPlatform(createNodePlatform({ dataFolder }), dataFolder),
    dataFolder,
    environment: process.env,
    lab: options.lab,
    redirectPort: options.redirectPort,
  });
  try {
    const server = await startHeadlessServer({ services: app.services, screens, port: options.port });
    const connection = { url: server.url, token: server.commandToken };
    const tell = (shared: Connection | null) => writeHolder(dataFolder, { pid: process.pid, connection: shared });
    if (options.shares) tell(connection);
    return {
      server,
      services: app.services,
      connection,
      drain: async () => {
        tell(null);
        await server.drain();
      },
      stop: async () => {
        tell(null);
        await server.stop();
        await app.stop();
      },
    };
  } catch (error) {
    await app.stop();
    throw error;
  }
}

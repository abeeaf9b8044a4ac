import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { createTRPCClient, createWSClient, wsLink } from '@trpc/client';
import { WebSocket } from 'ws';
import type { AppRouter } from '../../app/router.ts';
import { AppError } from '../../contract/errors.ts';
import { type Connection, readHolder } from '../connectionFile.ts';
import { Interrupted } from './failure.ts';

export type Portolan = ReturnType<typeof createTRPCClient<AppRouter>>;

export interface Session {
  readonly portolan: Portolan;
  /** True when no app was running and this command carries one itself. */
  readonly isFresh: boolean;
  /** Rejects when the app goes away in the middle; never resolves. */
  readonly lost: Promise<never>;
  /** Cuts off what is still asked. */
  abandon(): void;
  end(): Promise<void>;
}

export interface SessionOptions {
  readonly dataFolder: string;
  /** When no app is running: practise. */
  readonly lab: boolean;
  /** An app that this command carries may be used by other commands meanwhile. */
  readonly shares: boolean;
  readonly signal: AbortSignal;
  readonly tell: (line: string) => void;
}

const retryMs = 100;
/** Our own connection takes a moment to close; whoever is left after this is somebody else. */
const farewellMs = 500;
/** A folder that is taken without a word of who has it: somebody just starts or ends, or it is a window. */
const unspokenMs = 5_000;
/** How long a command waits for one that does not share, or that ends. */
const patienceMs = 120_000;

const appGone = () => new AppError('network.unreachable', { facts: { what: 'the running Portolan' } });

/** Resolves once the app has let us in; null when it did not. */
async function enter({ url, token }: Connection): Promise<Omit<Session, 'isFresh'> | null> {
  const sockets: WebSocket[] = [];
  // tRPC takes a WebSocket class and gives it only the address; the token goes in by the subclass.
  class AuthorizedSocket extends WebSocket {
    constructor(address: string | URL) {
      super(address, { headers: { Authorization: `Bearer ${token}` } });
      sockets.push(this);
    }
  }
  const entered = Promise.withResolvers<boolean>();
  const gone = Promise.withResolvers<never>();
  gone.promise.catch(() => undefined); // heard by whoever works meanwhile, or by nobody
  const client = createWSClient({
    url: `${url.replace(/^http/, 'ws')}rpc`,
    WebSocket: AuthorizedSocket as never,
    onOpen: () => entered.resolve(true),
    onError: () => entered.resolve(false),
    onClose: () => {
      entered.resolve(false);
      gone.reject(appGone());
    },
  });
  const abandon = () => {
    for (const socket of sockets) socket.terminate();
  };
  const end = async () => {
    await client.close();
  };
  if (await entered.promise) {
    return { portolan: createTRPCClient<AppRouter>({ links: [wsLink({ client })] }), lost: gone.promise, abandon, end };
  }
  abandon();
  await end();
  return null;
}

/** Carries the app for this one command; null when somebody else has the data folder. */
async function carry(options: SessionOptions): Promise<Session | null> {
  // Loaded only when needed: a command that finds a running app is quick.
  const { runHeadless } = await import('../runHeadless.ts');
  const { dataFolder, lab, shares } = options;
  try {
    const app = await runHeadless({ dataFolder, lab, port: 0, redirectPort: 0, screens: false, shares });
    const session = await enter(app.connection);
    if (session === null) throw appGone();
    return {
      ...session,
      isFresh: true,
      end: async () => {
        await session.end();
        const isAlone = app.drain();
        // Not waited for by the process once all have left.
        const others = await Promise.race([isAlone.then(() => false), sleep(farewellMs, true, { ref: false })]);
        if (others && shares) options.tell('Done here. Other commands still use this app; it ends with them.');
        await Promise.race([isAlone, aborted(options.signal)]);
        await app.stop();
      },
    };
  } catch (error) {
    if (error instanceof AppError && error.code === 'state.inUse') return null;
    throw error;
  }
}

const aborted = (signal: AbortSignal) =>
  new Promise<void>((resolve) => {
    if (signal.aborted) resolve();
    signal.addEventListener('abort', () => resolve(), { once: true });
  });

/**
 * Speaks to the app that runs on this data folder, or carries one for this one command. Waits for commands that do not
 * share theirs. Rejects with `state.inUse` when something else has the folder, a window for instance.
 */
export async function openSession(options: SessionOptions): Promise<Session> {
  const dataFolder = path.resolve(options.dataFolder);
  const startedAt = performance.now();
  let silentSince = startedAt;
  let isTold = false;
  for (;;) {
    if (options.signal.aborted) throw new Interrupted();
    const connection = readHolder(dataFolder)?.connection ?? null;
    const entered = connection === null ? null : await enter(connection);
    if (entered) return { ...entered, isFresh: false };
    const carried = await carry(options);
    if (carried) return carried;

    const now = performance.now();
    const holder = readHolder(dataFolder);
    if (holder) silentSince = now;
    if (now - silentSince > unspokenMs || now - startedAt > patienceMs) {
      throw new AppError('state.inUse', { facts: { dataFolder, ...(holder && { pid: holder.pid }) } });
    }
    if (holder && !isTold) options.tell(`Waiting for another command on this data folder (process ${holder.pid})`);
    isTold ||= holder !== null;
    await sleep(retryMs);
  }
}

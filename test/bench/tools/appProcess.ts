import { fork } from 'node:child_process';
import type { LabInfo } from '../../../src-main/contract/lab.ts';
import type { AppServices } from '../../../src-main/contract/services.ts';
import type { AppAnswer, AppCall } from './appEntry.ts';
import { type BenchContext, nowMs } from './bench.ts';

type Called = Pick<
  AppServices,
  'signIn' | 'registries' | 'endpoints' | 'subscriptions' | 'settings' | 'activity' | 'containers'
>;
type Method<S extends keyof Called> = keyof Called[S] & string;
type Args<S extends keyof Called, M extends Method<S>> = Called[S][M] extends (...args: infer A) => unknown ? A : never;
type Value<S extends keyof Called, M extends Method<S>> = Called[S][M] extends (...args: never) => infer R
  ? Awaited<R>
  : never;

export interface AppOptions {
  readonly dataFolder: string;
  readonly lab: LabInfo;
  /** Where the app finds Globus Transfer: the counting proxy. */
  readonly transferUrl: string;
  /** How much faster than real its clock runs. */
  readonly hurry?: number;
}

export type AppProcess = Awaited<ReturnType<typeof startAppProcess>>;

/** Starts the app in a process of its own and resolves when its services answer. */
export async function startAppProcess({ cleanup }: BenchContext, options: AppOptions) {
  const { lab, dataFolder, transferUrl } = options;
  const spawnedMs = nowMs();
  const child = cleanup.child(
    fork(new URL('appEntry.ts', import.meta.url), [], {
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
      execArgv: ['--disable-warning=ExperimentalWarning', ...(process.env.BENCH_APP_ARGS?.split(' ') ?? [])],
      env: {
        ...process.env,
        PORTOLAN_GLOBUS_AUTH_URL: lab.auth,
        PORTOLAN_GLOBUS_TRANSFER_URL: transferUrl,
        PORTOLAN_GLOBUS_SEARCH_URL: lab.search,
        PORTOLAN_GLOBUS_TIMERS_URL: lab.timers,
        PORTOLAN_GLOBUS_CLIENT_ID: lab.clients.native.id,
        BENCH_DATA: dataFolder,
        BENCH_HURRY: String(options.hurry ?? 1),
      },
    }),
  );
  const waiting = new Map<number, { resolve: (value: unknown) => void; reject: (error: Error) => void }>();
  /** `<image id> <endpoint id>` → when the app said that it is there; the first word counts. */
  const arrivedMs = new Map<string, number>();
  const onArrival = new Set<() => void>();
  let lastId = 0;
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));

  const hear = (answer: AppAnswer, ready: () => void): void => {
    if (answer.kind === 'ready') {
      ready();
      return;
    }
    if (answer.kind === 'arrived') {
      for (const [imageId, endpointId] of answer.deliveries) {
        const key = `${imageId} ${endpointId}`;
        if (!arrivedMs.has(key)) arrivedMs.set(key, answer.atMs);
      }
      for (const listener of onArrival) listener();
      return;
    }
    const call = waiting.get(answer.id);
    waiting.delete(answer.id);
    if (answer.kind === 'answer') call?.resolve(answer.value);
    else call?.reject(new Error(answer.message));
  };

  await new Promise<void>((resolve, reject) => {
    child.on('message', (answer: AppAnswer) => hear(answer, resolve));
    child.once('error', reject);
    child.once('exit', (code) => {
      reject(new Error(`the app ended with ${code} before it was ready`));
      for (const call of waiting.values()) call.reject(new Error('the app ended'));
    });
  });
  const pid = child.pid;
  if (pid === undefined) throw new Error('the app has no process id');

  return {
    pid,
    spawnedMs,
    startedMs: nowMs(),
    arrivedMs,
    onArrival,
    call<S extends keyof Called, M extends Method<S>>(
      service: S,
      method: M,
      ...args: Args<S, M>
    ): Promise<Value<S, M>> {
      lastId += 1;
      const call: AppCall = { id: lastId, service, method, args };
      return new Promise((resolve, reject) => {
        waiting.set(call.id, { resolve: (value) => resolve(value as Value<S, M>), reject });
        child.send(call);
      });
    },
    async kill(signal: 'SIGKILL' | 'SIGTERM'): Promise<void> {
      child.kill(signal);
      await ended;
    },
  };
}

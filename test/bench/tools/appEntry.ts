import { createApp } from '../../../src-main/app/createApp.ts';
import type { AppServices } from '../../../src-main/contract/services.ts';
import { createNodePlatform } from '../../../src-main/node/nodePlatform.ts';
import { createVault } from '../../../src-main/node/systemVault.ts';
import { createHastyClock } from '../../fakes/hastyClock.ts';
import { nowMs } from './bench.ts';

/*
 * The whole app without a screen, as one process to be measured: composed as it ships, spoken to over the channel to its
 * parent. It ends with its parent.
 */

export interface AppCall {
  readonly id: number;
  readonly service: string;
  readonly method: string;
  readonly args: readonly unknown[];
}

/** `arrived`: image ids and endpoint ids whose delivery the app tells as done, and when it did. */
export type AppAnswer =
  | { readonly kind: 'ready' }
  | { readonly kind: 'answer'; readonly id: number; readonly value: unknown }
  | { readonly kind: 'failed'; readonly id: number; readonly message: string }
  | { readonly kind: 'arrived'; readonly atMs: number; readonly deliveries: readonly (readonly [string, string])[] };

const tell = (answer: AppAnswer): void => void process.send?.(answer);

const dataFolder = process.env.BENCH_DATA ?? '';
const hurry = Number(process.env.BENCH_HURRY ?? 1);
const plain = createNodePlatform({ dataFolder });

const app = await createApp({
  platform: {
    ...plain,
    ...(hurry === 1 ? {} : { clock: createHastyClock(hurry) }),
    browser: { open: async () => false },
    isRemoteSession: false,
    openVault: (dir) => createVault({ dir, preferred: 'plain', env: {}, logger: plain.logger }),
  },
  dataFolder,
  environment: process.env,
  lab: false,
  redirectPort: 0,
});

async function answer({ id, service, method, args }: AppCall): Promise<void> {
  try {
    const owner: unknown = Reflect.get(app.services, service as keyof AppServices);
    const called: unknown = Reflect.get(Object(owner), method);
    if (typeof called !== 'function') throw new Error(`no ${service}.${method}`);
    tell({ kind: 'answer', id, value: await called.apply(owner, args) });
  } catch (error) {
    tell({ kind: 'failed', id, message: error instanceof Error ? `${error.message} ${JSON.stringify(error)}` : '?' });
  }
}

async function tellArrivals(signal: AbortSignal): Promise<void> {
  let deliveries: [string, string][] = [];
  let atMs = 0;
  for await (const event of app.services.events(signal)) {
    if (event.kind !== 'delivery.arrived') continue;
    atMs = nowMs();
    deliveries.push([event.imageId, event.endpointId]);
    if (deliveries.length > 1) continue;
    setImmediate(() => {
      tell({ kind: 'arrived', atMs, deliveries });
      deliveries = [];
    });
  }
}

const ending = new AbortController();
async function end(): Promise<void> {
  ending.abort();
  await app.stop();
  process.exit(0);
}

process.on('message', (call: AppCall) => void answer(call));
process.once('disconnect', () => void end());
process.once('SIGTERM', () => void end());
// Ctrl+C at a terminal reaches every process of the group; the parent decides.
process.on('SIGINT', () => undefined);
void tellArrivals(ending.signal);
tell({ kind: 'ready' });

import type { Hono } from 'hono';
import { onRememberedPort } from './rememberedPort.ts';
import { createSearchService } from './searchService.ts';
import { startService } from './service.ts';
import type { LabState, ServiceName } from './state.ts';
import type { SubmissionJournal } from './submissionJournal.ts';
import { createTimersService } from './timersService.ts';
import { createTransferService } from './transferService.ts';
import type { LabWorld } from './world.ts';

interface Dependencies {
  readonly world: LabWorld;
  readonly kept: LabState | undefined;
  /** Where endpoints that clients create get their folders. */
  readonly newEndpointsDir: string;
  readonly journal: SubmissionJournal;
}

/** Globus Transfer, Search and Timers, each on its port. */
export async function startGlobusServices({ world, kept, newEndpointsDir, journal }: Dependencies) {
  const transfer = createTransferService({ world, newEndpointsDir, restored: kept?.parts.transfer, journal });
  const search = createSearchService({ world, restored: kept?.parts.search });
  const timers = createTimersService({ world, engine: transfer.engine, restored: kept?.parts.timers });
  const serve = (name: ServiceName, app: Hono) =>
    onRememberedPort(kept?.ports[name], (port) => startService(app, port));
  const services = {
    transfer: await serve('transfer', transfer.app),
    search: await serve('search', search.app),
    timers: await serve('timers', timers.app),
  };
  return {
    urls: { transfer: services.transfer.url, search: services.search.url, timers: services.timers.url },
    snapshots: () => ({ transfer: transfer.snapshot(), search: search.snapshot(), timers: timers.snapshot() }),
    async stop(): Promise<void> {
      timers.stop();
      search.stop();
      await transfer.stop();
      for (const service of Object.values(services)) await service.stop();
    },
  };
}

import path from 'node:path';
import { Hono } from 'hono';
import { z } from 'zod';
import type { SubmissionJournal } from './submissionJournal.ts';
import { addAccessRoutes } from './transferAccessRoutes.ts';
import { answerError } from './transferApi.ts';
import { addCreateRoutes } from './transferCreateRoutes.ts';
import { addEndpointRoutes } from './transferEndpointRoutes.ts';
import { createTransferEngine } from './transferEngine.ts';
import { requestId, TransferRefusal } from './transferErrors.ts';
import { showFaults } from './transferFaults.ts';
import { addFileRoutes } from './transferFileRoutes.ts';
import { createEndpointServers } from './transferHosts.ts';
import { createTransferRights } from './transferRights.ts';
import { createTransferState } from './transferState.ts';
import { addTaskRoutes } from './transferTaskRoutes.ts';
import type { LabWorld } from './world.ts';

export interface TransferServiceDependencies {
  readonly world: LabWorld;
  /** What `snapshot()` answered in an earlier run; tasks that were running then begin anew. */
  readonly restored?: unknown;
  /** Where personal endpoints that clients create get their folders. */
  readonly newEndpointsDir?: string;
  readonly journal?: SubmissionJournal;
  readonly pace?: { readonly retryDelayMs?: number; readonly slowAnswerMs?: number };
}

const snapshotSchema = z.object({ state: z.unknown(), engine: z.unknown() });

export type TransferService = ReturnType<typeof createTransferService>;

/** The lab's Globus Transfer: paths below /v0.10, as globus.org's clients call them. */
export function createTransferService(deps: TransferServiceDependencies) {
  const { world, restored, newEndpointsDir, journal, pace } = deps;
  const kept = restored === undefined ? undefined : snapshotSchema.parse(restored);
  const state = createTransferState(world, kept?.state);
  const rights = createTransferRights({ world, state });
  const servers = createEndpointServers(world);
  const isServer = (id: string): boolean => servers.find(id) !== undefined;
  const engine = createTransferEngine({
    world,
    rights,
    used: state.used,
    isServer,
    retryDelayMs: pace?.retryDelayMs ?? 1000,
    restored: kept?.engine,
    journal,
  });
  const stopping = new AbortController();
  const app = new Hono().basePath('/v0.10');
  showFaults(app, {
    world,
    document: (_status, code, message) => ({
      code: code === 'TooManyRequests' ? `ClientError.${code}` : code,
      message,
      request_id: requestId(),
      resource: '/',
    }),
    slowAnswerMs: pace?.slowAnswerMs ?? 2000,
    signal: stopping.signal,
  });
  const places = { world, state, rights };
  addEndpointRoutes(app, { ...places, servers, inUse: engine.endpointsInUse });
  addCreateRoutes(app, {
    ...places,
    newEndpointsDir: newEndpointsDir ?? path.join(world.imagesDir, '..', 'new-endpoints'),
  });
  addAccessRoutes(app, places);
  addFileRoutes(app, { ...places, isServer });
  addTaskRoutes(app, { world, engine });
  app.onError((error, context) => answerError(world, error, context));
  app.notFound((context) =>
    answerError(world, new TransferRefusal(404, 'ClientError.NotFound', 'No such resource'), context),
  );

  return {
    app,
    engine,
    snapshot: (): z.infer<typeof snapshotSchema> => ({ state: state.snapshot(), engine: engine.snapshot() }),
    async stop(): Promise<void> {
      stopping.abort();
      await engine.stop();
    },
  };
}

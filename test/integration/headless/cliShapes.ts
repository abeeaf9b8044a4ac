import { z } from 'zod';
import { appErrorCodes } from '../../../src-main/contract/errors.ts';

// What `--json` promises to scripts, key by key.

const facts = z.record(z.string(), z.unknown());
const words = { title: z.string().min(5), advice: z.string().min(5) };

export const failureShape = z.strictObject({
  error: z.strictObject({ code: z.enum([...appErrorCodes, 'command.interrupted']), facts, ...words }),
});
const problem = z.strictObject({ at: z.string(), code: z.enum(appErrorCodes), facts, ...words });

export const registryShape = z.object({
  id: z.string().regex(/^r-[0-9a-f]{8}$/),
  name: z.string(),
  url: z.url(),
  kind: z.enum(['sregistry', 'unknown']),
  version: z.string().nullable(),
  access: z.object({ state: z.string(), username: z.string().nullable(), signInOffered: z.boolean() }),
  harbour: z.object({ endpointId: z.guid(), basePath: z.string() }).nullable(),
  imagesDir: z.string().nullable(),
  folder: z.object({ state: z.string(), files: z.number(), lastChangeAt: z.string().nullable() }),
  imageCount: z.number().nullable(),
  problem: problem.nullable(),
});
export const registriesShape = z.strictObject({ registries: z.array(registryShape) });

const image = z.object({
  id: z.string(),
  registryId: z.string(),
  containerCollection: z.string(),
  container: z.string(),
  tag: z.string().nullable(),
  digest: z.string().nullable(),
  sizeBytes: z.number().nullable(),
  architecture: z.string().nullable(),
  builtAt: z.string().nullable(),
  isFrozen: z.boolean(),
  isPrivate: z.boolean(),
  relativePath: z.string().nullable(),
});
export const containersShape = z.strictObject({
  images: z.array(image),
  asOf: z.iso.datetime().nullable(),
  problems: z.array(z.strictObject({ registryId: z.string(), problem: problem })),
});

export const endpointShape = z.object({
  id: z.guid(),
  name: z.string(),
  kind: z.enum(['personal', 'mapped', 'guest']),
  state: z.enum(['online', 'asleep', 'paused', 'waitingForYou', 'problem', 'notKnown']),
  problem: problem.nullable(),
  folder: z.string(),
  namingProfile: z.string(),
  isHidden: z.boolean(),
  relations: z.array(z.string()),
});
export const endpointsShape = z.object({
  endpoints: z.array(endpointShape),
  hosts: z.array(z.object({ id: z.guid(), name: z.string(), organization: z.string().nullable() })),
  asOf: z.iso.datetime().nullable(),
  problem: problem.nullable(),
});

export const activityShape = z.object({
  id: z.guid(),
  taskId: z.guid().nullable(),
  label: z.string(),
  destinationEndpointId: z.guid(),
  destinationName: z.string(),
  startedBy: z.object({ kind: z.enum(['you', 'subscription']) }),
  state: z.enum(['queued', 'running', 'done', 'waitingForYou', 'problem', 'stopped']),
  bytesDone: z.number(),
  bytesTotal: z.number().nullable(),
  filesTotal: z.number(),
  problem: problem.nullable(),
  requestedAt: z.iso.datetime(),
  completedAt: z.iso.datetime().nullable(),
  images: z.array(
    z.object({
      name: z.string(),
      digest: z.string().nullable(),
      sizeBytes: z.number().nullable(),
      destinationPath: z.string(),
      state: z.string(),
    }),
  ),
});
export const activityPageShape = z.object({ activities: z.array(activityShape), total: z.number() });
export const eventsShape = z.strictObject({
  events: z.array(
    z.object({ at: z.string(), code: z.string(), description: z.string(), details: z.string(), isError: z.boolean() }),
  ),
});

const copy = z.object({
  imageId: z.string(),
  endpointId: z.guid(),
  sizeBytes: z.number().nullable(),
  destinationPath: z.string(),
  outcome: z.enum(['send', 'alreadyThere', 'onItsWay', 'refused']),
  problem: problem.nullable(),
});
export const previewShape = z.object({ copies: z.array(copy), totalBytes: z.number() });
export const sendShape = z.object({ activities: z.array(activityShape), copies: z.array(copy) });
export const retryShape = z.object({ activities: z.array(activityShape) });

export const whereShape = z.strictObject({
  images: z.array(
    z.strictObject({
      id: z.string(),
      name: z.string(),
      digest: z.string().nullable(),
      places: z.array(
        z.object({
          endpointId: z.guid(),
          endpointName: z.string(),
          state: z.enum(['upToDate', 'older', 'notThere', 'onItsWay', 'notKnown']),
          digest: z.string().nullable(),
          path: z.string().nullable(),
          since: z.string().nullable(),
        }),
      ),
    }),
  ),
});

export const subscriptionShape = z.object({
  id: z.guid(),
  name: z.string(),
  state: z.enum(['running', 'paused', 'waitingForYou', 'problem']),
  createdAt: z.iso.datetime(),
  lastRunAt: z.string().nullable(),
  counts: z.object({ upToDate: z.number(), onTheirWay: z.number(), problems: z.number() }),
  problem: problem.nullable(),
});
export const subscriptionsShape = z.strictObject({ subscriptions: z.array(subscriptionShape) });
export const syncShape = z.strictObject({
  subscriptions: z.array(subscriptionShape),
  activities: z.array(activityShape),
  heldBy: problem.nullable(),
  registries: z.array(z.strictObject({ registryId: z.string(), problem: problem })),
});

export const faultsShape = z.strictObject({
  faults: z.array(
    z.strictObject({
      name: z.string(),
      says: z.string(),
      perEndpoint: z.boolean(),
      isOn: z.boolean(),
      endpointIds: z.array(z.guid()),
    }),
  ),
});
export const pushedShape = z.strictObject({
  name: z.string(),
  digest: z.string().regex(/^sha256:[0-9a-f]{64}$/),
  md5: z.string().regex(/^[0-9a-f]{32}$/),
  sizeBytes: z.number(),
  relativePath: z.string(),
});

export const doctorShape = z.strictObject({
  version: z.string(),
  form: z.enum(['desktop', 'headless']),
  lab: z.boolean(),
  dataFolder: z.string(),
  isHealthy: z.boolean(),
  vault: z.strictObject({ kind: z.string(), name: z.string(), says: z.string(), isWeak: z.boolean() }),
  globus: z.object({ kind: z.string(), problem: problem.nullable() }),
  network: z.strictObject({
    problem: problem.nullable(),
    checks: z.array(
      z.strictObject({
        kind: z.string(),
        name: z.string(),
        origin: z.url(),
        proxy: z.string().nullable(),
        answeredMs: z.number().nullable(),
        problem: problem.nullable(),
      }),
    ),
  }),
  registries: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      url: z.url(),
      isReachable: z.boolean(),
      folder: z.object({ state: z.string(), files: z.number() }),
    }),
  ),
  endpoints: z.array(
    z.object({
      id: z.guid(),
      name: z.string(),
      lights: z.array(
        z.strictObject({
          name: z.string(),
          state: z.enum(['ok', 'warning', 'problem', 'notKnown']),
          words: z.string(),
          problem: problem.nullable(),
        }),
      ),
    }),
  ),
  notices: z.array(z.object({ code: z.string(), ...words })),
  problems: z.array(problem),
});

const settingRow = z.strictObject({
  key: z.string(),
  value: z.unknown(),
  locked: z.strictObject({ file: z.string(), reason: z.string().nullable() }).nullable(),
});
export const settingsShape = z.strictObject({ settings: z.array(settingRow), problems: z.array(problem) });

import { Hono } from 'hono';
import { z } from 'zod';
import {
  type LabFaultState,
  type LabInfo,
  type LabPush,
  type LabPushed,
  labFaultSwitchSchema,
  labPushSchema,
} from '../contract/lab.ts';
import { FrozenTagError } from './push.ts';
import type { LabWorld } from './world.ts';

const clockSchema = z.strictObject({
  hurryMs: z
    .number()
    .int()
    .min(0)
    .max(10 * 365 * 86_400_000),
});
const rateSchema = z.strictObject({ bytesPerSecond: z.number().positive().max(1e12) });
const connectionSchema = z.strictObject({ isConnected: z.boolean().optional(), isPaused: z.boolean().optional() });
const limitsSchema = z.strictObject({ isExact: z.boolean() });

interface Dependencies {
  readonly world: LabWorld;
  /** Undefined while the lab starts. */
  readonly info: () => LabInfo | undefined;
  readonly push: (request: LabPush) => Promise<LabPushed>;
  readonly reset: () => void;
  readonly setExactLimits: (isExact: boolean) => void;
  /** Told after every change of the world. */
  readonly changed: () => void;
}

/**
 * The lab's own switches; no real service has them. Only requests that name this very address as their host are heard, and
 * only JSON ones may change anything: a web page in the user's browser can send neither.
 */
export function createControlApp({ world, info, push, reset, setExactLimits, changed }: Dependencies): Hono {
  const app = new Hono();
  const refuse = (status: 400 | 403 | 404 | 409 | 415 | 500 | 503, message: string) =>
    Response.json({ error: message }, { status });

  app.use('*', async (context, next) => {
    const told = info();
    if (!told) return refuse(503, 'The lab is starting');
    const { host } = new URL(told.control);
    if (context.req.header('host') !== host) return refuse(403, 'This address answers to its own name only');
    const origin = context.req.header('origin');
    if (origin !== undefined && origin !== `http://${host}`) return refuse(403, 'Not for web pages');
    const isJson = context.req.header('content-type')?.startsWith('application/json');
    if (context.req.method === 'POST' && !isJson) return refuse(415, 'application/json is wanted');
    return next();
  });

  /** A view whose body has passed its schema. */
  const post = <T>(path: string, schema: z.ZodType<T>, view: (input: T, id: string) => unknown) =>
    app.post(path, async (context) => {
      const body: unknown = await context.req.json().catch(() => undefined);
      const parsed = schema.safeParse(body);
      if (!parsed.success) return refuse(400, z.prettifyError(parsed.error));
      const shown = await view(parsed.data, context.req.param('id') ?? '');
      changed();
      return shown instanceof Response ? shown : Response.json(shown ?? {});
    });

  app.get('/info', () => Response.json(info()));
  app.get('/faults', () => Response.json(world.faults.list()));
  post('/faults', labFaultSwitchSchema, (request): LabFaultState[] => {
    const { endpointId, ...fault } = request;
    world.faults.switch(endpointId === undefined ? fault : { ...fault, endpointId });
    return world.faults.list();
  });
  post('/push', labPushSchema, (request) =>
    push(request).catch((error: Error) => {
      if (error instanceof FrozenTagError) return refuse(409, error.message);
      if (error instanceof RangeError) return refuse(400, error.message);
      throw error;
    }),
  );
  app.post('/reset', () => {
    reset();
    changed();
    return Response.json({});
  });
  post('/clock', clockSchema, ({ hurryMs }) => {
    world.clock.hurry(hurryMs);
    return { now: world.clock.iso() };
  });
  post('/rate', rateSchema, ({ bytesPerSecond }) => {
    world.transferRate.bytesPerSecond = bytesPerSecond;
    return { bytesPerSecond };
  });
  post('/limits', limitsSchema, ({ isExact }) => {
    setExactLimits(isExact);
    return { isExact };
  });
  post('/endpoints/:id', connectionSchema, (connection, id) => {
    const endpoint = world.endpoints.get(id);
    if (!endpoint) return refuse(404, 'No such endpoint');
    if (connection.isConnected !== undefined) endpoint.isConnected = connection.isConnected;
    if (connection.isPaused !== undefined) endpoint.isPaused = connection.isPaused;
    return { id, isConnected: endpoint.isConnected, isPaused: endpoint.isPaused };
  });
  app.notFound(() => refuse(404, 'No such address'));
  app.onError((error) => {
    world.log(`control: ${error.message}`);
    return refuse(500, 'The lab failed; its log says why');
  });
  return app;
}

import type { ServerResponse } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response';
import type { Context, Hono } from 'hono';
import type { LabWorld } from './world.ts';

/** The JSON that a service answers when it is overloaded or broken; each service has its own shape. */
export type FaultDocument = (status: 429 | 500, code: string, message: string) => object;

export interface FaultOptions {
  readonly world: Pick<LabWorld, 'faults'>;
  readonly document: FaultDocument;
  /** How long the fault `slow` holds an answer back. */
  readonly slowAnswerMs: number;
  /** Ends the waits of `slow`. */
  readonly signal: AbortSignal;
}

function serverResponse(context: Context): ServerResponse | undefined {
  const bindings: { outgoing?: ServerResponse } | undefined = context.env;
  return bindings?.outgoing;
}

/** Breaks the connection instead of answering. */
export function cutConnection(context: Context): Response {
  const outgoing = serverResponse(context);
  if (outgoing === undefined) return Response.error();
  outgoing.socket?.destroy();
  return RESPONSE_ALREADY_SENT;
}

/** Announces the whole answer, sends half of it and breaks the connection. */
async function cutAnswer(context: Context): Promise<Response> {
  const outgoing = serverResponse(context);
  const body = Buffer.from(await context.res.arrayBuffer());
  if (outgoing === undefined) return Response.error();
  outgoing.writeHead(context.res.status, {
    'content-type': context.res.headers.get('content-type') ?? 'application/json',
    'content-length': body.length,
  });
  outgoing.write(body.subarray(0, Math.floor(body.length / 2)), () => outgoing.socket?.destroy());
  return RESPONSE_ALREADY_SENT;
}

const uuids = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g;

/** Puts the faults that a whole service can show in front of its routes. */
export function showFaults(app: Hono, { world: { faults }, document, slowAnswerMs, signal }: FaultOptions): void {
  app.use('*', async (context, next) => {
    const isSlow = faults.isOn('slow') || context.req.path.match(uuids)?.some((id) => faults.isOn('slow', id));
    if (isSlow) await wait(slowAnswerMs, undefined, { signal }).catch(() => undefined);
    if (faults.isOn('rate-limit'))
      return context.json(document(429, 'TooManyRequests', 'Too many requests, slow down'), 429, {
        'Retry-After': '1',
      });
    if (faults.isOn('server-error')) return context.json(document(500, 'InternalError', 'Internal error'), 500);
    if (faults.isOn('html-answer'))
      return context.html('<!doctype html><html><body><h1>We will be back soon</h1></body></html>');
    await next();
    if (faults.isOn('cut-json')) {
      const cut = await cutAnswer(context);
      context.res = undefined;
      context.res = cut;
    }
  });
}

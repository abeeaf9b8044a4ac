import type { Context } from 'hono';
import { z } from 'zod';
import { type Caller, whoIsCalling } from './bearer.ts';
import { badRequest, requestId, TransferRefusal } from './transferErrors.ts';
import type { LabWorld } from './world.ts';

export interface TransferCall {
  readonly caller: Caller;
  readonly context: Context;
}

export type TransferHandler = (call: TransferCall) => Response | Promise<Response>;

/** Runs a handler for a caller whose token is for Globus Transfer; everybody else is answered 401. */
export function withCaller(world: LabWorld, handler: TransferHandler) {
  return (context: Context): Response | Promise<Response> => {
    const caller = whoIsCalling(world, context.req.header('authorization'), 'transfer.api.globus.org');
    if (caller.kind === 'refused')
      throw new TransferRefusal(401, 'ClientError.AuthenticationFailed', 'Token is not active or not for this service');
    return handler({ caller, context });
  };
}

/** The error document; answered for everything a handler throws. */
export function answerError(world: LabWorld, error: Error, context: Context): Response {
  const frame = { request_id: requestId(), resource: context.req.path };
  if (error instanceof TransferRefusal)
    return context.json({ code: error.code, message: error.message, ...frame, ...error.extra }, error.status);
  world.log(`transfer: ${context.req.method} ${context.req.path}: ${error.stack ?? error.message}`);
  return context.json({ code: 'InternalError', message: 'Internal error', ...frame }, 500);
}

/** A result document: what was done, with the request's id and resource. */
export function answerResult(
  { context }: TransferCall,
  facts: { DATA_TYPE: string; code: string; message: string } & Record<string, unknown>,
  status: 200 | 201 | 202 = 200,
): Response {
  return context.json({ ...facts, request_id: requestId(), resource: context.req.path }, status);
}

/** The JSON body by a schema; an empty body counts as `{}`. */
export async function readBody<Schema extends z.ZodType>({ context }: TransferCall, schema: Schema) {
  const text = await context.req.text();
  let body: unknown;
  try {
    body = text === '' ? {} : JSON.parse(text);
  } catch (cause) {
    throw new TransferRefusal(400, 'ClientError.BadRequest', 'The body is not JSON', { cause: String(cause) });
  }
  const read = schema.safeParse(body);
  if (read.success) return read.data;
  const [issue] = read.error.issues;
  throw badRequest(`${issue?.path.join('.') ?? 'body'}: ${issue?.message ?? 'invalid'}`);
}

/** A path parameter that must be there. */
export const parameter = ({ context }: TransferCall, name: string): string => context.req.param(name) ?? '';

export interface PageLimits {
  readonly defaultLimit: number;
  readonly maxLimit: number;
  /** Highest `offset + limit` the call allows. */
  readonly maxTotal?: number;
}

const count = z.coerce.number().int().min(0);

/** `limit` and `offset` of the query. */
export function readPage({ context }: TransferCall, { defaultLimit, maxLimit, maxTotal = Infinity }: PageLimits) {
  const limit = count.safeParse(context.req.query('limit') ?? defaultLimit);
  const offset = count.safeParse(context.req.query('offset') ?? 0);
  if (!limit.success || !offset.success) throw badRequest('limit and offset must be whole numbers');
  if (limit.data > maxLimit) throw badRequest(`limit must be at most ${maxLimit}`);
  if (offset.data + limit.data > maxTotal) throw badRequest(`offset + limit must be at most ${maxTotal}`);
  return { limit: limit.data, offset: offset.data };
}

/** Only the wanted keys, when the client named some by `fields=`. */
export function pickFields({ context }: TransferCall, document: Readonly<Record<string, unknown>>): object {
  const wanted = context.req.query('fields');
  if (wanted === undefined || wanted === '') return document;
  const names = new Set(['DATA_TYPE', ...wanted.split(',').map((name) => name.trim())]);
  return Object.fromEntries(Object.entries(document).filter(([name]) => names.has(name)));
}

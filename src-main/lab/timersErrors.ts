import type { Context } from 'hono';
import { z } from 'zod';
import type { LabWorld } from './world.ts';

/** An answer other than success: `{"error":{code,detail,status}}`. */
export class TimersRefusal extends Error {
  readonly status: 400 | 401 | 403 | 404 | 409 | 422;
  readonly code: string;

  constructor(status: TimersRefusal['status'], code: string, message: string) {
    super(message);
    this.status = status;
    this.code = code;
  }
}

/** A body that fails its schema: 422 with the place of every wrong value. */
export class InvalidTimerError extends Error {
  readonly detail: readonly { readonly loc: readonly PropertyKey[]; readonly msg: string; readonly type: string }[];

  constructor(detail: InvalidTimerError['detail']) {
    super('The body is invalid');
    this.detail = detail;
  }
}

export const timersErrorDocument = (status: number, code: string, detail: string) => ({
  error: { code, detail, status },
});

/** Reads a value by its schema; `at` is where in the request it stands. */
export function parseTimerBody<Schema extends z.ZodType>(
  schema: Schema,
  body: unknown,
  at: readonly string[],
): z.infer<Schema> {
  const read = schema.safeParse(body);
  if (read.success) return read.data;
  throw new InvalidTimerError(
    read.error.issues.map(({ path, message, code }) => {
      const isMissing = message.endsWith('received undefined');
      return {
        loc: [...at, ...path],
        msg: isMissing ? 'field required' : message,
        type: isMissing ? 'value_error.missing' : `value_error.${code}`,
      };
    }),
  );
}

/** The JSON body of a request; nothing counts as `{}`. */
export async function timerBody<Schema extends z.ZodType>(context: Context, schema: Schema): Promise<z.infer<Schema>> {
  const text = await context.req.text();
  const json = z
    .string()
    .transform((source, issues) => {
      try {
        return JSON.parse(source) as unknown;
      } catch (error) {
        issues.addIssue({ code: 'custom', message: `not JSON: ${String(error)}` });
        return z.NEVER;
      }
    })
    .safeParse(text === '' ? '{}' : text);
  if (!json.success) throw new InvalidTimerError([{ loc: ['body'], msg: 'not JSON', type: 'value_error.jsondecode' }]);
  return parseTimerBody(schema, json.data, ['body']);
}

export function answerTimersError(world: Pick<LabWorld, 'log'>, error: Error, context: Context): Response {
  if (error instanceof InvalidTimerError) return context.json({ detail: error.detail }, 422);
  if (error instanceof TimersRefusal)
    return context.json(timersErrorDocument(error.status, error.code, error.message), error.status);
  world.log(`timers: ${context.req.method} ${context.req.path}: ${error.stack ?? error.message}`);
  return context.json(timersErrorDocument(500, 'ERROR', 'Request failed terribly'), 500);
}

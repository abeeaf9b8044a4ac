import { randomBytes } from 'node:crypto';
import type { Context } from 'hono';
import type { LabWorld } from './world.ts';

/** An answer other than success, in the form of Globus Search's GError. */
export class SearchRefusal extends Error {
  readonly status: 400 | 401 | 403 | 404 | 409 | 413;
  readonly code: string;
  readonly errorData: object | undefined;

  constructor(status: SearchRefusal['status'], code: string, message: string, errorData?: object) {
    super(message);
    this.status = status;
    this.code = code;
    this.errorData = errorData;
  }
}

export const noSuchIndex = (id: string): SearchRefusal =>
  new SearchRefusal(404, 'NotFound.NoSuchIndex', `There is no search index named "${id}"`);

export const notFound = (what: string): SearchRefusal =>
  new SearchRefusal(404, 'NotFound.Generic', `${what} not found`);

/** `where` is the path to the wrong value, e.g. `['ingest_data', 'visible_to']`. */
export function invalid(where: readonly PropertyKey[], message: string): SearchRefusal {
  const messages = [...where]
    .reverse()
    .reduce<object | string[]>((inner, key) => ({ [String(key)]: inner }), [message]);
  return new SearchRefusal(400, 'BadRequest.ValidationError', 'Request failed input validation.', {
    messages: { json: messages },
  });
}

export const forbidden = (operation: string): SearchRefusal =>
  new SearchRefusal(403, 'Forbidden.Generic', `${operation} request denied by service`, {
    cause: `You do not have the proper roles to perform the ${operation} operation.`,
    recommended_resolution:
      'Ensure you are making a call authenticated with a valid Search token and that you have been granted the required roles for this operation',
  });

export const searchErrorDocument = (status: number, code: string, message: string, errorData?: object) => ({
  '@datatype': 'GError',
  '@version': '2017-09-01',
  request_id: randomBytes(16).toString('hex'),
  status,
  code,
  message,
  ...(errorData === undefined ? {} : { error_data: errorData }),
});

export function answerSearchError(world: Pick<LabWorld, 'log'>, error: Error, context: Context): Response {
  if (error instanceof SearchRefusal)
    return context.json(searchErrorDocument(error.status, error.code, error.message, error.errorData), error.status);
  world.log(`search: ${context.req.method} ${context.req.path}: ${error.stack ?? error.message}`);
  return context.json(searchErrorDocument(500, 'UnexpectedError.Generic', 'Internal error'), 500);
}

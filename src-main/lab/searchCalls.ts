import type { Context } from 'hono';
import type { z } from 'zod';
import { type Caller, whoIsCalling } from './bearer.ts';
import { forbidden, noSuchIndex, SearchRefusal } from './searchErrors.ts';
import { identityUrn, type SearchIndex, type SearchRoleName } from './searchIndex.ts';
import { parseBody } from './searchIngest.ts';
import type { LabWorld } from './world.ts';

const service = 'search.api.globus.org';
/** A request may carry this much. */
const requestBytes = 10 * 1024 ** 2;

export type SearchRight = 'search' | 'ingest' | 'all';

export type SearchCalls = ReturnType<typeof createSearchCalls>;

/** What all routes of the search service need to know about a request. */
export function createSearchCalls({ world, indices }: { world: LabWorld; indices: ReadonlyMap<string, SearchIndex> }) {
  function callerOf(context: Context, right: SearchRight): Caller {
    const caller = whoIsCalling(world, context.req.header('authorization'), service);
    if (caller.kind === 'refused')
      throw new SearchRefusal(401, 'Unauthorized.Generic', 'Not authenticated: a valid Search token is needed');
    const isGranted = caller.scopes.some((scope) => scope.endsWith(':all') || scope.endsWith(`:${right}`));
    if (!isGranted) throw forbidden(right);
    return caller;
  }

  const rolesOf = (index: SearchIndex, personId: string): SearchRoleName[] =>
    index.roles.filter(({ principal }) => principal === identityUrn(personId)).map(({ role }) => role);

  function indexOf(context: Context): SearchIndex {
    const id = context.req.param('index') ?? '';
    const index = indices.get(id);
    if (index === undefined) throw noSuchIndex(id);
    return index;
  }

  function needStatus(index: SearchIndex, status: 'open' | 'delete_pending'): SearchIndex {
    if (index.own.status === status) return index;
    throw new SearchRefusal(
      409,
      'Conflict.IncompatibleIndexStatus',
      `Index status (${index.own.status}) did not match required status for this operation: ${status}`,
    );
  }

  return {
    callerOf,
    rolesOf,
    indexOf,
    needStatus,
    /** A person, or nobody when the request has no Authorization header; a bad token is refused all the same. */
    readerOf(context: Context, index: SearchIndex) {
      if (context.req.header('authorization') === undefined) return { personId: null, mayBypass: false };
      const { person } = callerOf(context, 'search');
      const mayBypass = rolesOf(index, person.id).some((role) => role !== 'writer');
      return { personId: person.id, mayBypass };
    },
    /** The open index, for somebody with one of the roles. */
    indexFor(context: Context, right: SearchRight, roles: readonly SearchRoleName[], operation: string): SearchIndex {
      const { person } = callerOf(context, right);
      const index = indexOf(context);
      if (!rolesOf(index, person.id).some((role) => roles.includes(role))) throw forbidden(operation);
      return index;
    },
    async bodyOf<Schema extends z.ZodType>(context: Context, schema: Schema): Promise<z.infer<Schema>> {
      const text = await context.req.text();
      if (Buffer.byteLength(text) > requestBytes)
        throw new SearchRefusal(413, 'RequestEntityTooLarge', 'A request may have at most 10 MB');
      let body: unknown;
      try {
        body = text === '' ? {} : JSON.parse(text);
      } catch (error) {
        throw new SearchRefusal(400, 'BadRequest.MalformedJSON', `The body is not JSON: ${String(error)}`);
      }
      return parseBody(schema, body);
    },
  };
}

/** Everybody who may change entries. */
export const writers: readonly SearchRoleName[] = ['owner', 'admin', 'writer'];
export const admins: readonly SearchRoleName[] = ['owner', 'admin'];

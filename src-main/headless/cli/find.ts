import type { Endpoint } from '../../contract/endpoint.ts';
import { AppError, type Problem } from '../../contract/errors.ts';
import { endpointIdSchema, type SubmissionId, submissionIdSchema } from '../../contract/ids.ts';
import type { Image, Registry } from '../../contract/registry.ts';
import type { Subscription } from '../../contract/subscription.ts';
import type { Activity } from '../../contract/transfer.ts';
import type { Portolan } from './connect.ts';
import { UsageError } from './failure.ts';

interface Search<T> {
  /** `endpoint`, as the words name it. */
  readonly what: string;
  readonly asked: string;
  readonly idOf: (match: T) => string;
  /** The command that lists what there is. */
  readonly lister: string;
}

function theOne<T>(found: readonly T[], { what, asked, idOf, lister }: Search<T>): T {
  const [first] = found;
  if (first === undefined) {
    throw new UsageError(`There is no ${what} "${asked}"`, `portolan ${lister} shows what there is.`, {
      [what]: asked,
    });
  }
  if (found.length === 1) return first;
  const matches = found.map(idOf);
  const advice = `Name one by its id: ${matches.slice(0, 10).join(', ')}.`;
  throw new UsageError(`"${asked}" fits ${found.length} of them`, advice, { [what]: asked, matches });
}

/** What could not be read may be where the thing asked for is. */
const throwIf = (problem: Problem | null | undefined): void => {
  if (problem) throw new AppError(problem.code, { facts: problem.facts });
};

/** Endpoints by id or by whole name; two of one name must be told apart by id. */
export async function findEndpoints(portolan: Portolan, asked: readonly string[]): Promise<readonly Endpoint[]> {
  const matchesIn = (endpoints: readonly Endpoint[], text: string) =>
    endpoints.filter(({ id, name }) => id === text.toLowerCase() || name.toLowerCase() === text.toLowerCase());
  const known = await portolan.endpoints.list.query({ refresh: false });
  const isMissing = asked.some((text) => matchesIn(known.endpoints, text).length === 0);
  const listing = isMissing ? await portolan.endpoints.list.query({ refresh: true }) : known;
  return asked.map((text) => {
    const matches = matchesIn(listing.endpoints, text);
    if (matches.length === 0) throwIf(listing.problem);
    return theOne(matches, { what: 'endpoint', asked: text, idOf: ({ id }) => id, lister: 'endpoints' });
  });
}

/** The id of an endpoint; one that is an id already need not be among the listed ones. */
export async function findEndpointId(portolan: Portolan, asked: string) {
  const parsed = endpointIdSchema.safeParse(asked);
  if (parsed.success) return parsed.data;
  const [endpoint] = await findEndpoints(portolan, [asked]);
  return endpointIdSchema.parse(endpoint?.id);
}

/** Images by `collection/name[:tag]` (tag `latest` when none is given) or by whole id. */
export async function findImages(portolan: Portolan, asked: readonly string[]): Promise<readonly Image[]> {
  const matchesIn = (images: readonly Image[], text: string) => {
    const withTag = /:[^/]+$/.test(text) ? text : `${text}:latest`;
    return images.filter(({ id }) => id === text || id.slice(id.indexOf('/') + 1) === withTag);
  };
  const known = await portolan.containers.list.query({ refresh: false });
  const isMissing = asked.some((text) => matchesIn(known.images, text).length === 0);
  const listing = isMissing ? await portolan.containers.list.query({ refresh: true }) : known;
  return asked.map((text) => {
    const matches = matchesIn(listing.images, text);
    if (matches.length === 0) throwIf(listing.problems[0]?.problem);
    return theOne(matches, { what: 'image', asked: text, idOf: ({ id }) => id, lister: 'containers' });
  });
}

/** A registry by id, name or address; undefined: the only one. */
export async function findRegistry(portolan: Portolan, asked: string | undefined): Promise<Registry> {
  const registries = await portolan.registries.list.query();
  if (registries.length === 0)
    throw new UsageError('No registry is connected yet', 'portolan registries add ADDRESS connects one.');
  const tidy = (url: string) => url.replace(/\/$/, '');
  const matches = registries.filter(
    ({ id, name, url }) => asked === undefined || id === asked || name === asked || tidy(url) === tidy(asked),
  );
  const search = { what: 'registry', asked: asked ?? '(any)', idOf: ({ id }: Registry) => id, lister: 'registries' };
  return theOne(matches, search);
}

export async function findSubscription(portolan: Portolan, asked: string): Promise<Subscription> {
  const matches = (await portolan.subscriptions.list.query()).filter(({ id, name }) => id === asked || name === asked);
  return theOne(matches, { what: 'subscription', asked, idOf: ({ id }) => id, lister: 'subscriptions' });
}

/** A transfer by its id, the first letters of it, or Globus's task id. */
export async function findActivityId(portolan: Portolan, asked: string): Promise<SubmissionId> {
  const { activities } = await portolan.activity.list.query({ limit: 1000 });
  const fits = ({ id, taskId }: Activity) => taskId === asked || (asked.length >= 4 && id.startsWith(asked));
  const parsed = submissionIdSchema.safeParse(asked);
  const matches = activities.filter(fits);
  // Older than the listed ones: the app knows.
  if (matches.length === 0 && parsed.success) return parsed.data;
  return theOne(matches, { what: 'transfer', asked, idOf: ({ id }) => id, lister: 'activity' }).id;
}

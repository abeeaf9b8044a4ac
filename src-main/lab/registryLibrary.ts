import { randomUUID } from 'node:crypto';
import { empty, errorPage, json, redirect } from './registryAnswers.ts';
import { inModelOrder, libraryCollection, libraryContainer, libraryEntity, libraryImage } from './registryJson.ts';
import { objectLink } from './registryObjects.ts';
import type { RegistryCall, RegistryParts, RegistryRoute, View } from './registryRoute.ts';
import type { RegistryCollection, RegistryImage, RegistryUser } from './registryRows.ts';
import type { RegistryStore } from './registryStore.ts';

const versions = { version: 'v1.0.0', apiVersion: '2.0.0-alpha.1' };

function route(pattern: RegExp, get: View, limitedAs?: string): RegistryRoute {
  return { pattern, family: 'library', ...(limitedAs === undefined ? {} : { limitedAs }), views: { GET: get } };
}

/** Views that answer 403 without a body to whoever brings no library token. */
function forUsers(view: (user: RegistryUser, call: RegistryCall) => Response): View {
  return (call) => (call.caller.libraryUser ? view(call.caller.libraryUser, call) : empty(403));
}

/** The read side of the library API, as Singularity and Apptainer speak it. */
export function libraryRoutes(parts: RegistryParts): RegistryRoute[] {
  const { store } = parts;
  return [
    route(/^\/v1\/$/, ({ caller }) =>
      json({ ...versions, user: typeof caller.apiUser === 'object' ? (caller.apiUser?.username ?? null) : null }),
    ),
    route(/^\/version\/?$/, () => json({ data: versions })),
    route(/^\/v1\/token-status$/, ({ caller }) => empty(caller.libraryUser ? 200 : 404)),
    route(/^\/v1\/entities$/, ({ caller }) =>
      caller.libraryUser ? json({ data: libraryEntity(caller.libraryUser, store) }) : empty(404),
    ),
    route(/^\/v1\/entities\/([^/]+)$/, ({ caller: { libraryUser }, parts: [username] }) =>
      libraryUser?.username === username && libraryUser
        ? json({ data: libraryEntity(libraryUser, store) })
        : empty(404),
    ),
    collectionsRoute(store),
    route(
      /^\/v1\/collections\/([^/]+)\/([^/]+)$/,
      forUsers((user, { parts: [, name = ''] }) => {
        const row = store.collectionNamed(name);
        return row?.owners.includes(user.id) ? json({ data: libraryCollection(row, store) }) : empty(404);
      }),
      'CollectionByName',
    ),
    route(
      /^\/v1\/containers$/,
      forUsers(() => json({})),
      'Containers',
    ),
    route(
      /^\/v1\/containers\/([^/]+)\/([^/]+)\/([^/]+)$/,
      forUsers((user, { parts: [, collectionName = '', name = ''] }) => {
        const row = store.collectionNamed(collectionName);
        if (!row) return empty(404);
        return row.owners.includes(user.id) ? json({ data: libraryContainer(row, name, store) }) : empty(403);
      }),
      'ContainerByName',
    ),
    route(
      /^\/v1\/tags\/([^/]+)$/,
      forUsers((_user, { parts: [id] }) => {
        const row = store.collectionById(Number(id));
        if (!row) return empty(404);
        // One image per tag of the whole container collection: the last one wins.
        const tags = inModelOrder(store.imagesIn(row.id)).map((image) => [image.tag, String(image.id)]);
        return json({ data: Object.fromEntries(tags) });
      }),
      'Tags',
    ),
    pushProbeRoute(store),
    route(/^\/v1\/images\/(.+)$/, (call) => showImage(call, parts), 'Images'),
    route(/^\/v1\/imagefile\/(.+)$/, (call) => sendToObjects(call, parts), 'ImageFile'),
  ];
}

/** Answers the first container collection of the whole registry, whoever asks, and none of the others. */
function collectionsRoute(store: RegistryStore): RegistryRoute {
  const get = forUsers(() => {
    const [first] = store.containerCollections();
    return json(first ? { collections: [libraryCollection(first, store)] } : null);
  });
  const refuse = (code: number, message: string) => json({ error: { code, message } }, code);
  const post: View = async ({ request, caller }) => {
    if (!caller.libraryUser) return empty(403);
    const wanted = parseObject(await request.text());
    if (wanted === 'unreadable') return errorPage();
    const { entity, name } = wanted;
    if (typeof entity !== 'string' || typeof name !== 'string') return refuse(400, 'Invalid payload.');
    if (entity !== String(caller.libraryUser.id)) return refuse(403, 'Permission denied.');
    const folded = name.toLowerCase().replace(/[^a-z0-9-]+/g, '-');
    if (store.collectionNamed(folded)) return refuse(403, `A collection named '${folded}' exists already!`);
    const owners = [caller.libraryUser.id];
    const isPrivate = wanted.private === true;
    const row = store.addCollection({ name: folded, isPrivate, owners, contributors: [], stars: 0 });
    return json({ data: libraryCollection(row, store) });
  };
  return {
    pattern: /^\/v1\/collections$/,
    family: 'library',
    limitedAs: 'Collections',
    views: { GET: get, POST: post },
  };
}

function parseObject(body: string): Record<string, unknown> | 'unreadable' {
  try {
    const parsed: unknown = JSON.parse(body);
    return typeof parsed === 'object' && parsed !== null ? { ...parsed } : {};
  } catch {
    return 'unreadable'; // the real server stumbles over it; the caller is shown that
  }
}

/** Four parts and a hash is how a push begins: an owner's GET makes a row with a passing tag. */
function pushProbeRoute(store: RegistryStore): RegistryRoute {
  const pattern = /^\/v1\/images\/([^/]+)\/([^/]+)\/([^/:]+):(sha256\.[0-9a-f]+)$/;
  const get = forUsers((user, { parts: [, collectionName = '', name = '', version = ''] }) => {
    const inside = store.collectionNamed(collectionName);
    if (!inside) return empty(404);
    if (!inside.owners.includes(user.id)) return empty(403);
    const known = store
      .imagesIn(inside.id)
      .find((row) => row.name === name && row.version === version && isPassing(row));
    const row =
      known ??
      store.addImage({
        collectionId: inside.id,
        name,
        tag: `DUMMY-${randomUUID()}`,
        version,
        isFrozen: false,
        metadata: {},
        labels: {},
        relativePath: null,
        sizeBytes: 0,
        md5: '',
        sha256: version.slice('sha256.'.length),
        store: 'objects',
      });
    return json({ data: libraryImage(row, inside, store) });
  });
  return route(pattern, get, 'Push');
}

const isPassing = (row: RegistryImage) => row.tag.startsWith('DUMMY-');

interface FoundImage {
  readonly row: RegistryImage;
  readonly inside: RegistryCollection;
}

/** `[user/]collection/name[:tag|:sha256.…]`, folded to lower case as the real server's parser does. */
function findImage(named: string, store: RegistryStore): FoundImage | undefined {
  const folded = named.toLowerCase().replaceAll('.img', '').replaceAll('.simg', '').replaceAll('.sif', '');
  const segments = folded.split('/').filter((segment) => segment !== '');
  const [name = '', tag = 'latest'] = (segments.at(-1) ?? '').split(':');
  const inside = store.collectionNamed(segments.at(-2) ?? 'library');
  if (!inside) return undefined;
  const row = tag.startsWith('sha256.')
    ? store.imagesIn(inside.id).find((image) => image.name === name && image.version === tag)
    : store.find(inside.id, name, tag);
  return row && { row, inside };
}

const mayPull = (user: RegistryUser, inside: RegistryCollection) =>
  inside.owners.includes(user.id) || inside.contributors.includes(user.id);

function showImage({ caller, parts: [named = ''] }: RegistryCall, { store }: RegistryParts): Response {
  const found = findImage(named, store);
  if (!found) return empty(404);
  const shown = () => json({ data: libraryImage(found.row, found.inside, store) });
  if (!found.inside.isPrivate) return shown();
  if (!caller.libraryUser) return errorPage(); // nobody has no rights to look up
  return mayPull(caller.libraryUser, found.inside) ? shown() : empty(404);
}

/** Sends the caller on to the object storage, even for an image that is not there. */
function sendToObjects({ caller, parts: [named = ''] }: RegistryCall, parts: RegistryParts): Response {
  const found = findImage(named, parts.store);
  if (!found) return empty(404);
  const { row, inside } = found;
  if (inside.isPrivate && !(caller.libraryUser && mayPull(caller.libraryUser, inside))) return empty(404);
  return redirect(objectLink(`${inside.name}/${row.name}:${row.version}`, parts), 302);
}

import { detail, errorPage, json } from './registryAnswers.ts';
import { checkHmac } from './registryCaller.ts';
import { apiCollection, apiContainer, apiContainerDetail, inModelOrder } from './registryJson.ts';
import { listPage, pageLimit } from './registryListPage.ts';
import type { RegistryCall, RegistryParts, RegistryRoute } from './registryRoute.ts';
import { imageUri, type RegistryCollection, type RegistryImage } from './registryRows.ts';

const notFound = () => detail('Not found.', 404);

/** Routes below /api that read; the trailing slash is asked where the pattern has it without `?`. */
export function apiRoutes(parts: RegistryParts): RegistryRoute[] {
  const { store, origin } = parts;
  const publicCollections = () => store.containerCollections().filter(({ isPrivate }) => !isPrivate);
  const withCollection = (rows: readonly RegistryImage[]) =>
    rows.flatMap((row) => {
      const inside = store.collectionById(row.collectionId);
      return inside ? [{ row, inside }] : [];
    });
  const publicImages = () => withCollection(inModelOrder(store.images())).filter(({ inside }) => !inside.isPrivate);
  const route = (pattern: RegExp, get: (call: RegistryCall) => Response | Promise<Response>): RegistryRoute => ({
    pattern,
    family: 'api',
    views: { GET: get },
  });
  return [
    route(/^\/api\/collections\/$/, (call) =>
      listPage(
        publicCollections().map((row) => apiCollection(row, store, origin())),
        call,
      ),
    ),
    route(/^\/api\/collections\/([^/.]+)\/$/, ({ parts: [id] }) => {
      const row = publicCollections().find((candidate) => String(candidate.id) === id);
      return row ? json(apiCollection(row, store, origin())) : notFound();
    }),
    route(/^\/api\/collection\/search\/(.+?)\/?$/, errorPage),
    route(/^\/api\/collection\/([^/]+)\/?$/, ({ parts: [name = ''] }) => {
      const row = store.collectionNamed(name.toLowerCase());
      if (!row) return json({});
      return row.isPrivate ? errorPage() : json(apiCollection(row, store, origin()));
    }),
    route(/^\/api\/containers\/$/, (call) =>
      listPage(
        inPageOrder(publicImages(), pageLimit(call)).map(({ row, inside }) => apiContainer(row, inside)),
        call,
      ),
    ),
    route(/^\/api\/containers\/([^/.]+)\/$/, ({ parts: [id] }) => {
      const found = publicImages().find(({ row }) => String(row.id) === id);
      return found ? json(apiContainer(found.row, found.inside)) : notFound();
    }),
    route(
      /^\/api\/container\/search\/(?:collection\/([^/]+)\/)?name\/([^/]+?)(?:\/tag\/([^/]+))?\/?$/,
      ({ parts: [collectionName = '', name = '', tag = ''] }) => {
        const found = withCollection(store.images()).filter(
          ({ row, inside }) =>
            row.name === name.toLowerCase() &&
            (collectionName === '' || inside.name === collectionName.toLowerCase()) &&
            (tag === '' || row.tag === tag.toLowerCase()),
        );
        return json(found.map(({ row, inside }) => apiContainer(row, inside)));
      },
    ),
    containerRoute(parts),
    ...labelRoutes(parts),
    route(/^\/api\/registry\/identity\/?$/, () =>
      json({ name: 'Practice Lab Registry', id: 'practice', url: origin() }),
    ),
  ];
}

/**
 * The database sorts a page in another way than a whole list, so images of one name change places: who pages through
 * the list may meet an image twice and another never.
 */
function inPageOrder(rows: readonly NamedImage[], limit: number): readonly NamedImage[] {
  if (limit >= rows.length) return rows;
  const byName = (a: NamedImage, b: NamedImage) => (a.row.name < b.row.name ? -1 : a.row.name > b.row.name ? 1 : 0);
  return [...rows].reverse().sort(byName);
}

interface NamedImage {
  readonly row: RegistryImage;
  readonly inside: RegistryCollection;
}

/** `collection/name[:tag][@version]`; the version is read and ignored, as the real server does. */
function containerRoute(parts: RegistryParts): RegistryRoute {
  const find = ([collectionName = '', name = '', tag = '']: readonly string[]): NamedImage | undefined => {
    const inside = parts.store.collectionNamed(collectionName);
    const row = inside && parts.store.find(inside.id, name, tag === '' ? 'latest' : tag);
    return row && inside ? { row, inside } : undefined;
  };
  const get = (call: RegistryCall) => {
    const found = find(call.parts);
    if (!found) return notFound();
    return found.inside.isPrivate
      ? privateDetail(found, call, parts)
      : json(apiContainerDetail(found.row, found.inside, parts.origin()));
  };
  // Deleting over this API has never worked: frozen images are refused, the rest stumbles.
  const remove = (call: RegistryCall) => {
    const found = find(call.parts);
    if (!found) return notFound();
    const uri = `${found.inside.name}/${found.row.name}:${found.row.tag}`;
    return found.row.isFrozen ? detail(`${uri} is frozen, delete not allowed.`, 403) : errorPage();
  };
  return {
    pattern: /^\/api\/container\/(.+?)\/([^/:@]+)(?::([^/@]+))?(?:@([^/]+))?\/?$/,
    family: 'api',
    limitedAs: 'ContainerDetailByName',
    views: { GET: get, DELETE: remove },
  };
}

/** A private image's detail: by signature only in a stock registry; the lab's also takes its own sign-in. */
function privateDetail({ row, inside }: NamedImage, { caller }: RegistryCall, parts: RegistryParts): Response {
  const shown = () => json(apiContainerDetail(row, inside, parts.origin()));
  const mayPull = (userId: number) => inside.owners.includes(userId) || inside.contributors.includes(userId);
  if (caller.authorization === null) return detail('Authentication Required', 403);
  if (caller.isSignedIn && caller.libraryUser)
    return mayPull(caller.libraryUser.id) ? shown() : detail('Unauthorized', 403);
  const subject = { kind: 'pull', containerCollection: inside.name, name: row.name, tag: row.tag } as const;
  const verdict = checkHmac(caller.authorization, subject, parts.store.users(), parts.clock.now());
  switch (verdict.kind) {
    case 'malformed':
      return errorPage();
    case 'unknownUser':
      return detail('Unauthorized', 403);
    case 'badSignature':
      return json(400); // status 200, the body is the number
    case 'valid':
      return mayPull(verdict.user.id) ? shown() : detail('Unauthorized', 403);
  }
}

/** Labels of all images, those of private collections included. */
function labelRoutes({ store }: RegistryParts): RegistryRoute[] {
  const search = (isWanted: (key: string, value: string) => boolean) => {
    const found = new Map<string, { key: string; value: string; containers: string[] }>();
    for (const row of store.images()) {
      const inside = store.collectionById(row.collectionId);
      if (!inside) continue;
      for (const [key, value] of Object.entries(row.labels)) {
        if (!isWanted(key, value)) continue;
        const id = `${key}\n${value}`;
        const label = found.get(id) ?? { key, value, containers: [] };
        label.containers.push(imageUri(row, inside));
        found.set(id, label);
      }
    }
    return json([...found.values()]);
  };
  const route = (pattern: RegExp, get: (call: RegistryCall) => Response): RegistryRoute => ({
    pattern,
    family: 'api',
    views: { GET: get },
  });
  return [
    route(/^\/api\/labels\/search\/?$/, () => search(() => true)),
    route(/^\/api\/labels\/search\/(.+)\/key\/(.+)\/value\/?$/, ({ parts: [wantedKey, wantedValue] }) =>
      search((key, value) => key === wantedKey && value === wantedValue),
    ),
    route(/^\/api\/labels\/search\/(.+)\/key\/?$/, ({ parts: [wanted] }) => search((key) => key === wanted)),
    route(/^\/api\/labels\/search\/(.+)\/value\/?$/, ({ parts: [wanted] }) =>
      search((_key, value) => value === wanted),
    ),
  ];
}

/** Gives the token of an account that has a password. */
export function tokenRoute({ store }: RegistryParts): RegistryRoute {
  const post = async ({ request }: RegistryCall) => {
    const given = await credentials(request);
    if (given === 'unreadable') return detail('JSON parse error', 400);
    const missing = ['username', 'password'].filter((field) => !given.get(field));
    if (missing.length > 0)
      return json(Object.fromEntries(missing.map((field) => [field, ['This field is required.']])), 400);
    const user = store
      .users()
      .find(({ username, password }) => username === given.get('username') && password === given.get('password'));
    return user
      ? json({ token: user.token })
      : json({ non_field_errors: ['Unable to log in with provided credentials.'] }, 400);
  };
  return {
    pattern: /^\/api\/api-token-auth\/$/,
    family: 'library',
    isUncounted: true,
    views: { POST: post },
  };
}

async function credentials(request: Request): Promise<Map<string, string> | 'unreadable'> {
  const body = await request.text();
  if (!request.headers.get('content-type')?.includes('json')) return new Map(new URLSearchParams(body));
  try {
    const parsed: unknown = JSON.parse(body);
    const fields = typeof parsed === 'object' && parsed !== null ? Object.entries(parsed) : [];
    return new Map(fields.flatMap(([key, value]) => (typeof value === 'string' ? [[key, value] as const] : [])));
  } catch {
    return 'unreadable'; // what is not JSON is a fact about the request, told to the caller
  }
}

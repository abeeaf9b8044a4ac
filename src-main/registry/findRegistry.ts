import { AppError } from '../contract/errors.ts';
import type { RegistryProbe } from '../contract/registry.ts';
import type { RegistryCredential } from '../ports/tokens.ts';
import { protectedResource, signInOfferIn } from './signInOffer.ts';
import type { SregistryClient } from './sregistryClient.ts';

/** Without a query, a fragment or a name and password; ends in `/`. */
function baseUrl(text: string): URL {
  const url = new URL(text);
  url.search = '';
  url.hash = '';
  url.username = '';
  url.password = '';
  if (!url.pathname.endsWith('/')) url.pathname += '/';
  return url;
}

/** The address as given; the whole host, for an address copied from a browser; and where http only leads to https. */
function candidates(text: string): string[] {
  const given = baseUrl(text);
  const host = new URL('/', given);
  const secure = (url: URL) => {
    const next = new URL(url);
    next.protocol = 'https:';
    return next;
  };
  const addresses = given.protocol === 'http:' ? [given, secure(given), host, secure(host)] : [given, host];
  return [...new Set(addresses.map(({ href }) => href))];
}

/** Something answered, but not as a registry does; this first view has no limit, so a page with 403 is none either. */
const notARegistry = [
  'registry.notARegistry',
  'answer.notJson',
  'answer.unexpected',
  'service.refused',
  'registry.limitReached',
];
const isSomethingElse = (error: unknown) => error instanceof AppError && notARegistry.includes(error.code);

/** Whether a guess of ours failed; then the first answer is what to tell. */
const isNetwork = (error: unknown) => error instanceof AppError && error.code.startsWith('network.');

const unless = async <T>(work: Promise<T>, otherwise: T): Promise<T> => {
  try {
    return await work;
  } catch (error) {
    if (error instanceof AppError) return otherwise;
    throw error;
  }
};

/**
 * Looks for a registry at an address that a person typed.
 * @throws AppError `registry.notARegistry`, `network.*`, `service.*`
 */
export async function findRegistry(
  client: SregistryClient,
  text: string,
  credential: RegistryCredential = { kind: 'none' },
): Promise<{ readonly url: string; readonly probe: RegistryProbe }> {
  const { url, name } = await firstThatAnswers(client, text, credential);
  const caller = { url, credential };
  const [version, collections, images, metadata] = await Promise.all([
    unless(client.version(caller), null),
    unless<number | null>(client.count(caller, 'collections'), null),
    unless<number | null>(client.count(caller, 'containers'), null),
    unless(client.wellKnown(url, protectedResource), null),
  ]);
  return {
    url,
    probe: {
      kind: 'sregistry',
      name: name ?? new URL(url).host,
      version,
      signInOffered: signInOfferIn(metadata, url) !== null,
      containerCollections: collections,
      images,
    },
  };
}

async function firstThatAnswers(client: SregistryClient, text: string, credential: RegistryCredential) {
  let isFirst = true;
  for (const url of candidates(text)) {
    try {
      return { url, ...(await identify(client, url, credential)) };
    } catch (error) {
      const isGuessWrong = !isFirst && isNetwork(error);
      if (!isSomethingElse(error) && !isGuessWrong) throw error;
      isFirst = false;
    }
  }
  throw new AppError('registry.notARegistry', { facts: { host: new URL(text).host } });
}

/** A registry that asks everybody to sign in refuses to say its name; its list of collections stays open. */
async function identify(client: SregistryClient, url: string, credential: RegistryCredential) {
  try {
    return await client.identity({ url, credential });
  } catch (error) {
    if (!(error instanceof AppError) || !['signIn.needed', 'registry.tokenRefused'].includes(error.code)) throw error;
    await client.count({ url, credential: { kind: 'none' } }, 'collections');
    return { name: null };
  }
}

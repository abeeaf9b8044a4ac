import { AppError } from '../contract/errors.ts';
import { type ContainerName, formatContainerName } from '../domain/containerName.ts';
import { hostileText, hostileTextOrNull } from '../domain/hostileText.ts';
import { retryDelayMs } from '../domain/retryPolicy.ts';
import type { Clock } from '../ports/clock.ts';
import type { Http, HttpAnswer, HttpRequest } from '../ports/http.ts';
import type { RegistryCredential } from '../ports/tokens.ts';
import { type PullSigner, pullAuthorization } from './pullAuthorization.ts';
import { type ReadingOptions, readAnswer } from './readAnswer.ts';
import { type ListedImage, type ListedImages, listedImages } from './transform.ts';
import {
  wireBaseSchema,
  wireContainerDetailSchema,
  wireIdentitySchema,
  wirePageSchema,
  wireVersionSchema,
} from './types.ts';

/** One page for everything: paging an unordered list skips and repeats rows. */
const wholeList = 100_000;
const maxPages = 100;
const maxListBytes = 128 * 1024 ** 2;
const listTimeoutMs = 120_000;
const quickTimeoutMs = 5_000;
const maxRetries = 2;

export interface RegistryCaller {
  /** Ends in `/`. */
  readonly url: string;
  readonly credential: RegistryCredential;
}

interface Dependencies {
  readonly http: Http;
  readonly clock: Clock;
  /** 0 to 1. */
  readonly random: () => number;
  readonly signal: AbortSignal;
}

type CallOptions = Partial<Pick<HttpRequest, 'timeoutMs' | 'maxBytes'>> &
  Partial<Pick<ReadingOptions, 'notFound' | 'serverError'>> & {
    readonly retries?: number;
    /** In place of what the credential gives. */
    readonly authorization?: string;
  };

/** The registry's own token goes under another scheme than a sign-in: under the wrong one it is not seen at all. */
function authorization(credential: RegistryCredential): Record<string, string> {
  if (credential.kind === 'none') return {};
  return {
    authorization: credential.kind === 'token' ? `Token ${credential.token}` : `Bearer ${credential.accessToken}`,
  };
}

const unexpected = (what: string) => new AppError('answer.unexpected', { facts: { what } });

/** A server that does not know its own name puts a wrong host into its addresses: only the path counts. */
function downloadAddress(image: string | null | undefined, registryUrl: string): string | null {
  const path = URL.parse(image ?? '', registryUrl)?.pathname ?? '';
  return /\/containers\/\d+\/download\/[0-9a-f-]{36}\/?$/.test(path) ? new URL(path, registryUrl).href : null;
}

export type SregistryClient = ReturnType<typeof createSregistryClient>;

/** Singularity Registry Server, version 2. Reads only. */
export function createSregistryClient({ http, clock, random, signal }: Dependencies) {
  /** Repeats what may pass by itself; a 500 of this server never does. */
  async function exchange(request: HttpRequest, retries: number): Promise<HttpAnswer> {
    const wait = (failed: Parameters<typeof retryDelayMs>[0], retriesSoFar: number) =>
      retriesSoFar < retries ? retryDelayMs(failed, { retriesSoFar, random: random(), nowMs: clock.now() }) : null;
    for (let retriesSoFar = 0; ; retriesSoFar += 1) {
      let waitMs: number | null;
      try {
        const answer = await http.send({ ...request, signal });
        const retryAfter = answer.headers['retry-after'] ?? null;
        const failed = { kind: 'status', status: answer.status, serviceCode: null, retryAfter } as const;
        waitMs = answer.status === 500 ? null : wait(failed, retriesSoFar);
        if (waitMs === null) return answer;
      } catch (error) {
        waitMs = error instanceof AppError ? wait({ kind: 'failure', code: error.code }, retriesSoFar) : null;
        if (waitMs === null) throw error;
      }
      await clock.sleep(waitMs, signal);
    }
  }

  async function get({ url, credential }: RegistryCaller, path: string, options: CallOptions = {}): Promise<object> {
    const { timeoutMs, maxBytes, retries = maxRetries, notFound, serverError, authorization: signed } = options;
    const answer = await exchange(
      {
        method: 'GET',
        url: new URL(path, url),
        headers: { accept: 'application/json', ...(signed ? { authorization: signed } : authorization(credential)) },
        ...(timeoutMs === undefined ? {} : { timeoutMs }),
        ...(maxBytes === undefined ? {} : { maxBytes }),
      },
      retries,
    );
    return readAnswer(answer, {
      credential: credential.kind,
      nowMs: clock.now(),
      host: new URL(url).host,
      ...(notFound === undefined ? {} : { notFound }),
      ...(serverError === undefined ? {} : { serverError }),
    });
  }

  async function page(caller: RegistryCaller, path: string, options: CallOptions = {}) {
    const parsed = wirePageSchema.safeParse(await get(caller, path, options));
    if (!parsed.success) throw unexpected('list');
    return parsed.data;
  }

  return {
    /** The registry's name, or AppError `registry.notARegistry` when something else answers. */
    async identity(caller: RegistryCaller): Promise<{ readonly name: string | null }> {
      const value = await get(caller, 'api/registry/identity', { notFound: 'registry.notARegistry', retries: 0 });
      const identity = wireIdentitySchema.safeParse(value).data;
      if (!identity) throw new AppError('registry.notARegistry');
      return { name: hostileTextOrNull(identity.name, 120) };
    },
    async version(caller: RegistryCaller): Promise<string | null> {
      const version = wireVersionSchema.safeParse(await get(caller, 'version', { retries: 0 })).data;
      return hostileTextOrNull(version?.data.version, 40);
    },
    /** Whom the registry takes the caller for; null for nobody. */
    async username(caller: RegistryCaller): Promise<string | null> {
      const base = wireBaseSchema.safeParse(await get(caller, 'v1/', { retries: 0 })).data;
      return hostileTextOrNull(base?.user, 150);
    },
    /** How many rows a list has for this caller. Rejects when the caller is refused. */
    count: async (caller: RegistryCaller, list: 'collections' | 'containers'): Promise<number> =>
      (await page(caller, `api/${list}/?limit=1`)).count,
    /** Every image that the registry lists to this caller. */
    async images(caller: RegistryCaller): Promise<ListedImages> {
      const rows: unknown[] = [];
      const options = { timeoutMs: listTimeoutMs, maxBytes: maxListBytes };
      // Its own links are built from what it believes its address is; only their query is followed.
      for (
        let query: string | null = `?limit=${wholeList}`, pages = 0;
        query !== null && pages < maxPages;
        pages += 1
      ) {
        const { results, next }: { results: unknown[]; next?: string | null | undefined } = await page(
          caller,
          `api/containers/${query}`,
          options,
        );
        rows.push(...results);
        query = next && results.length > 0 ? (URL.parse(next, caller.url)?.search ?? null) : null;
      }
      return listedImages(rows);
    },
    /**
     * Where the file can be fetched, of an image in the registry's folder. Counted against a limit of 50 a day:
     * only for somebody who asked.
     */
    async downloadAddress(caller: RegistryCaller, name: ContainerName): Promise<string | null> {
      const path = formatContainerName(name).split('/').map(encodeURIComponent).join('/').replaceAll('%3A', ':');
      const value = await get(caller, `api/container/${path}`, {
        notFound: 'image.notFound',
        serverError: 'registry.privateNotListed',
        timeoutMs: quickTimeoutMs,
        retries: 0,
      });
      const detail = wireContainerDetailSchema.safeParse(value).data;
      if (!detail)
        throw new AppError('image.notFound', { facts: { name: hostileText(formatContainerName(name), 300) } });
      return downloadAddress(detail.image, caller.url);
    },
    /** One image of a private container collection; as dear as `downloadAddress`. Null rights: `registry.tokenRefused`. */
    async privateImage(caller: RegistryCaller, signer: PullSigner, name: ContainerName): Promise<ListedImage> {
      const path = formatContainerName(name).split('/').map(encodeURIComponent).join('/').replaceAll('%3A', ':');
      const authorization = pullAuthorization(signer, name, clock.nowIso());
      const value = await get(caller, `api/container/${path}`, {
        notFound: 'image.notFound',
        retries: 0,
        authorization,
      });
      const [image] = listedImages([value]).images;
      if (!image)
        throw new AppError('image.notFound', { facts: { name: hostileText(formatContainerName(name), 300) } });
      return { ...image, isPrivate: true };
    },
    /** The JSON of a path at the registry's origin, without credentials; null when it is not there. */
    async wellKnown(url: string, name: string): Promise<object | null> {
      const { origin, pathname } = new URL(url);
      const at = `${origin}/.well-known/${name}${pathname.replace(/\/$/, '')}`;
      try {
        return await get({ url: at, credential: { kind: 'none' } }, at, { retries: 0 });
      } catch (error) {
        if (error instanceof AppError && ['registry.notFound', 'answer.notJson'].includes(error.code)) return null;
        throw error;
      }
    },
  };
}

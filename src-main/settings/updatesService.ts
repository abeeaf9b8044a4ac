import { parse } from 'yaml';
import { z } from 'zod';
import { AppError, toProblem } from '../contract/errors.ts';
import type { SettingsService, UpdatesService } from '../contract/services.ts';
import { isNewerVersion } from '../domain/versions.ts';
import type { Clock } from '../ports/clock.ts';
import type { Http } from '../ports/http.ts';

const mostBytes = 64 * 1024;
const mostRedirects = 4;

/** What electron-builder writes beside the builds that it publishes. */
const descriptionSchema = z.object({
  version: z.string().max(100),
  path: z.string().max(500).optional(),
  files: z.array(z.object({ url: z.string().max(500) })).optional(),
  releaseDate: z.string().max(100).optional(),
});

const isSecure = (url: URL): boolean => url.protocol === 'https:';

/** Asks for a newer version where the settings say; it never fetches or installs one. */
export function createUpdatesService(deps: {
  readonly http: Http;
  readonly clock: Clock;
  readonly settings: Pick<SettingsService, 'read'>;
  readonly current: string;
  /** `latest.yml`, `latest-mac.yml` or `latest-linux.yml` */
  readonly description: string;
}): UpdatesService {
  const { http, clock, current } = deps;

  /** Release pages lead elsewhere before they answer; never to an address that is not encrypted. */
  async function fetchText(start: URL): Promise<{ readonly text: string; readonly from: URL }> {
    let url = start;
    for (let hop = 0; hop <= mostRedirects; hop += 1) {
      const { status, headers, body } = await http.send({ method: 'GET', url, maxBytes: mostBytes });
      if (status === 200) return { text: new TextDecoder().decode(body), from: url };
      const { location } = headers;
      if (status < 300 || status > 399 || location === undefined)
        throw new AppError(status >= 500 ? 'service.unavailable' : 'service.refused', {
          facts: { host: url.host, status },
        });
      url = new URL(location, url);
      if (!isSecure(url)) break;
    }
    throw new AppError('answer.unexpected', { facts: { host: url.host } });
  }

  async function newestAt(feedUrl: string) {
    const folder = new URL(feedUrl.endsWith('/') ? feedUrl : `${feedUrl}/`);
    const { text } = await fetchText(new URL(deps.description, folder));
    let document: unknown;
    try {
      document = parse(text, { maxAliasCount: 0 });
    } catch (cause) {
      throw new AppError('answer.unexpected', { cause, facts: { host: folder.host } });
    }
    const found = descriptionSchema.safeParse(document).data;
    const file = found?.path ?? found?.files?.[0]?.url ?? '';
    const url = URL.canParse(file, folder) ? new URL(file, folder) : folder;
    if (!found || !isSecure(url)) throw new AppError('answer.unexpected', { facts: { host: folder.host } });
    const releasedAt = new Date(found.releaseDate ?? '');
    return {
      version: found.version,
      releasedAt: Number.isNaN(releasedAt.getTime()) ? null : releasedAt.toISOString(),
      url: url.href,
    };
  }

  return {
    async look() {
      const { feedUrl } = deps.settings.read().updates;
      if (feedUrl === '') return { current, lookedAt: null, newest: null, isNewer: false, problem: null };
      const lookedAt = clock.nowIso();
      try {
        const newest = await newestAt(feedUrl);
        return { current, lookedAt, newest, isNewer: isNewerVersion(newest.version, current), problem: null };
      } catch (error) {
        return { current, lookedAt, newest: null, isNewer: false, problem: toProblem(error, lookedAt) };
      }
    },
  };
}

import { X509Certificate } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { Agent as PlainAgent } from 'node:http';
import { Agent as TlsAgent } from 'node:https';
import tls from 'node:tls';
import { AppError, type Problem } from '../contract/errors.ts';
import type { TrustedServer } from '../contract/settings.ts';
import type { NetworkChoice } from '../ports/network.ts';
import { type ProxyRules, proxyByRules, proxyOfAnswer, rulesFromEnvironment } from './proxyChoice.ts';

export interface Route {
  readonly agent: { readonly http: PlainAgent; readonly https: TlsAgent };
  readonly proxy: URL | null;
}

type Trust = Pick<tls.SecureContextOptions, 'ca' | 'allowPartialTrustChain'>;

interface Authorities {
  /** Node's own list and what this computer trusts besides: a campus authority is usually there. */
  readonly all: readonly string[];
  /** The computer adds nothing to Node's list. */
  readonly areUsual: boolean;
}

function knownAuthorities(): Authorities {
  try {
    const usual = new Set(tls.getCACertificates('default'));
    const all = new Set([...usual, ...tls.getCACertificates('system')]);
    return { all: [...all], areUsual: all.size === usual.size };
  } catch {
    return { all: tls.rootCertificates, areUsual: true }; // an Electron without these lists
  }
}

const certificates = /-----BEGIN CERTIFICATE-----[\s\S]+?-----END CERTIFICATE-----/g;

async function authoritiesIn(file: string): Promise<readonly string[] | Omit<Problem, 'at'>> {
  try {
    const found = (await readFile(file, 'utf8')).match(certificates);
    // Each must be one: a damaged certificate would be passed over without a word.
    for (const one of found ?? []) new X509Certificate(one);
    return found ?? { code: 'network.caFile', facts: { file, reason: 'noCertificates' } };
  } catch (error) {
    const { code = '' } = error as NodeJS.ErrnoException;
    return { code: 'network.caFile', facts: { file, reason: /^E[A-Z]+$/.test(code) ? code : 'noCertificates' } };
  }
}

const withPassword = (url: string, user: string, password: string | null): string => {
  const proxy = new URL(url);
  if (user !== '') proxy.username = encodeURIComponent(user);
  if (user !== '' && password !== null) proxy.password = encodeURIComponent(password);
  return proxy.href;
};

function manualRules({ proxyUrl, proxyUser, proxyPassword, noProxy }: NetworkChoice): ProxyRules {
  const proxy = proxyUrl === '' ? null : withPassword(proxyUrl, proxyUser, proxyPassword);
  return { http: proxy, https: proxy, noProxy };
}

/**
 * Which connections requests go over: directly or through a proxy, and whom they believe. Kept alive a route each;
 * a change of the settings begins new ones and closes the idle old ones.
 */
export function createHttpRoutes(options: {
  readonly environment: NodeJS.ProcessEnv;
  /** What the system itself says for an address, in Chromium's words; absent: the environment counts. */
  readonly systemProxy?: (url: string) => Promise<string>;
}) {
  const environmentRules = rulesFromEnvironment(options.environment);
  let choice: NetworkChoice | null = null;
  let extra: readonly string[] = [];
  let routes = new Map<string, Route>();
  let context: tls.SecureContext | undefined;
  let authorities: Authorities | undefined;

  async function proxyOf(url: URL): Promise<string | null> {
    if (choice?.proxy === 'none') return null;
    if (choice?.proxy === 'manual') return proxyByRules(manualRules(choice), url);
    const byEnvironment = proxyByRules(environmentRules, url);
    if (byEnvironment !== null || options.systemProxy === undefined) return byEnvironment;
    // The same exceptions: this computer and NO_PROXY.
    const isDirect = proxyByRules({ ...environmentRules, http: 'any:', https: 'any:' }, url) === null;
    return isDirect ? null : proxyOfAnswer(await options.systemProxy(url.href));
  }

  const trustOf = (server: TrustedServer | undefined): Trust => {
    authorities ??= knownAuthorities();
    if (server === undefined && authorities.areUsual && extra.length === 0) return {}; // Node's own costs nothing
    const ca = [...authorities.all, ...extra];
    return server ? { ca: [...ca, server.certificate], allowPartialTrustChain: true } : { ca };
  };

  /** A trusted server may call itself what it likes: the certificate is the very one that was accepted. */
  function tlsOptions(server: TrustedServer | undefined) {
    if (server === undefined) {
      context ??= tls.createSecureContext(trustOf(undefined));
      return { secureContext: context };
    }
    const { fingerprint } = server;
    return {
      secureContext: tls.createSecureContext(trustOf(server)),
      checkServerIdentity: (host: string, shown: tls.PeerCertificate) =>
        shown.fingerprint256 === fingerprint ? undefined : tls.checkServerIdentity(host, shown),
    };
  }

  function routeBy(proxy: string | null, url: URL): Route {
    const isTls = url.protocol === 'https:';
    const server = isTls ? choice?.trusted.find(({ host }) => host === url.host) : undefined;
    const key = `${isTls ? 'tls' : 'plain'} ${proxy ?? 'direct'} ${server ? server.host : ''}`;
    const known = routes.get(key);
    if (known) return known;
    const proxyEnv = proxy === null ? {} : { HTTP_PROXY: proxy, HTTPS_PROXY: proxy };
    const route: Route = {
      agent: {
        http: new PlainAgent({ keepAlive: true, proxyEnv }),
        https: new TlsAgent({ keepAlive: true, proxyEnv, ...(isTls ? tlsOptions(server) : {}) }),
      },
      proxy: proxy === null ? null : new URL(proxy),
    };
    routes.set(key, route);
    return route;
  }

  const closeAll = (gone: ReadonlyMap<string, Route>) => {
    for (const { agent } of gone.values()) {
      agent.http.destroy();
      agent.https.destroy();
    }
  };

  return {
    /** @throws AppError `network.proxyRefused` for a proxy of a kind that cannot be used */
    async routeFor(url: URL): Promise<Route> {
      const proxy = await proxyOf(url);
      if (proxy === null || /^https?:/.test(proxy)) return routeBy(proxy, url);
      const { host } = new URL(proxy.replace(/^\w+:/, 'http:'));
      throw new AppError('network.proxyRefused', { facts: { proxy: host, host: url.host, reason: 'socks' } });
    },
    async use(wanted: NetworkChoice): Promise<Omit<Problem, 'at'> | null> {
      const found = wanted.caFile === '' ? [] : await authoritiesIn(wanted.caFile);
      const isProblem = 'code' in found;
      extra = isProblem ? [] : found;
      choice = wanted;
      context = undefined;
      const gone = routes;
      routes = new Map();
      // Requests under way keep their connection; the agents only let go of idle ones.
      for (const { agent } of gone.values()) setImmediate(() => releaseIdle(agent));
      return isProblem ? found : null;
    },
    close: () => closeAll(routes),
  };
}

function releaseIdle(agent: Route['agent']): void {
  for (const { freeSockets } of [agent.http, agent.https])
    for (const sockets of Object.values(freeSockets)) for (const socket of sockets ?? []) socket.destroy();
}

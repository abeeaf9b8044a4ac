/** What leads to a proxy, or past it. Addresses may hold a name and a password. */
export interface ProxyRules {
  readonly http: string | null;
  readonly https: string | null;
  readonly noProxy: readonly string[];
}

const isLoopback = (hostname: string): boolean => /^(127(\.\d+){3}|localhost|\[::1\])$/.test(hostname);

const listOf = (text: string): readonly string[] =>
  text
    .split(/[\s,]+/)
    .map((part) => part.trim())
    .filter(Boolean);

/** `HTTPS_PROXY`, `HTTP_PROXY`, `ALL_PROXY` and `NO_PROXY`, the lower-case ones first as curl does it. */
export function rulesFromEnvironment(environment: NodeJS.ProcessEnv): ProxyRules {
  const named = (name: string): string | null => environment[name.toLowerCase()] || environment[name] || null;
  const asUrl = (text: string | null): string | null =>
    text === null || text.includes('://') ? text : `http://${text}`;
  const all = named('ALL_PROXY');
  return {
    http: asUrl(named('HTTP_PROXY') ?? all),
    https: asUrl(named('HTTPS_PROXY') ?? all),
    noProxy: listOf(named('NO_PROXY') ?? ''),
  };
}

const portOf = (url: URL): string => url.port || (url.protocol === 'https:' ? '443' : '80');

/** `*`, `host`, `.domain` or `*.domain` (the domain itself too), each with or without a port. */
function leadsPast(rule: string, url: URL): boolean {
  if (rule === '*') return true;
  const [, host = '', port] = /^(.*?)(?::(\d+))?$/.exec(rule.toLowerCase()) ?? [];
  if (port !== undefined && port !== portOf(url)) return false;
  const bare = host.replace(/^\*?\./, '');
  const isDomain = bare !== host;
  return url.hostname === bare || (isDomain && url.hostname.endsWith(`.${bare}`));
}

/** The proxy an address is reached through. This computer itself is never reached through one. */
export function proxyByRules({ http, https, noProxy }: ProxyRules, url: URL): string | null {
  if (isLoopback(url.hostname) || noProxy.some((rule) => leadsPast(rule, url))) return null;
  return url.protocol === 'https:' ? https : http;
}

/** What Chromium answers of the system's own settings: `PROXY host:3128; DIRECT`. The first one counts. */
export function proxyOfAnswer(answer: string): string | null {
  const [kind = 'DIRECT', place = ''] = (answer.split(';')[0] ?? '').trim().split(/\s+/);
  if (kind === 'DIRECT' || place === '') return null;
  const schemes: Readonly<Record<string, string>> = { PROXY: 'http', HTTPS: 'https' };
  return `${schemes[kind] ?? 'socks'}://${place}`;
}

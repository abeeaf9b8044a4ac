import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';

const hash = (text: string) => createHash('sha256').update(text).digest();
const equal = (a: string, b: string) => timingSafeEqual(hash(a), hash(b));

/**
 * Who may speak to the loopback server: requests that name exactly this host, from this page's own origin, with the
 * cookie that the one-time start link gave, or (command line) with the token of the 0600 connection file.
 */
export function createAccessGuard({ port }: { readonly port: number }) {
  const hosts = new Set([`127.0.0.1:${port}`, `localhost:${port}`]);
  // Cookies ignore ports, so the name carries it.
  const cookieName = `portolan_${port}`;
  const session = randomBytes(32).toString('base64url');
  const commandToken = randomBytes(32).toString('base64url');
  let startCode: string | null = randomBytes(32).toString('base64url');

  /** Exactly one Host line, and it is ours: Node accepts two (DNS rebinding, request smuggling). */
  const hostIsOurs = (request: IncomingMessage) => {
    const names = request.rawHeaders.filter((_, index) => index % 2 === 0);
    const isSingle = names.filter((name) => name.toLowerCase() === 'host').length === 1;
    return isSingle && hosts.has((request.headers.host ?? '').toLowerCase()) && request.url?.startsWith('/') === true;
  };

  const cookieIsOurs = (request: IncomingMessage) =>
    (request.headers.cookie ?? '').split(/;\s*/).some((pair) => {
      const [name, value] = [pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1)];
      return name === cookieName && equal(value, session);
    });

  const originIsOurs = (origin: string | undefined) => {
    if (origin === undefined || !URL.canParse(origin)) return false;
    const { protocol, host } = new URL(origin);
    return protocol === 'http:' && hosts.has(host);
  };

  const mayConnect = (request: IncomingMessage) => {
    if (!hostIsOurs(request)) return false;
    const { authorization, origin } = request.headers;
    if (authorization?.startsWith('Bearer '))
      return origin === undefined && equal(authorization.slice(7), commandToken);
    return cookieIsOurs(request) && originIsOurs(origin) && `http://${request.headers.host}` === origin;
  };

  /**
   * A page or file may be read by our own pages and by a person. Other ports of this computer are the same site to a
   * browser, which sends them the cookie: their pages may lead here, but not frame, load or fetch anything.
   */
  const isAskedByOurs = ({ headers }: IncomingMessage) => {
    const site = headers['sec-fetch-site'] ?? 'none';
    const isVisit = site === 'same-site' && headers['sec-fetch-dest'] === 'document';
    return site === 'none' || site === 'same-origin' || isVisit;
  };

  return {
    commandToken,
    startPath: `/start?code=${startCode}`,
    hostIsOurs,
    mayRead: (request: IncomingMessage) => cookieIsOurs(request) && isAskedByOurs(request),
    /** Before the 101 of a WebSocket. */
    mayConnect,
    /** Spends the start code: the cookie to set, once; null for a wrong or spent one. */
    spend(code: string): string | null {
      if (startCode === null || !equal(code, startCode)) return null;
      startCode = null;
      return `${cookieName}=${session}; HttpOnly; SameSite=Strict; Path=/`;
    },
  };
}

import { request } from 'node:http';
import { isIP, type Socket } from 'node:net';
import tls from 'node:tls';
import type { ServerCertificate } from '../contract/network.ts';
import type { Route } from './httpRoutes.ts';

const patienceMs = 5_000;

const pem = (raw: Buffer): string =>
  `-----BEGIN CERTIFICATE-----\n${(raw.toString('base64').match(/.{1,64}/g) ?? []).join('\n')}\n-----END CERTIFICATE-----\n`;

const controls = /[\u0000-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g;

/** The most telling parts of a certificate's name: who, of which organisation. */
const nameOf = (name: tls.Certificate | undefined): string =>
  [name?.CN, name?.O]
    .flat()
    .filter((part) => typeof part === 'string' && part !== '')
    .join(', ')
    .replace(controls, '')
    .slice(0, 200);

const iso = (text: string): string => {
  const at = new Date(text);
  return Number.isNaN(at.getTime()) ? '' : at.toISOString();
};

function certificateIn(shown: tls.PeerCertificate): ServerCertificate | null {
  if (!shown.raw) return null;
  return {
    subject: nameOf(shown.subject),
    issuer: nameOf(shown.issuer),
    fingerprint: shown.fingerprint256,
    validFrom: iso(shown.valid_from),
    validTo: iso(shown.valid_to),
    certificate: pem(shown.raw),
  };
}

/** A connection to the proxy that it has joined to the server. */
function tunnel(proxy: URL, host: string, signal: AbortSignal): Promise<Socket | null> {
  const asked = request({
    host: proxy.hostname,
    port: proxy.port || (proxy.protocol === 'https:' ? 443 : 80),
    method: 'CONNECT',
    path: host,
    headers: { host, ...basicOf(proxy) },
    signal,
  });
  return new Promise((resolve) => {
    asked.once('connect', ({ statusCode }, socket) => {
      if (statusCode === 200) return resolve(socket);
      socket.destroy();
      resolve(null);
    });
    asked.once('response', (answer) => {
      answer.destroy();
      resolve(null);
    });
    asked.once('error', () => resolve(null));
    asked.end();
  });
}

function basicOf({ username, password }: URL): { readonly 'proxy-authorization'?: string } {
  if (username === '') return {};
  const pair = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
  return { 'proxy-authorization': `Basic ${Buffer.from(pair).toString('base64')}` };
}

/**
 * The certificate that a server shows, known or not. The handshake is the whole conversation: nothing is sent over it
 * and nothing else is read, so nobody needs to be believed for it.
 */
export async function lookAtCertificate(url: URL, { proxy }: Pick<Route, 'proxy'>): Promise<ServerCertificate | null> {
  // An https proxy would need a look of its own first.
  if (url.protocol !== 'https:' || proxy?.protocol === 'https:') return null;
  const signal = AbortSignal.timeout(patienceMs);
  const host = url.hostname.replace(/^\[|\]$/g, '');
  const port = Number(url.port || 443);
  const socket = proxy === null ? null : await tunnel(proxy, `${url.hostname}:${port}`, signal);
  if (proxy !== null && socket === null) return null;
  return new Promise((resolve) => {
    const connection = tls.connect({
      ...(socket ? { socket } : { host, port }),
      ...(isIP(host) ? {} : { servername: host }),
      rejectUnauthorized: false,
    });
    const end = (certificate: ServerCertificate | null) => {
      connection.destroy();
      socket?.destroy();
      resolve(certificate);
    };
    connection.once('secureConnect', () => end(certificateIn(connection.getPeerCertificate())));
    connection.once('error', () => end(null));
    connection.once('close', () => end(null));
    signal.addEventListener('abort', () => end(null), { once: true });
  });
}

import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

const json = { 'content-type': 'application/json' };
const tokens = { access_token: 'broken-access', token_type: 'Bearer', expires_in: 60 };

/** Answers every request in a wrong way, chosen by the path. None of them says that a sign-in has ended. */
export const brokenAnswers = [
  'html',
  'html500',
  'html401',
  'cut',
  'cutLength',
  'empty',
  'emptyJson',
  'notAnObject',
  'rateLimited',
  'serverError',
  'grantErrorWith500',
  'grantErrorAsText',
  'redirect',
  'huge',
  'hang',
  'drip',
  'reset',
  'otherServer',
  'noToken',
] as const;
/** And one that does, as Globus says it: status 401, which a challenge header goes with. */
export type BrokenAnswer = (typeof brokenAnswers)[number] | 'ended';

export async function startBrokenTokenEndpoint() {
  let asked = 0;
  const server = createServer((request, response) => {
    asked += 1;
    request.resume();
    const send = (status: number, headers: Record<string, string>, body: string) =>
      void response.writeHead(status, headers).end(body);
    const answers: Record<BrokenAnswer, () => void> = {
      html: () => send(200, { 'content-type': 'text/html' }, '<html>Welcome to the hotel network</html>'),
      html500: () => send(502, { 'content-type': 'text/html' }, '<html>Bad gateway</html>'),
      html401: () => send(401, { 'content-type': 'text/html' }, '<html>Proxy sign-in</html>'),
      cut: () => send(200, json, '{"access_token":"broken-acc'),
      cutLength: () => {
        response.writeHead(200, { ...json, 'content-length': '500' });
        response.write('{"access_token":');
        setTimeout(() => response.destroy(), 5);
      },
      empty: () => send(200, {}, ''),
      emptyJson: () => send(200, json, ''),
      notAnObject: () => send(200, json, '[1]'),
      rateLimited: () => send(429, { ...json, 'retry-after': '7' }, '{"error":"invalid_grant"}'),
      serverError: () => send(500, json, '{"error":"server_error"}'),
      grantErrorWith500: () => send(503, json, '{"error":"invalid_grant"}'),
      grantErrorAsText: () => send(400, { 'content-type': 'text/plain' }, '{"error":"invalid_grant"}'),
      redirect: () => send(302, { location: '/html' }, ''),
      huge: () => send(200, json, JSON.stringify({ ...tokens, padding: 'x'.repeat(2 * 1024 ** 2) })),
      hang: () => undefined,
      drip: () => {
        response.writeHead(200, json);
        const timer = setInterval(() => response.write(' '), 20);
        response.on('close', () => clearInterval(timer));
      },
      reset: () => void request.socket.destroy(),
      otherServer: () => send(200, json, JSON.stringify({ ...tokens, resource_server: 'other.example.org' })),
      ended: () => send(401, { ...json, 'www-authenticate': 'Basic realm="tokens"' }, '{"error":"invalid_grant"}'),
      noToken: () => send(200, json, '{"token_type":"Bearer"}'),
    };
    answers[new URL(request.url ?? '', 'http://x').pathname.slice(1) as BrokenAnswer]();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    at: (answer: BrokenAnswer) => new URL(`http://127.0.0.1:${port}/${answer}`),
    asked: () => asked,
    stop: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** The forms in which the registry answers: JSON, nothing, a page, a bare number. */

/** Every proxied answer has these; the second set only successful ones, so a browser's script sees no error bodies. */
const alwaysHeaders = {
  Server: 'nginx/1.22.1',
  'X-Frame-Options': 'DENY',
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'same-origin',
};
const successHeaders = {
  'X-Clacks-Overhead': 'GNU Terry Pratchett',
  'Access-Control-Allow-Origin': '*',
  'Access-Control-Allow-Credentials': 'true',
  'Access-Control-Allow-Methods': 'GET, POST, OPTIONS',
};

type HeaderFields = Readonly<Record<string, string>>;

function answer(body: string | null, status: number, headers: HeaderFields): Response {
  const length = { 'Content-Length': String(Buffer.byteLength(body ?? '')) };
  return new Response(body, { status, headers: { ...length, ...headers } });
}

export function json(value: unknown, status = 200, headers: HeaderFields = {}): Response {
  return answer(JSON.stringify(value), status, { 'Content-Type': 'application/json', ...headers });
}

/** No body and no content type; the library's way to say no. */
export function empty(status: number, headers: HeaderFields = {}): Response {
  return answer(null, status, headers);
}

export function redirect(location: string, status: 301 | 302): Response {
  return answer(null, status, { 'Content-Type': 'text/html; charset=utf-8', Location: location });
}

export function text(body: string, contentType: string, headers: HeaderFields = {}): Response {
  return answer(body, 200, { 'Content-Type': contentType, ...headers });
}

export function escapeHtml(words: string): string {
  const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
  return words.replace(/[&<>"]/g, (character) => entities[character] ?? character);
}

export function page(title: string, body = '', status = 200): Response {
  const html = `<!DOCTYPE html>
<html>
  <head>
    <meta charset="UTF-8">
    <title>${escapeHtml(title)}</title>
  </head>
  <body>
    <h1>${escapeHtml(title)}</h1>
${body}
  </body>
</html>
`;
  return answer(html, status, { 'Content-Type': 'text/html; charset=utf-8' });
}

export const notFoundPage = (): Response => page('Beep Boop, Not Found!', '', 404);
export const errorPage = (): Response => page('Beep Boop, Error!', '', 500);

/** The page of a view that was asked too often; unlike the other pages it names no character set. */
export function tooOftenPage(): Response {
  const html =
    '\n<!doctype html>\n<html lang="en">\n<head>\n  <title>403 Forbidden</title>\n</head>\n<body></body>\n</html>\n';
  return answer(html, 403, { 'Content-Type': 'text/html' });
}

export function detail(words: string, status: number, headers: HeaderFields = {}): Response {
  return json({ detail: words }, status, headers);
}

/** Adds what the web server in front puts on everything, and takes the body away from an answer to HEAD. */
export function finish(response: Response, method: string, extra: HeaderFields = {}): Response {
  const common = response.status < 400 ? { ...alwaysHeaders, ...successHeaders } : alwaysHeaders;
  const headers = new Headers({ ...common, ...extra });
  response.headers.forEach((value, name) => {
    headers.set(name, value);
  });
  const body = method === 'HEAD' ? null : response.body;
  if (method === 'HEAD') void response.body?.cancel();
  return new Response(body, { status: response.status, headers });
}

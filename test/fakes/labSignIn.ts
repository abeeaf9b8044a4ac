import { createHash, randomBytes } from 'node:crypto';
import { createLabBrowser, type LabBrowser, type Visit } from './labBrowser.ts';

/** A redirect of an app that nobody listens to: the browser stops there. */
const appRedirect = 'http://127.0.0.1:45678';

export interface AuthorizeRequest {
  /** Authorization endpoint. */
  readonly endpoint: string;
  readonly clientId: string;
  readonly scope: string;
  readonly redirectUri?: string;
  readonly verifier?: string;
  readonly more?: Readonly<Record<string, string>>;
}

export const newVerifier = (): string => randomBytes(32).toString('base64url');

export function authorizeUrl({ endpoint, clientId, scope, redirectUri, verifier, more }: AuthorizeRequest): string {
  const parameters = new URLSearchParams({
    client_id: clientId,
    redirect_uri: redirectUri ?? appRedirect,
    response_type: 'code',
    scope,
    state: 'some state',
    ...more,
  });
  if (verifier !== undefined) {
    parameters.set('code_challenge', createHash('sha256').update(verifier).digest('base64url'));
    parameters.set('code_challenge_method', 'S256');
  }
  return `${endpoint}?${parameters}`;
}

/** Plays the person: chooses who they are where asked, allows what is asked, ends at the app's redirect. */
export async function allowAs(
  personName: string,
  request: AuthorizeRequest,
  browser: LabBrowser = createLabBrowser(),
): Promise<Visit> {
  const stopAt = request.redirectUri ?? appRedirect;
  let visit = await browser.open(authorizeUrl(request), stopAt);
  if (visit.html.includes('Continue as')) visit = await browser.press(visit, `Continue as ${personName}`, stopAt);
  if (visit.html.includes('>Allow<')) visit = await browser.press(visit, 'Allow', stopAt);
  return visit;
}

/** POST of a form; JSON answer with its status. */
export async function postForm(
  url: string,
  form: Readonly<Record<string, string>>,
  authorization?: string,
): Promise<{ status: number; body: unknown; headers: Headers }> {
  const response = await fetch(url, {
    method: 'POST',
    body: new URLSearchParams(form),
    ...(authorization === undefined ? {} : { headers: { authorization } }),
  });
  const text = await response.text();
  return { status: response.status, body: text === '' ? undefined : JSON.parse(text), headers: response.headers };
}

export const basic = (id: string, secret: string): string =>
  `Basic ${Buffer.from(`${id}:${secret}`).toString('base64')}`;

import type { Hono } from 'hono';
import { deleteCookie } from 'hono/cookie';
import type Provider from 'oidc-provider';
import type { AuthEnv } from './authFront.ts';
import { codePage, problemPage, sendPage, signedOutPage } from './loginPages.ts';

interface Dependencies {
  readonly provider: Provider;
  readonly serviceName: string;
  readonly codePath: string;
  readonly logoutPath: string;
}

/** Pages outside a sign-in: the code to paste, and signing out in the browser. */
export function addWebPages(app: Hono<AuthEnv>, { provider, serviceName, codePath, logoutPath }: Dependencies): void {
  app.get(codePath, async (c) => {
    const { code, error, error_description: reason } = c.req.query();
    if (code) return sendPage(c, await codePage(code));
    const says = 'There is no code to show. Go back to the app and start the sign-in again.';
    return sendPage(c, await problemPage('The sign-in did not succeed', says, { Error: error, Reason: reason }), 400);
  });

  app.get(logoutPath, async (c) => {
    const session = await provider.Session.get(provider.createContext(c.env.incoming, c.env.outgoing));
    if (session.accountId !== undefined) await session.destroy();
    const name = provider.cookieName('session');
    for (const cookie of [name, `${name}.sig`]) deleteCookie(c, cookie, { path: '/' });
    const { redirect_uri: url = '', redirect_name: backName } = c.req.query();
    const back = /^https?:\/\//.test(url) ? { name: backName || 'the app', url } : undefined;
    const { body, headers } = await signedOutPage(serviceName, back);
    return c.body(body, 200, headers);
  });
}

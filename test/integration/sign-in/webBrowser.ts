/** Plays a person with a web browser at the lab's sign-in pages: cookies, redirects, the two forms. */
export interface WebBrowser {
  /**
   * Follows an authorization request to its end. Answers the address of the redirect, which has been visited unless
   * `visits` is false.
   */
  signIn(
    authorizeUrl: string,
    person: { readonly id: string },
    choice?: { readonly decision?: 'allow' | 'deny'; readonly visits?: boolean },
  ): Promise<{ readonly redirect: URL; readonly page: string }>;
}

export function createWebBrowser(): WebBrowser {
  const jar = new Map<string, string>();

  async function go(url: URL, form?: URLSearchParams): Promise<Response> {
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ');
    const response = await fetch(url, {
      redirect: 'manual',
      headers: { cookie },
      ...(form ? { method: 'POST', body: form } : {}),
    });
    for (const line of response.headers.getSetCookie()) {
      const [pair = ''] = line.split(';');
      const at = pair.indexOf('=');
      jar.set(pair.slice(0, at), pair.slice(at + 1));
    }
    return response;
  }

  return {
    async signIn(authorizeUrl, person, { decision = 'allow', visits = true } = {}) {
      const issuer = new URL(authorizeUrl).origin;
      const redirectUri = new URL(authorizeUrl).searchParams.get('redirect_uri') ?? '';
      let url = new URL(authorizeUrl);
      let form: URLSearchParams | undefined;
      for (let step = 0; step < 20; step += 1) {
        const response = await go(url, form);
        form = undefined;
        const location = response.headers.get('location');
        if (location !== null) {
          url = new URL(location, url);
          if (!url.href.startsWith(redirectUri)) continue;
          return { redirect: url, page: visits ? await (await fetch(url)).text() : '' };
        }
        const page = await response.text();
        if (url.origin !== issuer || !url.pathname.startsWith('/login/')) throw new Error(`stuck at ${url}: ${page}`);
        if (page.includes('name="decision"') && page.includes('value="allow"')) {
          form = new URLSearchParams({ as: person.id, decision });
        } else {
          url.searchParams.set('as', person.id);
        }
      }
      throw new Error('too many steps');
    },
  };
}

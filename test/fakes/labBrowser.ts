/** A browser without a screen: keeps cookies, follows redirects inside one origin, presses buttons of the lab's pages. */
export interface LabBrowser {
  /** Opens an address; stops at a page, or at the first redirect to another origin or to the app's own address. */
  open(url: string, stopAt?: string): Promise<Visit>;
  /** Presses the button of that name on the page. */
  press(visit: Visit, button: string, stopAt?: string): Promise<Visit>;
}

export interface Visit {
  readonly url: URL;
  readonly status: number;
  /** The page; empty when the visit ended at a redirect out of the origin. */
  readonly html: string;
  readonly headers: Headers;
}

interface Cookie {
  readonly value: string;
  readonly path: string;
}

const attribute = (tag: string, name: string): string | undefined => new RegExp(`${name}="([^"]*)"`).exec(tag)?.[1];

/** Text of the page without markup, entities decoded as far as the lab's pages use them. */
export const visibleText = (html: string): string =>
  html
    .replace(/<(style|script)[\s\S]*?<\/\1>/g, '')
    .replace(/<[^>]*>/g, ' ')
    .replace(/&quot;/g, '"')
    .replace(/&#39;/g, "'")
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&amp;/g, '&')
    .replace(/\s+/g, ' ');

/** Names of the page's buttons, in order. */
export const buttonsOf = (html: string): string[] =>
  [...html.matchAll(/<button[^>]*>([\s\S]*?)<\/button>/g)].map(([, label = '']) => visibleText(label).trim());

export function createLabBrowser(): LabBrowser {
  const cookies = new Map<string, Cookie>();

  const keep = (headers: Headers): void => {
    for (const line of headers.getSetCookie()) {
      const [pair = '', ...attributes] = line.split(';').map((part) => part.trim());
      const [name = '', ...value] = pair.split('=');
      const named = Object.fromEntries(
        attributes.map((text) => [text.split('=')[0]?.toLowerCase(), text.split('=')[1]]),
      );
      const path = named.path ?? '/';
      const isGone =
        named['max-age'] === '0' || (named.expires !== undefined && Date.parse(named.expires) < Date.now());
      if (isGone) cookies.delete(`${name} ${path}`);
      else cookies.set(`${name} ${path}`, { value: value.join('='), path });
    }
  };

  const send = async (url: URL, form: URLSearchParams | undefined): Promise<Response> => {
    const fitting = [...cookies].filter(([, { path }]) => url.pathname.startsWith(path));
    const cookie = fitting.map(([key, { value }]) => `${key.split(' ')[0]}=${value}`).join('; ');
    const response = await fetch(url, {
      redirect: 'manual',
      headers: { cookie, accept: 'text/html' },
      ...(form === undefined ? {} : { method: 'POST', body: form }),
    });
    keep(response.headers);
    return response;
  };

  const visit = async (start: URL, stopAt: string | undefined, form?: URLSearchParams): Promise<Visit> => {
    let [url, body] = [start, form];
    for (let steps = 0; steps < 12; steps++) {
      const response = await send(url, body);
      const location = response.headers.get('location');
      if (location === null)
        return { url, status: response.status, html: await response.text(), headers: response.headers };
      const next = new URL(location, url);
      await response.body?.cancel();
      const isLeft = next.origin !== start.origin || (stopAt !== undefined && next.href.startsWith(stopAt));
      if (isLeft) return { url: next, status: response.status, html: '', headers: response.headers };
      [url, body] = [next, undefined];
    }
    throw new Error(`too many redirects from ${start.href}`);
  };

  return {
    open: (url, stopAt) => visit(new URL(url), stopAt),
    press: (page, button, stopAt) => {
      for (const [, tag = '', content = ''] of page.html.matchAll(/<form([^>]*)>([\s\S]*?)<\/form>/g)) {
        const fields = new URLSearchParams();
        for (const [input] of content.matchAll(/<input[^>]*>/g))
          fields.set(attribute(input, 'name') ?? '', attribute(input, 'value') ?? '');
        for (const [, opening = '', label = ''] of content.matchAll(/<button([^>]*)>([\s\S]*?)<\/button>/g)) {
          if (visibleText(label).trim() !== button) continue;
          fields.set(attribute(opening, 'name') ?? '', attribute(opening, 'value') ?? '');
          const action = new URL(attribute(tag, 'action') ?? '', page.url);
          if (attribute(tag, 'method') === 'post') return visit(action, stopAt, fields);
          action.search = fields.toString();
          return visit(action, stopAt);
        }
      }
      throw new Error(`no button “${button}” on: ${visibleText(page.html)}`);
    },
  };
}

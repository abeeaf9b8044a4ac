import { createStore } from 'zustand/vanilla';

const pageNames = ['containers', 'chart', 'activity', 'subscriptions', 'sharing', 'settings'] as const;
export type PageName = (typeof pageNames)[number];

export interface Route {
  readonly page: PageName;
  /** What of the page is open (an image, an endpoint, a settings section), decoded. */
  readonly id: string | null;
}

const isPageName = (text: string): text is PageName => (pageNames as readonly string[]).includes(text);

const decode = (text: string): string | null => {
  try {
    return decodeURIComponent(text);
  } catch {
    return null; // a hand-typed address with a stray %
  }
};

/** `#/containers/<id>` → page and id; anything else is the container list. What follows a `?` is the page's own. */
export function parseHash(hash: string): Route {
  const [path = ''] = hash.replace(/^#\/?/, '').split('?');
  const [page = '', id = ''] = path.split('/');
  return isPageName(page) ? { page, id: id === '' ? null : decode(id) } : { page: 'containers', id: null };
}

export const hrefOf = (page: PageName, id?: string | null): string =>
  id == null ? `#/${page}` : `#/${page}/${encodeURIComponent(id)}`;

/** Where the page is; the browser's address is the truth, so Back and Forward work by themselves. */
export function createRouteStore(place: Pick<Window, 'location' | 'addEventListener'>) {
  const store = createStore<Route>(() => parseHash(place.location.hash));
  place.addEventListener('hashchange', () => store.setState(parseHash(place.location.hash), true));
  return {
    ...store,
    go(page: PageName, id?: string | null) {
      place.location.hash = hrefOf(page, id);
    },
    /** The same, but Back does not come to where one is now. */
    replace(page: PageName, id?: string | null) {
      place.location.replace(hrefOf(page, id));
    },
  };
}

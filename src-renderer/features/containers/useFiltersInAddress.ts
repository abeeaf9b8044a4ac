import { useEffect } from 'react';
import { filtersFromQuery, filtersToQuery, queryOfHash } from '../../stores/containerFilters.ts';
import { hrefOf, parseHash } from '../../stores/routeStore.ts';
import { useStores } from '../../stores/StoresContext.tsx';

/** Browsers refuse an address that changes with every letter. */
const quietMs = 300;

/**
 * The list's filters stand in its address: they last over a reload, come back with Back, and can be passed on. They take
 * the place of the address before; a filter is not a page that one was on.
 */
export function useFiltersInAddress(): void {
  const { containerView } = useStores();
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const isList = () => {
      const { page, id } = parseHash(location.hash);
      return page === 'containers' && id === null;
    };
    const write = () => {
      if (!isList()) return;
      const query = filtersToQuery(containerView.getState());
      const wanted = query === '' ? hrefOf('containers') : `${hrefOf('containers')}?${query}`;
      if ((queryOfHash(location.hash) ?? '') !== query) history.replaceState(history.state, '', wanted);
    };
    const take = () => {
      const query = queryOfHash(location.hash);
      if (query === null) write();
      else if (query !== filtersToQuery(containerView.getState())) containerView.change(filtersFromQuery(query));
    };
    take();
    const stop = containerView.subscribe(() => {
      clearTimeout(timer);
      timer = setTimeout(write, quietMs);
    });
    addEventListener('hashchange', take);
    return () => {
      clearTimeout(timer);
      stop();
      removeEventListener('hashchange', take);
    };
  }, [containerView]);
}

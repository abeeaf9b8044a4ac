import { createStore } from 'zustand/vanilla';
import type { ImageId } from '../../src-main/contract/ids.ts';
import { noSelection, type TableSelection } from '../lib/tableSelection.ts';
import { type ContainerFilters, filtersFromQuery, noFilters, queryOfHash } from './containerFilters.ts';
import {
  type ContainerSort,
  type ContainerSortKey,
  type HideableColumn,
  keepView,
  type ListLayout,
  readKeptView,
} from './keptContainerView.ts';

export interface ContainerView extends ContainerFilters {
  readonly sort: ContainerSort;
  /** As a table, as one with a heading for each container collection, or as the matrix of images and endpoints. */
  readonly layout: ListLayout | 'where';
  /** null: nobody has chosen; the registry is left out while there is only one. */
  readonly hiddenColumns: ReadonlySet<HideableColumn> | null;
  /** Container collections whose images are folded away. */
  readonly folded: ReadonlySet<string>;
  readonly selection: TableSelection<ImageId>;
}

/**
 * How the container list is looked at; kept while an image's own page is open. Layout, columns and order last over
 * restarts, filters as long as the address does: who comes anew sees everything.
 */
export function createContainerViewStore(hash = '') {
  const store = createStore<ContainerView>(() => ({
    ...filtersFromQuery(queryOfHash(hash) ?? ''),
    ...readKeptView(),
    folded: new Set<string>(),
    selection: noSelection,
  }));
  return {
    ...store,
    change(changes: Partial<ContainerView>) {
      store.setState(changes);
      if ('layout' in changes || 'hiddenColumns' in changes || 'sort' in changes) keepView(store.getState());
    },
    fold: (containerCollection: string, isFolded: boolean) =>
      store.setState(({ folded }) => {
        const next = new Set(folded);
        if (isFolded) next.add(containerCollection);
        else next.delete(containerCollection);
        return { folded: next };
      }),
    clearFilters: () => store.setState(noFilters),
    sortBy(key: ContainerSortKey) {
      store.setState(({ sort }) => ({ sort: { key, isDescending: sort.key === key && !sort.isDescending } }));
      keepView(store.getState());
    },
    select: (selection: TableSelection<ImageId>) => store.setState({ selection }),
    clearSelection: () => store.setState({ selection: noSelection }),
  };
}

import { createStore } from 'zustand/vanilla';
import type { ImageId } from '../../src-main/contract/ids.ts';
import { noSelection, type TableSelection } from '../lib/tableSelection.ts';
import { type HideableColumn, keepView, type ListLayout, readKeptView } from './keptContainerView.ts';

export type ContainerSortKey = 'name' | 'tag' | 'size' | 'built' | 'architecture' | 'registry' | 'where';

export interface ContainerView {
  readonly search: string;
  readonly containerCollections: ReadonlySet<string>;
  readonly architectures: ReadonlySet<string>;
  readonly endpoints: ReadonlySet<string>;
  readonly registries: ReadonlySet<string>;
  readonly sort: { readonly key: ContainerSortKey; readonly isDescending: boolean };
  /** As a table, as one with a heading for each container collection, or as the matrix of images and endpoints. */
  readonly layout: ListLayout | 'where';
  /** null: nobody has chosen; the registry is left out while there is only one. */
  readonly hiddenColumns: ReadonlySet<HideableColumn> | null;
  /** Container collections whose images are folded away. */
  readonly folded: ReadonlySet<string>;
  readonly selection: TableSelection<ImageId>;
}

const everything = {
  search: '',
  containerCollections: new Set<string>(),
  architectures: new Set<string>(),
  endpoints: new Set<string>(),
  registries: new Set<string>(),
};

/** How the container list is looked at; kept while an image's own page is open. */
export function createContainerViewStore() {
  const store = createStore<ContainerView>(() => ({
    ...everything,
    ...readKeptView(),
    folded: new Set<string>(),
    sort: { key: 'name', isDescending: false },
    selection: noSelection,
  }));
  return {
    ...store,
    change(changes: Partial<ContainerView>) {
      store.setState(changes);
      if (changes.layout !== undefined || changes.hiddenColumns !== undefined) keepView(store.getState());
    },
    fold: (containerCollection: string, isFolded: boolean) =>
      store.setState(({ folded }) => {
        const next = new Set(folded);
        if (isFolded) next.add(containerCollection);
        else next.delete(containerCollection);
        return { folded: next };
      }),
    clearFilters: () => store.setState(everything),
    sortBy: (key: ContainerSortKey) =>
      store.setState(({ sort }) => ({ sort: { key, isDescending: sort.key === key && !sort.isDescending } })),
    select: (selection: TableSelection<ImageId>) => store.setState({ selection }),
    clearSelection: () => store.setState({ selection: noSelection }),
  };
}

const storageKey = 'portolan.containers.view';

/** Columns that can be left out, as they stand; the name always stays. */
export const hideableColumns = ['tag', 'size', 'digest', 'built', 'architecture', 'where', 'registry'] as const;
export type HideableColumn = (typeof hideableColumns)[number];
/** Ways of a list that are kept. */
export type ListLayout = 'table' | 'grouped';

/** Every column sorts. */
export const sortKeys = ['name', ...hideableColumns] as const;
export type ContainerSortKey = (typeof sortKeys)[number];
export interface ContainerSort {
  readonly key: ContainerSortKey;
  readonly isDescending: boolean;
}

/** How the list was looked at last. Null columns: nobody has chosen, the list decides. */
interface KeptContainerView {
  readonly layout: ListLayout;
  readonly hiddenColumns: ReadonlySet<HideableColumn> | null;
  readonly sort: ContainerSort;
}

const byName: ContainerSort = { key: 'name', isDescending: false };

function sortFrom(stored: unknown): ContainerSort {
  if (typeof stored !== 'object' || stored === null) return byName;
  const { key, isDescending } = stored as { readonly key?: unknown; readonly isDescending?: unknown };
  const known = sortKeys.find((each) => each === key);
  return known === undefined ? byName : { key: known, isDescending: isDescending === true };
}

/** Storage may be missing or forbidden (private windows): then nothing is remembered. */
export function readKeptView(): KeptContainerView {
  try {
    const stored: unknown = JSON.parse(globalThis.localStorage?.getItem(storageKey) ?? '{}');
    const {
      layout = null,
      hidden = null,
      sort = null,
    } = stored as { readonly layout?: unknown; readonly hidden?: unknown; readonly sort?: unknown };
    return {
      layout: layout === 'grouped' ? 'grouped' : 'table',
      hiddenColumns: Array.isArray(hidden) ? new Set(hideableColumns.filter((name) => hidden.includes(name))) : null,
      sort: sortFrom(sort),
    };
  } catch {
    return { layout: 'table', hiddenColumns: null, sort: byName };
  }
}

/** False: it lasts only while this window is open. The matrix is a look at something, not how the list is kept. */
export function keepView({
  layout,
  hiddenColumns,
  sort,
}: Pick<KeptContainerView, 'hiddenColumns' | 'sort'> & { layout: string }): boolean {
  try {
    const kept = {
      layout: layout === 'grouped' ? 'grouped' : 'table',
      hidden: hiddenColumns && [...hiddenColumns],
      sort,
    };
    globalThis.localStorage?.setItem(storageKey, JSON.stringify(kept));
    return globalThis.localStorage !== undefined;
  } catch {
    return false;
  }
}

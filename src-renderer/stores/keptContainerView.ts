const storageKey = 'portolan.containers.view';

/** Columns that can be left out, as they stand; the name always stays. */
export const hideableColumns = ['tag', 'size', 'digest', 'built', 'architecture', 'where', 'registry'] as const;
export type HideableColumn = (typeof hideableColumns)[number];
/** Ways of a list that are kept. */
export type ListLayout = 'table' | 'grouped';

/** How the list was looked at last. Null columns: nobody has chosen, the list decides. */
interface KeptContainerView {
  readonly layout: ListLayout;
  readonly hiddenColumns: ReadonlySet<HideableColumn> | null;
}

/** Storage may be missing or forbidden (private windows): then nothing is remembered. */
export function readKeptView(): KeptContainerView {
  try {
    const stored: unknown = JSON.parse(globalThis.localStorage?.getItem(storageKey) ?? '{}');
    const { layout = null, hidden = null } = stored as { readonly layout?: unknown; readonly hidden?: unknown };
    return {
      layout: layout === 'grouped' ? 'grouped' : 'table',
      hiddenColumns: Array.isArray(hidden) ? new Set(hideableColumns.filter((name) => hidden.includes(name))) : null,
    };
  } catch {
    return { layout: 'table', hiddenColumns: null };
  }
}

/** False: it lasts only while this window is open. The matrix is a look at something, not how the list is kept. */
export function keepView({
  layout,
  hiddenColumns,
}: Pick<KeptContainerView, 'hiddenColumns'> & { layout: string }): boolean {
  try {
    const kept = { layout: layout === 'grouped' ? 'grouped' : 'table', hidden: hiddenColumns && [...hiddenColumns] };
    globalThis.localStorage?.setItem(storageKey, JSON.stringify(kept));
    return globalThis.localStorage !== undefined;
  } catch {
    return false;
  }
}

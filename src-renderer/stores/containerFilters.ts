/** Both ends belong to it; null: open there. */
export interface SizeRange {
  readonly fromBytes: number | null;
  readonly toBytes: number | null;
}

/** Which images the list shows. Empty sets, an empty search and nulls let everything pass. */
export interface ContainerFilters {
  readonly search: string;
  readonly containerCollections: ReadonlySet<string>;
  /** '' is an image without a tag. */
  readonly tags: ReadonlySet<string>;
  readonly architectures: ReadonlySet<string>;
  readonly registries: ReadonlySet<string>;
  readonly endpoints: ReadonlySet<string>;
  readonly size: SizeRange | null;
  /** So many days back (`7d`), or from a local day on (`2026-03-01`). */
  readonly newerThan: string | null;
}

export const noFilters: ContainerFilters = {
  search: '',
  containerCollections: new Set(),
  tags: new Set(),
  architectures: new Set(),
  registries: new Set(),
  endpoints: new Set(),
  size: null,
  newerThan: null,
};

/** The sets, and what each is called in an address. */
const sets = {
  containerCollections: 'collection',
  tags: 'tag',
  architectures: 'arch',
  registries: 'registry',
  endpoints: 'endpoint',
} as const;
const setNames = ['containerCollections', 'tags', 'architectures', 'registries', 'endpoints'] as const;

export const isFiltered = (filters: ContainerFilters): boolean =>
  filters.search !== '' ||
  filters.size !== null ||
  filters.newerThan !== null ||
  setNames.some((name) => filters[name].size > 0);

/** More than anybody ticks; an address may come from anywhere. */
const mostValues = 200;

export const isNewerThan = (text: string): boolean =>
  /^[1-9]\d{0,3}d$/.test(text) || (/^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(Date.parse(text)));

function rangeOf(text: string): SizeRange | null {
  const [, from = '', to = ''] = /^(\d{0,15})-(\d{0,15})$/.exec(text) ?? [];
  if (from === '' && to === '') return null;
  return { fromBytes: from === '' ? null : Number(from), toBytes: to === '' ? null : Number(to) };
}

/** As it stands in the address after `?`; '' when nothing is filtered. */
export function filtersToQuery(filters: ContainerFilters): string {
  const query = new URLSearchParams();
  if (filters.search !== '') query.set('q', filters.search);
  for (const name of setNames) for (const value of filters[name]) query.append(sets[name], value);
  if (filters.size) query.set('size', `${filters.size.fromBytes ?? ''}-${filters.size.toBytes ?? ''}`);
  if (filters.newerThan !== null) query.set('newer', filters.newerThan);
  return query.toString();
}

/** What an address asks for; what it says wrongly is left out. */
export function filtersFromQuery(text: string): ContainerFilters {
  const query = new URLSearchParams(text);
  const newerThan = query.get('newer') ?? '';
  const valuesOf = (name: (typeof setNames)[number]) => new Set(query.getAll(sets[name]).slice(0, mostValues));
  return {
    search: (query.get('q') ?? '').slice(0, 300),
    containerCollections: valuesOf('containerCollections'),
    tags: valuesOf('tags'),
    architectures: valuesOf('architectures'),
    registries: valuesOf('registries'),
    endpoints: valuesOf('endpoints'),
    size: rangeOf(query.get('size') ?? ''),
    newerThan: isNewerThan(newerThan) ? newerThan : null,
  };
}

/** `#/containers?tag=latest` → `tag=latest`; null where the address says nothing of filters. */
export function queryOfHash(hash: string): string | null {
  const [page = '', ...rest] = hash.split('?');
  return /^#\/?(containers\/?)?$/.test(page) && rest.length > 0 ? rest.join('?') : null;
}

import type { ImageId, RegistryId } from '../../../src-main/contract/ids.ts';
import { compareText } from '../../../src-main/contract/imageOrder.ts';
import type { Image, Registry } from '../../../src-main/contract/registry.ts';
import type { SubscriptionSource } from '../../../src-main/contract/subscription.ts';
import { nameOf, nameWithTagOf } from '../../lib/imageName.ts';
import type { ContainerSortKey, ContainerView } from '../../stores/containerViewStore.ts';
import { isAt, type PlacementsOfImage } from './placementSummary.ts';

export interface ContainerRow {
  readonly image: Image;
  readonly name: string;
  readonly registryName: string;
  readonly placements: PlacementsOfImage | undefined;
  /** What the search looks at, in lower case. */
  readonly searched: string;
}

export function containerRows(
  images: readonly Image[],
  registries: readonly Registry[],
  byImage: ReadonlyMap<ImageId, PlacementsOfImage>,
): readonly ContainerRow[] {
  const names = new Map<RegistryId, string>(registries.map(({ id, name }) => [id, name]));
  return images.map((image) => ({
    image,
    name: nameOf(image),
    registryName: names.get(image.registryId) ?? '',
    placements: byImage.get(image.id),
    searched: `${nameWithTagOf(image)} ${image.digest ?? ''}`.toLowerCase(),
  }));
}

const has = (chosen: ReadonlySet<string>, value: string | null): boolean =>
  chosen.size === 0 || (value !== null && chosen.has(value));

type Filter = Pick<ContainerView, 'search' | 'containerCollections' | 'architectures' | 'registries' | 'endpoints'>;

/** Every word of the search must occur in the name with tag, or in the digest. */
export function filterRows(rows: readonly ContainerRow[], view: Filter): readonly ContainerRow[] {
  const words = view.search.toLowerCase().split(/\s+/).filter(Boolean);
  const endpoints = [...view.endpoints];
  return rows.filter(({ image, placements, searched }) => {
    if (!has(view.containerCollections, image.containerCollection)) return false;
    if (!has(view.architectures, image.architecture)) return false;
    if (!has(view.registries, image.registryId)) return false;
    if (endpoints.length > 0 && !endpoints.some((id) => isAt(placements, id))) return false;
    return words.every((word) => searched.includes(word));
  });
}

const byName = (a: ContainerRow, b: ContainerRow): number =>
  compareText(a.name, b.name) || compareText(b.image.tag ?? '', a.image.tag ?? '');

const comparisons: Readonly<Record<ContainerSortKey, (a: ContainerRow, b: ContainerRow) => number>> = {
  name: byName,
  tag: (a, b) => compareText(a.image.tag ?? '', b.image.tag ?? ''),
  size: (a, b) => (a.image.sizeBytes ?? -1) - (b.image.sizeBytes ?? -1),
  built: (a, b) => (a.image.builtAt ?? '').localeCompare(b.image.builtAt ?? ''),
  architecture: (a, b) => compareText(a.image.architecture ?? '', b.image.architecture ?? ''),
  registry: (a, b) => compareText(a.registryName, b.registryName),
  where: (a, b) => atCount(a) - atCount(b),
};

const atCount = (row: ContainerRow): number =>
  [...(row.placements?.values() ?? [])].filter((state) => state === 'upToDate').length;

export function sortRows(
  rows: readonly ContainerRow[],
  { key, isDescending }: ContainerView['sort'],
): readonly ContainerRow[] {
  const compare = comparisons[key];
  const direction = isDescending ? -1 : 1;
  return rows.toSorted((a, b) => direction * compare(a, b) || byName(a, b));
}

export const totalBytesOf = (images: readonly Pick<Image, 'sizeBytes'>[]): number =>
  images.reduce((sum, image) => sum + (image.sizeBytes ?? 0), 0);

const common = (values: readonly string[]): string => {
  const [first = '*'] = values;
  return values.every((value) => value === first) ? first : '*';
};

/** The narrowest pattern that holds all chosen images; their tags stay open, since new ones are what one follows. */
export function subscriptionSourceFor(images: readonly Image[]): Partial<SubscriptionSource> {
  const [first] = images;
  if (!first) return {};
  const containerCollection = common(images.map((image) => image.containerCollection));
  return {
    registryId: first.registryId,
    containerCollection,
    container: containerCollection === '*' ? '*' : common(images.map((image) => image.container)),
    tag: '*',
  };
}

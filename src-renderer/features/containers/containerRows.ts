import type { ImageId, RegistryId } from '../../../src-main/contract/ids.ts';
import { compareText } from '../../../src-main/contract/imageOrder.ts';
import { isPinned } from '../../../src-main/contract/pins.ts';
import type { Image, Registry } from '../../../src-main/contract/registry.ts';
import type { SubscriptionSource } from '../../../src-main/contract/subscription.ts';
import { nameOf, nameWithTagOf } from '../../lib/imageName.ts';
import type { ContainerSort, ContainerSortKey } from '../../stores/keptContainerView.ts';
import type { PlacementsOfImage } from './placementSummary.ts';

export interface ContainerRow {
  readonly image: Image;
  readonly name: string;
  readonly registryName: string;
  readonly placements: PlacementsOfImage | undefined;
  /** What the search looks at, in lower case. */
  readonly searched: string;
  /** It stands before the others, whatever they are sorted by. */
  readonly isPinned: boolean;
}

const nothingPinned: ReadonlySet<string> = new Set();

export function containerRows(
  images: readonly Image[],
  registries: readonly Registry[],
  byImage: ReadonlyMap<ImageId, PlacementsOfImage>,
  pinned: ReadonlySet<string> = nothingPinned,
): readonly ContainerRow[] {
  const names = new Map<RegistryId, string>(registries.map(({ id, name }) => [id, name]));
  return images.map((image) => ({
    image,
    name: nameOf(image),
    registryName: names.get(image.registryId) ?? '',
    placements: byImage.get(image.id),
    searched: `${nameWithTagOf(image)} ${image.digest ?? ''}`.toLowerCase(),
    isPinned: isPinned(pinned, image),
  }));
}

const byName = (a: ContainerRow, b: ContainerRow): number =>
  compareText(a.name, b.name) || compareText(b.image.tag ?? '', a.image.tag ?? '');

type Compare = (a: ContainerRow, b: ContainerRow) => number;

const comparisons: Readonly<Record<Exclude<ContainerSortKey, 'where'>, Compare>> = {
  name: byName,
  tag: (a, b) => compareText(a.image.tag ?? '', b.image.tag ?? ''),
  size: (a, b) => (a.image.sizeBytes ?? -1) - (b.image.sizeBytes ?? -1),
  digest: (a, b) => compareText(a.image.digest ?? '', b.image.digest ?? ''),
  built: (a, b) => (a.image.builtAt ?? '').localeCompare(b.image.builtAt ?? ''),
  architecture: (a, b) => compareText(a.image.architecture ?? '', b.image.architecture ?? ''),
  registry: (a, b) => compareText(a.registryName, b.registryName),
};

/** Counted once a row: the endpoints may be hundreds. */
function byWhere(rows: readonly ContainerRow[]): Compare {
  const counts = new Map<ContainerRow, number>();
  for (const row of rows) {
    let count = 0;
    for (const state of row.placements?.values() ?? []) count += Number(state === 'upToDate');
    counts.set(row, count);
  }
  return (a, b) => (counts.get(a) ?? 0) - (counts.get(b) ?? 0);
}

/** The pinned ones, then all others; each in the order asked for, those that are equal by name. */
export function sortRows(rows: readonly ContainerRow[], { key, isDescending }: ContainerSort): readonly ContainerRow[] {
  const compare = key === 'where' ? byWhere(rows) : comparisons[key];
  const direction = isDescending ? -1 : 1;
  const sorted = rows.toSorted((a, b) => direction * compare(a, b) || byName(a, b));
  const pinned = sorted.filter((row) => row.isPinned);
  return pinned.length === 0 ? sorted : [...pinned, ...sorted.filter((row) => !row.isPinned)];
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

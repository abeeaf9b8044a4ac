import type { Endpoint } from '../../../src-main/contract/endpoint.ts';
import type { EndpointId, ImageId } from '../../../src-main/contract/ids.ts';
import type { Image, Registry } from '../../../src-main/contract/registry.ts';
import type { Placement, PlacementState } from '../../../src-main/contract/transfer.ts';
import { nameWithTagOf } from '../../lib/imageName.ts';
import type { Words } from '../../strings/createWords.ts';

export type PlacementIndex = ReadonlyMap<ImageId, ReadonlyMap<EndpointId, Placement>>;

export function indexPlacements(placements: readonly Placement[]): PlacementIndex {
  const index = new Map<ImageId, Map<EndpointId, Placement>>();
  for (const placement of placements) {
    const ofImage = index.get(placement.imageId);
    if (ofImage) ofImage.set(placement.endpointId, placement);
    else index.set(placement.imageId, new Map([[placement.endpointId, placement]]));
  }
  return index;
}

export const placementAt = (index: PlacementIndex, imageId: ImageId, endpointId: EndpointId): Placement | null =>
  index.get(imageId)?.get(endpointId) ?? null;

/** What nobody has seen or sent is not known to be missing. */
export const stateAt = (placement: Placement | null): PlacementState => placement?.state ?? 'notKnown';

/** Something of that name lies there, but not what was brought: its digest is not known. */
export const isChangedByOthers = (placement: Placement | null): boolean =>
  placement?.state === 'older' && placement.digest === null;

export interface EndpointColumn {
  readonly endpoint: Endpoint;
  readonly upToDate: number;
  readonly older: number;
}

/**
 * The endpoints images can go to: those that hold something first, then by name. A registry's own endpoint holds all of
 * its images already and is no column.
 */
export function endpointColumns(
  endpoints: readonly Endpoint[],
  registries: readonly Registry[],
  placements: readonly Placement[],
  images: readonly Image[],
): readonly EndpointColumn[] {
  const harbours = new Set(registries.map(({ harbour }) => harbour?.endpointId));
  const shown = new Set(images.map(({ id }) => id));
  const counts = new Map<EndpointId, { upToDate: number; older: number }>();
  for (const { imageId, endpointId, state } of placements) {
    if ((state !== 'upToDate' && state !== 'older') || !shown.has(imageId)) continue;
    const count = counts.get(endpointId) ?? { upToDate: 0, older: 0 };
    count[state] += 1;
    counts.set(endpointId, count);
  }
  return endpoints
    .filter(({ id, isHidden }) => !isHidden && !harbours.has(id))
    .map((endpoint) => ({ endpoint, upToDate: 0, older: 0, ...counts.get(endpoint.id) }))
    .sort(
      (a, b) =>
        Number(b.upToDate + b.older > 0) - Number(a.upToDate + a.older > 0) ||
        a.endpoint.name.localeCompare(b.endpoint.name, 'en'),
    );
}

/** The images of a column that are in one of these states there. */
export const imagesInState = (
  images: readonly Image[],
  endpointId: EndpointId,
  index: PlacementIndex,
  states: readonly PlacementState[],
): readonly ImageId[] =>
  images.filter(({ id }) => states.includes(stateAt(placementAt(index, id, endpointId)))).map(({ id }) => id);

/** A cell in words: state, digest and time. One fact a line, as a tooltip and for who does not see the cell. */
export function cellFacts(
  { t, states, format }: Words,
  image: Image,
  endpoint: Endpoint,
  placement: Placement | null,
): readonly string[] {
  const state = isChangedByOthers(placement) ? t('placement.changed.long') : states.placement[stateAt(placement)].word;
  const facts: string[] = [t('placement.matrix.cell', { image: nameWithTagOf(image), endpoint: endpoint.name, state })];
  if (placement?.digest) facts.push(placement.digest);
  if (placement?.since) facts.push(t('placement.matrix.since', { time: format.exactTime(placement.since) }));
  if (placement?.path) facts.push(placement.path);
  return facts;
}

import type { Endpoint } from '../../../src-main/contract/endpoint.ts';
import type { EndpointId, ImageId } from '../../../src-main/contract/ids.ts';
import type { StateWords } from '../../../src-main/contract/states.ts';
import type { Placement, PlacementState } from '../../../src-main/contract/transfer.ts';
import type { Words } from '../../strings/createWords.ts';

/** Where one image is, by endpoint. */
export type PlacementsOfImage = ReadonlyMap<EndpointId, PlacementState>;

export function placementsByImage(placements: readonly Placement[]): ReadonlyMap<ImageId, PlacementsOfImage> {
  const byImage = new Map<ImageId, Map<EndpointId, PlacementState>>();
  for (const { imageId, endpointId, state } of placements) {
    const ofImage = byImage.get(imageId) ?? new Map<EndpointId, PlacementState>();
    byImage.set(imageId, ofImage.set(endpointId, state));
  }
  return byImage;
}

const countOf = (ofImage: PlacementsOfImage, state: PlacementState): number =>
  [...ofImage.values()].filter((each) => each === state).length;

/** One line for the table: what moves first, then what is old, then what is there. */
export function summarize({ t }: Words, ofImage: PlacementsOfImage | undefined): StateWords {
  if (!ofImage) return { tone: 'grey', icon: 'minus', word: t('containers.placement.notSent') };
  const onItsWay = countOf(ofImage, 'onItsWay');
  const older = countOf(ofImage, 'older');
  const upToDate = countOf(ofImage, 'upToDate');
  const wanted = upToDate + older + onItsWay;
  if (onItsWay > 0)
    return { tone: 'blue', icon: 'arrow', word: t('containers.placement.onItsWay', { count: onItsWay }) };
  if (older > 0) return { tone: 'blue', icon: 'older', word: t('containers.placement.older', { older, wanted }) };
  if (upToDate > 0) return { tone: 'green', icon: 'check', word: t('containers.placement.at', { count: upToDate }) };
  if (countOf(ofImage, 'notKnown') === ofImage.size)
    return { tone: 'grey', icon: 'question', word: t('containers.notKnown') };
  return { tone: 'grey', icon: 'minus', word: t('containers.placement.notSent') };
}

/** All of it, for the tooltip: one endpoint a line. */
export const spellOut = (
  { t, states }: Words,
  ofImage: PlacementsOfImage | undefined,
  endpoints: readonly Endpoint[],
): string =>
  [...(ofImage ?? [])]
    .map(([id, state]) => {
      const endpoint = endpoints.find((candidate) => candidate.id === id);
      return t('containers.placement.line', {
        endpoint: endpoint?.name ?? t('containers.placement.anEndpoint'),
        state: states.placement[state].word,
      });
    })
    .join('\n');

export const isAt = (ofImage: PlacementsOfImage | undefined, endpointId: string): boolean =>
  ofImage?.get(endpointId as EndpointId) === 'upToDate';

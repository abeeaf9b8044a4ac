import type { Endpoint } from '../../../src-main/contract/endpoint.ts';
import { formatCount } from '../../../src-main/contract/format.ts';
import type { EndpointId, ImageId } from '../../../src-main/contract/ids.ts';
import { placementStates, type StateWords } from '../../../src-main/contract/states.ts';
import type { Placement, PlacementState } from '../../../src-main/contract/transfer.ts';

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
export function summarize(ofImage: PlacementsOfImage | undefined): StateWords {
  if (!ofImage) return { tone: 'grey', icon: 'minus', word: 'not sent yet' };
  const onItsWay = countOf(ofImage, 'onItsWay');
  const older = countOf(ofImage, 'older');
  const upToDate = countOf(ofImage, 'upToDate');
  const wanted = upToDate + older + onItsWay;
  if (onItsWay > 0) return { tone: 'blue', icon: 'arrow', word: `on its way to ${onItsWay}` };
  if (older > 0) return { tone: 'amber', icon: 'older', word: `${older} of ${wanted} older` };
  if (upToDate > 0) return { tone: 'green', icon: 'check', word: `at ${formatCount(upToDate, 'endpoint')}` };
  if (countOf(ofImage, 'notKnown') === ofImage.size) return { tone: 'grey', icon: 'question', word: 'not known' };
  return { tone: 'grey', icon: 'minus', word: 'not sent yet' };
}

/** All of it, for the tooltip: one endpoint a line. */
export const spellOut = (ofImage: PlacementsOfImage | undefined, endpoints: readonly Endpoint[]): string =>
  [...(ofImage ?? [])]
    .map(([id, state]) => {
      const endpoint = endpoints.find((candidate) => candidate.id === id);
      return `${endpoint?.name ?? 'An endpoint'}: ${placementStates[state].word}`;
    })
    .join('\n');

export const isAt = (ofImage: PlacementsOfImage | undefined, endpointId: string): boolean =>
  ofImage?.get(endpointId as EndpointId) === 'upToDate';

import type { Chart, ChartArrow } from '../contract/chart.ts';
import type { EndpointListing } from '../contract/endpoint.ts';
import type { EndpointId } from '../contract/ids.ts';
import type { Registry } from '../contract/registry.ts';

/** What sync knows that the chart draws. */
export interface ChartFacts {
  readonly arrows: readonly ChartArrow[];
  readonly here: ReadonlyMap<EndpointId, { readonly images: number; readonly bytes: number }>;
}

/** The chart from its three sources. A registry's own harbour is not drawn a second time as an endpoint. */
export function chartOf(registries: readonly Registry[], listing: EndpointListing, facts: ChartFacts): Chart {
  const harbours = new Set(registries.map(({ harbour }) => harbour?.endpointId));
  const shown = listing.endpoints.filter(({ id, isHidden }) => !isHidden && !harbours.has(id));
  const shownIds = new Set(shown.map(({ id }) => id));
  return {
    registries,
    endpoints: shown.map((endpoint) => {
      const here = facts.here.get(endpoint.id);
      return { endpoint, imagesHere: here?.images ?? 0, bytesHere: here?.bytes ?? 0 };
    }),
    hosts: listing.hosts,
    arrows: facts.arrows.filter(({ endpointId }) => shownIds.has(endpointId)),
  };
}

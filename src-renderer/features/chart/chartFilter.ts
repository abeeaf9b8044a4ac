import type { Chart, ChartArrow, ChartEndpoint } from '../../../src-main/contract/chart.ts';
import type { EndpointKind } from '../../../src-main/contract/endpoint.ts';

export interface ChartFilter {
  readonly text: string;
  readonly kinds: readonly EndpointKind[];
  readonly onlySubscribed: boolean;
  readonly onlyTrouble: boolean;
  readonly showsHidden: boolean;
}

export const noFilter: ChartFilter = {
  text: '',
  kinds: [],
  onlySubscribed: false,
  onlyTrouble: false,
  showsHidden: false,
};

export const isFiltering = (filter: ChartFilter): boolean =>
  filter.kinds.length > 0 || filter.onlySubscribed || filter.onlyTrouble || filter.showsHidden;

const needsAttention = ({ endpoint }: ChartEndpoint, arrows: readonly ChartArrow[]): boolean =>
  endpoint.state === 'waitingForYou' ||
  endpoint.state === 'problem' ||
  endpoint.state === 'asleep' ||
  endpoint.state === 'paused' ||
  arrows.some((arrow) => arrow.problem !== null);

/** Lower case and without accents, so "Zurich" finds "Zürich". */
const folded = (text: string): string => text.normalize('NFKD').replaceAll(/\p{M}/gu, '').toLowerCase();

function matchesText({ endpoint }: ChartEndpoint, text: string): boolean {
  const words = folded(text).split(/\s+/).filter(Boolean);
  const haystack = folded([endpoint.name, endpoint.organization, endpoint.ownerName, endpoint.id].join(' '));
  return words.every((word) => haystack.includes(word));
}

/** A registry's own endpoint is a source, not a place to send to: it is part of the registry's node. */
function isHarbourOnly(place: ChartEndpoint, chart: Chart, arrows: readonly ChartArrow[]): boolean {
  const isHarbour = chart.registries.some(({ harbour }) => harbour?.endpointId === place.endpoint.id);
  return isHarbour && arrows.length === 0 && place.imagesHere === 0;
}

export const arrowsTo = (chart: Chart, endpointId: string): readonly ChartArrow[] =>
  chart.arrows.filter((arrow) => arrow.endpointId === endpointId);

/** The endpoints the chart and its table show, in a stable order: organisation, then name. */
export function shownEndpoints(chart: Chart, filter: ChartFilter): readonly ChartEndpoint[] {
  const arrowsOf = Map.groupBy(chart.arrows, ({ endpointId }) => endpointId);
  return chart.endpoints
    .filter((place) => {
      const arrows = arrowsOf.get(place.endpoint.id) ?? [];
      if (isHarbourOnly(place, chart, arrows)) return false;
      if (place.endpoint.isHidden && !filter.showsHidden) return false;
      if (filter.kinds.length > 0 && !filter.kinds.includes(place.endpoint.kind)) return false;
      if (filter.onlySubscribed && !arrows.some(({ subscriptions }) => subscriptions.length > 0)) return false;
      if (filter.onlyTrouble && !needsAttention(place, arrows)) return false;
      return matchesText(place, filter.text);
    })
    .sort(
      ({ endpoint: a }, { endpoint: b }) =>
        (a.organization ?? '\uffff').localeCompare(b.organization ?? '\uffff', 'en') ||
        a.name.localeCompare(b.name, 'en') ||
        (a.id < b.id ? -1 : 1),
    );
}

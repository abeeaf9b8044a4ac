import type { Chart, ChartArrow, ChartEndpoint } from '../../../src-main/contract/chart.ts';
import type { EndpointId } from '../../../src-main/contract/ids.ts';

/** The endpoints of one organisation, drawn as one node. */
export interface Fold {
  readonly id: string;
  readonly organization: string;
  readonly places: readonly ChartEndpoint[];
}

export interface FoldedChart {
  /** With arrows that end at the folds. */
  readonly chart: Chart;
  readonly endpoints: readonly ChartEndpoint[];
  readonly folds: readonly Fold[];
}

export const foldId = (organization: string): string => `organization ${organization}`;

/** Organisations of which there is more than one endpoint, so that folding them saves room. */
export function foldable(
  endpoints: readonly ChartEndpoint[],
): readonly { readonly name: string; readonly count: number }[] {
  const byName = Map.groupBy(endpoints, ({ endpoint }) => endpoint.organization ?? '');
  return [...byName]
    .filter(([name, places]) => name !== '' && places.length > 1)
    .map(([name, places]) => ({ name, count: places.length }))
    .sort((a, b) => a.name.localeCompare(b.name, 'en'));
}

export function foldChart(chart: Chart, endpoints: readonly ChartEndpoint[], folded: ReadonlySet<string>): FoldedChart {
  const names = new Set(foldable(endpoints).flatMap(({ name }) => (folded.has(name) ? [name] : [])));
  if (names.size === 0) return { chart, endpoints, folds: [] };
  const isFolded = ({ endpoint }: ChartEndpoint): boolean =>
    endpoint.organization !== null && names.has(endpoint.organization);
  const folds = [...names].map((organization) => ({
    id: foldId(organization),
    organization,
    places: endpoints.filter(({ endpoint }) => endpoint.organization === organization),
  }));
  const foldOf = new Map<string, Fold>(folds.flatMap((fold) => fold.places.map(({ endpoint }) => [endpoint.id, fold])));
  return {
    chart: { ...chart, arrows: foldArrows(chart.arrows, foldOf) },
    endpoints: endpoints.filter((place) => !isFolded(place)),
    folds,
  };
}

/** Arrows into a fold become one for each registry. */
function foldArrows(arrows: readonly ChartArrow[], foldOf: ReadonlyMap<string, Fold>): readonly ChartArrow[] {
  const merged = new Map<string, ChartArrow>();
  for (const arrow of arrows) {
    const fold = foldOf.get(arrow.endpointId);
    const id = fold ? `${arrow.registryId} ${fold.id}` : arrow.id;
    const before = merged.get(id);
    // The fold stands where an endpoint would; it is known by its own id on the chart only.
    const own = fold ? { ...arrow, id, endpointId: fold.id as EndpointId } : arrow;
    merged.set(id, before ? mergedArrow(before, own) : own);
  }
  return [...merged.values()];
}

const mergedArrow = (a: ChartArrow, b: ChartArrow): ChartArrow => ({
  ...a,
  subscriptions: [...new Map([...a.subscriptions, ...b.subscriptions].map((one) => [one.id, one])).values()],
  running: mergedRunning(a.running, b.running),
  problem: a.problem ?? b.problem,
});

function mergedRunning(a: ChartArrow['running'], b: ChartArrow['running']): ChartArrow['running'] {
  if (a === null || b === null) return a ?? b;
  return {
    activityIds: [...a.activityIds, ...b.activityIds],
    bytesDone: a.bytesDone + b.bytesDone,
    bytesTotal: a.bytesTotal === null || b.bytesTotal === null ? null : a.bytesTotal + b.bytesTotal,
    bytesPerSecond: a.bytesPerSecond + b.bytesPerSecond,
    filesDone: a.filesDone + b.filesDone,
    filesTotal: a.filesTotal + b.filesTotal,
  };
}

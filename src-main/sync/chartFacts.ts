import type { ChartArrow } from '../contract/chart.ts';
import type { Problem } from '../contract/errors.ts';
import type { EndpointId, RegistryId } from '../contract/ids.ts';
import type { Activity } from '../contract/transfer.ts';
import type { ImageSource } from '../ports/imageSource.ts';
import type { Activities } from './activities.ts';
import type { Ledger } from './ledger.ts';
import type { SubscriptionRecord } from './subscriptionStore.ts';

export interface ChartFacts {
  readonly arrows: readonly ChartArrow[];
  readonly here: ReadonlyMap<EndpointId, { readonly images: number; readonly bytes: number }>;
}

interface Line {
  readonly registryId: RegistryId;
  readonly endpointId: EndpointId;
  readonly subscriptions: SubscriptionRecord[];
  readonly activities: Activity[];
}

function runningOf(activities: readonly Activity[]): ChartArrow['running'] {
  const running = activities.filter(({ state }) => state === 'running' || state === 'queued');
  if (running.length === 0) return null;
  const sum = (pick: (activity: Activity) => number): number => running.reduce((total, one) => total + pick(one), 0);
  const isTotalKnown = running.every(({ bytesTotal }) => bytesTotal !== null);
  return {
    activityIds: running.map(({ id }) => id),
    bytesDone: sum(({ bytesDone }) => bytesDone),
    bytesTotal: isTotalKnown ? sum(({ bytesTotal }) => bytesTotal ?? 0) : null,
    bytesPerSecond: sum(({ bytesPerSecond }) => bytesPerSecond),
    filesDone: sum(({ filesDone }) => filesDone),
    filesTotal: sum(({ filesTotal }) => filesTotal),
  };
}

/** One arrow for each registry and endpoint that a subscription or a task joins. */
export function chartFactsOf(deps: {
  readonly ledger: Ledger;
  readonly images: ImageSource;
  readonly activities: Activities;
  readonly problemOf: (registryId: RegistryId, endpointId: EndpointId) => Problem | null;
}): ChartFacts {
  const { ledger } = deps;
  const lines = new Map<string, Line>();
  const line = (registryId: RegistryId, endpointId: EndpointId): Line => {
    const key = `${registryId}-${endpointId}`;
    const known = lines.get(key);
    if (known) return known;
    const drawn: Line = { registryId, endpointId, subscriptions: [], activities: [] };
    lines.set(key, drawn);
    return drawn;
  };
  for (const subscription of ledger.subscriptions.all())
    for (const { endpointId } of subscription.destinations)
      line(subscription.source.registryId, endpointId).subscriptions.push(subscription);
  for (const submission of ledger.submissions.open())
    line(submission.registryId, submission.destinationEndpointId).activities.push(deps.activities.view(submission));

  const registries = new Set(deps.images.registries().map(({ id }) => id));
  const arrows = [...lines]
    .filter(([, { registryId }]) => registries.has(registryId))
    .map(([id, { registryId, endpointId, subscriptions, activities }]) => ({
      id,
      registryId,
      endpointId,
      subscriptions: subscriptions.map((one) => ({ id: one.id, name: one.name, isPaused: one.isPaused })),
      running: runningOf(activities),
      problem: activities.find(({ problem }) => problem !== null)?.problem ?? deps.problemOf(registryId, endpointId),
    }));
  return { arrows, here: ledger.deliveries.imagesHere() };
}

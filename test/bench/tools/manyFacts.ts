import type { Chart } from '../../../src-main/contract/chart.ts';
import type { Endpoint } from '../../../src-main/contract/endpoint.ts';
import { endpointIdSchema, submissionIdSchema, subscriptionIdSchema } from '../../../src-main/contract/ids.ts';
import type { AppServices } from '../../../src-main/contract/services.ts';
import type { Subscription } from '../../../src-main/contract/subscription.ts';
import type { Activity } from '../../../src-main/contract/transfer.ts';

export interface Amounts {
  readonly endpoints: number;
  readonly subscriptions: number;
  readonly activities: number;
}

const uuid = (kind: number, number: number): string =>
  `6c54cade-bde5-45c1-${8000 + kind}-${String(number).padStart(12, '0')}`;

/** Every record of a list over and over, until there are enough of them. */
const cycle = <Record>(records: readonly Record[], index: number): Record => {
  const record = records[index % records.length];
  if (record === undefined) throw new Error('there is no record to make more of');
  return record;
};

function manyEndpoints(models: readonly Endpoint[], count: number): readonly Endpoint[] {
  return Array.from({ length: count }, (_, index) => ({
    ...cycle(models, index),
    id: endpointIdSchema.parse(uuid(1, index)),
    name: `Endpoint ${index}`,
    organization: `Institute ${index % 40}`,
  }));
}

function manyActivities(models: readonly Activity[], count: number): readonly Activity[] {
  const finished = models.filter(({ completedAt }) => completedAt !== null);
  return Array.from({ length: count }, (_, index) => {
    const model = cycle(finished, index);
    const at = new Date(Date.parse(model.requestedAt) - index * 60_000).toISOString();
    return { ...model, id: submissionIdSchema.parse(uuid(2, index)), requestedAt: at, completedAt: at };
  });
}

function manySubscriptions(models: readonly Subscription[], endpoints: readonly Endpoint[], count: number) {
  return Array.from({ length: count }, (_, index) => ({
    ...cycle(models, index),
    id: subscriptionIdSchema.parse(uuid(3, index)),
    name: `Subscription ${index}`,
    destinations: [{ endpointId: cycle(endpoints, index).id, folder: null, namingProfile: null }],
  }));
}

function chartOf(chart: Chart, endpoints: readonly Endpoint[], subscriptions: readonly Subscription[]): Chart {
  const [registry] = chart.registries;
  if (!registry) return chart;
  return {
    ...chart,
    endpoints: endpoints.map((endpoint, index) => ({ endpoint, imagesHere: index % 20, bytesHere: index * 1e9 })),
    arrows: endpoints.map(({ id }) => ({
      id: `${registry.id}-${id}`,
      registryId: registry.id,
      endpointId: id,
      subscriptions: subscriptions
        .filter(({ destinations }) => destinations[0]?.endpointId === id)
        .map((one) => ({ id: one.id, name: one.name, isPaused: one.state === 'paused' })),
      running: null,
      problem: null,
    })),
  };
}

/** The services with as many endpoints, subscriptions and transfers as a large site has after years. */
export async function withManyFacts<Services extends AppServices>(
  services: Services,
  amounts: Amounts,
): Promise<Services> {
  const [listing, chart, subscriptions, page] = await Promise.all([
    services.endpoints.list({ refresh: false }),
    services.chart(),
    services.subscriptions.list(),
    services.activity.list({ tab: 'all', limit: 1000, offset: 0 }),
  ]);
  const endpoints = manyEndpoints(listing.endpoints.slice(1), amounts.endpoints);
  const followed = manySubscriptions(subscriptions, endpoints, amounts.subscriptions);
  const activities = manyActivities(page.activities, amounts.activities);
  const drawn = chartOf(chart, endpoints, followed);
  return {
    ...services,
    chart: async () => drawn,
    endpoints: {
      ...services.endpoints,
      list: async () => ({ ...listing, endpoints: [...listing.endpoints.slice(0, 1), ...endpoints] }),
    },
    subscriptions: { ...services.subscriptions, list: async () => followed },
    activity: {
      ...services.activity,
      list: async ({ limit, offset }) => ({
        activities: activities.slice(offset, offset + limit),
        total: activities.length,
      }),
    },
  };
}

import type { Endpoint, EndpointHost } from './endpoint.ts';
import type { Problem } from './errors.ts';
import type { EndpointId, RegistryId, SubmissionId, SubscriptionId } from './ids.ts';
import type { Registry } from './registry.ts';

/** One arrow of the chart, from a registry's harbour to an endpoint. */
export interface ChartArrow {
  readonly id: string;
  readonly registryId: RegistryId;
  readonly endpointId: EndpointId;
  /** Subscriptions drawn on this line. */
  readonly subscriptions: readonly { readonly id: SubscriptionId; readonly name: string; readonly isPaused: boolean }[];
  /** null: nothing runs on it now. */
  readonly running: {
    readonly activityIds: readonly SubmissionId[];
    readonly bytesDone: number;
    readonly bytesTotal: number | null;
    readonly bytesPerSecond: number;
    readonly filesDone: number;
    readonly filesTotal: number;
  } | null;
  readonly problem: Problem | null;
}

export interface ChartEndpoint {
  readonly endpoint: Endpoint;
  readonly imagesHere: number;
  readonly bytesHere: number;
}

export interface Chart {
  readonly registries: readonly Registry[];
  readonly endpoints: readonly ChartEndpoint[];
  readonly hosts: readonly EndpointHost[];
  readonly arrows: readonly ChartArrow[];
}

import type { EndpointId } from '../contract/ids.ts';
import type { SubscriptionTimer } from '../contract/subscription.ts';

/** First match decides; what no rule speaks of is copied. Names are globs with `*` and `?`. */
export interface FolderRule {
  readonly method: 'include' | 'exclude';
  readonly name: string;
  readonly kind: 'file' | 'folder';
}

/** One folder that is copied again and again, files that differ only. */
export interface TimerOrder {
  readonly name: string;
  readonly intervalSeconds: number;
  readonly sourceEndpointId: EndpointId;
  readonly destinationEndpointId: EndpointId;
  /** Globus paths that end with `/`. */
  readonly sourceFolder: string;
  readonly destinationFolder: string;
  readonly rules: readonly FolderRule[];
  readonly encryptsData: boolean;
}

export interface TimerJob extends Omit<SubscriptionTimer, 'endpointId'> {
  readonly name: string;
}

/** Globus Timers in the app's words. Rejects with AppError only; `timer.notFound` for one that is gone. */
export interface Timers {
  create(order: TimerOrder): Promise<{ readonly jobId: string }>;
  job(jobId: string): Promise<TimerJob>;
  /** Those that are not over and whose name holds the text. */
  named(text: string): Promise<readonly TimerJob[]>;
  pause(jobId: string): Promise<void>;
  resume(jobId: string): Promise<void>;
  /** One that is gone already is fine. */
  remove(jobId: string): Promise<void>;
}

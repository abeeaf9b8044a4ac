import { AppError } from '../contract/errors.ts';
import type { Settings } from '../contract/settings.ts';
import type { Clock } from '../ports/clock.ts';
import type { ImageSource } from '../ports/imageSource.ts';
import type { Logger } from '../ports/logger.ts';
import type { Timers } from '../ports/timers.ts';
import type { EndpointDirectory } from '../ports/transfers.ts';
import { createHandOver } from './handOver.ts';
import type { Ledger } from './ledger.ts';
import type { SubscriptionRecord } from './subscriptionStore.ts';
import { createTimerKeeper } from './timerKeeper.ts';

export type GlobusRuns = ReturnType<typeof createGlobusRuns>;

/** Subscriptions that Globus Timers run: handed over, looked at, taken back. */
export function createGlobusRuns(deps: {
  readonly clock: Clock;
  readonly ledger: Ledger;
  readonly images: ImageSource;
  readonly endpoints: EndpointDirectory;
  readonly settings: { read(): Settings };
  readonly timers: Timers;
  readonly logger: Logger;
  readonly onNews: () => void;
}) {
  const keeper = createTimerKeeper(deps);
  const { handOver, takeBack, setPaused } = createHandOver(deps);

  /** Afterwards its timers are looked at at once. */
  const thenLook = async <T>(work: Promise<T>): Promise<T> => {
    try {
      return await work;
    } finally {
      keeper.wake();
    }
  };

  return {
    keeper,
    viewOf: keeper.viewOf,
    glance: keeper.glance,
    handOver: (record: SubscriptionRecord, intervalSeconds: number) => thenLook(handOver(record, intervalSeconds)),
    takeBack: (record: SubscriptionRecord) => thenLook(takeBack(record)),
    setPaused: (record: SubscriptionRecord, isPaused: boolean) => thenLook(setPaused(record, isPaused)),
  };
}

/** @throws AppError `subscription.runsInGlobus` for what only one that runs here can do. */
export function mustRunHere({ id, timers }: SubscriptionRecord): void {
  if (timers.length > 0) throw new AppError('subscription.runsInGlobus', { facts: { id } });
}

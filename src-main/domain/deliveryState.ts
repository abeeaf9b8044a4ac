import type { AppErrorCode, Problem } from '../contract/errors.ts';
import type { Digest, EndpointId, ImageId, SubmissionId, SubscriptionId } from '../contract/ids.ts';
import type { DeliveryState } from '../contract/transfer.ts';

/** What the ledger knows of one image owed to one path at one endpoint. Nothing here says "in progress". */
export interface DeliveryFacts {
  readonly imageId: ImageId;
  readonly endpointId: EndpointId;
  readonly digest: Digest;
  readonly destinationPath: string;
  readonly sizeBytes: number | null;
  readonly subscriptionId: SubscriptionId | null;
  readonly submissionId: SubmissionId;
  readonly requestedAt: string;
  /** The bytes are at the endpoint and are being moved to their final name. */
  readonly publishingAt: string | null;
  readonly deliveredAt: string | null;
  readonly failedAt: string | null;
  readonly stoppedAt: string | null;
  readonly problem: Problem | null;
  /** How often it failed in a row. */
  readonly failures: number;
  /** When a failed one may be tried again by itself; null = only when somebody asks. */
  readonly nextAttemptAt: string | null;
}

/** What a submission adds to the state of its deliveries. */
export interface CarrierFacts {
  readonly isAccepted: boolean;
  readonly isWaitingForYou: boolean;
}

export function deliveryStateOf(
  facts: Pick<DeliveryFacts, 'deliveredAt' | 'stoppedAt' | 'failedAt' | 'publishingAt'>,
  carrier: CarrierFacts,
): DeliveryState {
  if (facts.deliveredAt !== null) return 'delivered';
  if (facts.stoppedAt !== null) return 'stopped';
  if (facts.failedAt !== null) return 'failed';
  if (carrier.isWaitingForYou) return 'waitingForYou';
  if (facts.publishingAt !== null) return 'publishing';
  return carrier.isAccepted ? 'submitted' : 'waiting';
}

/** Whether a submission still carries it. */
export const isOnItsWay = (facts: DeliveryFacts): boolean =>
  facts.deliveredAt === null && facts.failedAt === null && facts.stoppedAt === null;

/** Failures that time alone may cure are tried again by themselves, ever more seldom; the others wait for a person. */
const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const usual = { firstMs: 15 * minuteMs, longestMs: 24 * hourMs };
/** What somebody mends while looking at it: room is made, a laptop is opened. */
const soon = { firstMs: minuteMs, longestMs: hourMs };
const curedByTime: Readonly<Partial<Record<AppErrorCode, typeof usual>>> = {
  'endpoint.full': soon,
  'endpoint.asleep': soon,
  'endpoint.paused': soon,
  'endpoint.trouble': soon,
  'consent.needed': usual,
  'session.needed': usual,
  'endpoint.permissionDenied': usual,
  'endpoint.readOnly': usual,
  'endpoint.pathNotFound': usual,
  'endpoint.notFound': usual,
  'transfer.sourceMissing': usual,
  'transfer.checksumMismatch': usual,
  'transfer.expired': usual,
  'transfer.tooMany': usual,
  'transfer.failed': usual,
  'service.refused': usual,
  'image.changedWhileRead': soon,
};

/** Failures that end with a sign-in or a consent. */
export const curedBySignIn: readonly AppErrorCode[] = ['consent.needed', 'session.needed', 'signIn.needed'];

/** Failures that end when an endpoint is there again. */
export const curedByReturn: readonly AppErrorCode[] = ['endpoint.asleep', 'endpoint.paused', 'endpoint.trouble'];

/** When a delivery that failed `failures` times in a row is tried again by itself, or null. */
export function retryAt(problem: Problem, failures: number, nowMs: number): string | null {
  const pause = curedByTime[problem.code];
  if (pause === undefined) return null;
  const pauseMs = Math.min(pause.longestMs, pause.firstMs * 2 ** Math.max(0, failures - 1));
  return new Date(nowMs + pauseMs).toISOString();
}

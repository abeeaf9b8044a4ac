import type { PlannedWant } from './syncPlan.ts';

/** What one task carries at most. */
export interface PackLimits {
  readonly maxFiles: number;
  readonly maxBytes: number;
}

/** Copies that can travel in one task: same registry (hence same harbour) and same destination. */
export const pairOf = (copy: PlannedWant): string => `${copy.want.image.registryId} ${copy.endpointId}`;

export const bytesOf = (copies: readonly PlannedWant[]): number =>
  copies.reduce((sum, { sizeBytes }) => sum + (sizeBytes ?? 0), 0);

/** Cuts one pair's copies into tasks; a single file may be larger than the limit. */
function cut(group: readonly PlannedWant[], { maxFiles, maxBytes }: PackLimits): PlannedWant[][] {
  const packs: PlannedWant[][] = [];
  let bytes = 0;
  for (const copy of group) {
    const last = packs.at(-1);
    const size = copy.sizeBytes ?? 0;
    if (last === undefined || last.length >= maxFiles || bytes + size > maxBytes) {
      packs.push([copy]);
      bytes = size;
    } else {
      last.push(copy);
      bytes += size;
    }
  }
  return packs;
}

/** As few tasks as the limits allow. */
export const packCopies = (owed: readonly PlannedWant[], limits: PackLimits): readonly (readonly PlannedWant[])[] =>
  [...Map.groupBy(owed, pairOf).values()].flatMap((group) => cut(group, limits));

/** From here on a task is a long one. */
const longFromBytes = 8 * 1024 ** 3;

export const isLong = (bytes: number): boolean => bytes >= longFromBytes;

/** Whether a pack may take a place: the last one is kept from long tasks, so that a small one never waits for them. */
export function mayTakePlace(pack: readonly PlannedWant[], running: readonly number[], places: number): boolean {
  if (running.length >= places) return false;
  if (places < 2 || !isLong(bytesOf(pack))) return true;
  return running.filter(isLong).length < places - 1;
}

/** Who goes first: nobody is asked to wait behind a mountain. */
export const bySize = (a: readonly PlannedWant[], b: readonly PlannedWant[]): number => bytesOf(a) - bytesOf(b);

/** A stream of arrivals to one pair; monotonic milliseconds. */
export interface Stream {
  readonly startedAt: number;
  readonly lastPackAt: number | null;
  readonly lastArrivalAt: number;
  /** Packs that may go before their time because nothing more seems to come; those in time earn a part of one. */
  readonly credit: number;
}

const shortestPauseMs = 450;
const longestPauseMs = 10_000;
/** Nothing came for so long: the burst is over, and what is there goes. */
const quietMs = 45;
const mostCredit = 2;
const creditEarned = 0.25;
/** After so long without arrivals the next one is the first of a new stream. */
const streamEndsMs = 3_000;

export function arrived(stream: Stream | null, now: number): Stream {
  if (stream === null || now - stream.lastArrivalAt > streamEndsMs) {
    return { startedAt: now, lastPackAt: null, lastArrivalAt: now, credit: mostCredit };
  }
  return { ...stream, lastArrivalAt: now };
}

export function packed(stream: Stream, now: number, wasEarly: boolean): Stream {
  const credit = wasEarly ? stream.credit - 1 : Math.min(mostCredit, stream.credit + creditEarned);
  return { ...stream, lastPackAt: now, credit };
}

/**
 * How long what is owed waits for company: the first of a stream not at all, then ever longer (tasks grow, their number
 * only by the logarithm of time), and when nothing more comes a moment.
 */
export function packWaitMs(
  stream: Stream,
  now: number,
  /** Files are being read that may be part of it. */
  isMoreComing: boolean,
): { readonly waitMs: number; readonly isEarly: boolean } {
  if (stream.lastPackAt === null) return { waitMs: 0, isEarly: false };
  const pauseMs = Math.min(longestPauseMs, Math.max(shortestPauseMs, (stream.lastPackAt - stream.startedAt) / 5));
  const dueMs = stream.lastPackAt + pauseMs - now;
  if (dueMs <= 0) return { waitMs: 0, isEarly: false };
  if (stream.credit < 1 || isMoreComing) return { waitMs: dueMs, isEarly: false };
  const quietInMs = stream.lastArrivalAt + quietMs - now;
  return quietInMs <= 0 ? { waitMs: 0, isEarly: true } : { waitMs: Math.min(dueMs, quietInMs), isEarly: false };
}

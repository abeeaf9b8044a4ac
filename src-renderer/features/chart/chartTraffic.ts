import type { Chart } from '../../../src-main/contract/chart.ts';
import type { Activity } from '../../../src-main/contract/transfer.ts';

export type TrafficWindow = 'off' | 'day' | 'week' | 'all';

const dayMs = 24 * 60 * 60 * 1000;
const windowMs: Readonly<Record<Exclude<TrafficWindow, 'off'>, number>> = {
  day: dayMs,
  week: 7 * dayMs,
  all: Number.POSITIVE_INFINITY,
};

/** In CSS pixels at zoom 1. */
const thinnest = 1.5;
const widest = 9;

/** Bytes that went along each arrow (`registryId endpointId`) in the window, of the transfers that are known. */
export function trafficOf(
  chart: Chart,
  activities: readonly Activity[],
  window: TrafficWindow,
  now: Date,
): ReadonlyMap<string, number> {
  const bytes = new Map<string, number>();
  if (window === 'off') return bytes;
  const since = now.getTime() - windowMs[window];
  const registryAt = new Map<string, string>(
    chart.registries.flatMap(({ id, harbour }) => (harbour === null ? [] : [[harbour.endpointId, id]])),
  );
  for (const { sourceEndpointId, destinationEndpointId, bytesDone, completedAt, requestedAt } of activities) {
    const registryId = registryAt.get(sourceEndpointId);
    if (registryId === undefined || Date.parse(completedAt ?? requestedAt) < since) continue;
    const key = `${registryId} ${destinationEndpointId}`;
    bytes.set(key, (bytes.get(key) ?? 0) + bytesDone);
  }
  return bytes;
}

/** Wider for more, by orders of magnitude: one busy arrow must not make all others alike. */
export function arrowWidth(bytes: number, most: number): number {
  if (bytes <= 0 || most <= 0) return thinnest;
  const share = Math.log10(1 + bytes) / Math.log10(1 + most);
  return Math.round((thinnest + (widest - thinnest) * share ** 3) * 10) / 10;
}

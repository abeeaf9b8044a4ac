import { z } from 'zod';

const dayMs = 86_400_000;
const dateTime = z.iso.datetime({ offset: true, local: true });

export const scheduleSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('once'), datetime: dateTime.nullable().optional() }),
  z.object({
    type: z.literal('recurring'),
    interval_seconds: z
      .number()
      .int()
      .min(60)
      .max(365 * 24 * 3600),
    start: dateTime.nullable().optional(),
    end: z
      .union([
        z.object({ condition: z.literal('iterations').optional(), count: z.number().int().min(1) }),
        z.object({ condition: z.literal('time').optional(), datetime: dateTime }),
      ])
      .nullable()
      .optional(),
  }),
]);
export type Schedule = z.infer<typeof scheduleSchema>;

/** Times without a zone are UTC. */
const timeOf = (text: string): number => Date.parse(/(?:Z|[+-]\d\d:\d\d)$/.test(text) ? text : `${text}Z`);

const startText = (schedule: Schedule): string | null =>
  (schedule.type === 'once' ? schedule.datetime : schedule.start) ?? null;

/** When the first run is due; a schedule that names no start begins when it was submitted. */
export function firstRunMs(schedule: Schedule, submittedMs: number): number {
  const text = startText(schedule);
  return text === null ? submittedMs : timeOf(text);
}

/** Starts are accepted up to a year ahead. */
export const startsTooLate = (schedule: Schedule, nowMs: number): boolean =>
  firstRunMs(schedule, nowMs) > nowMs + 365 * dayMs;

/** When a new timer runs first: a start in the past means at once. Null when its end comes before. */
export function firstDueMs(schedule: Schedule, nowMs: number): number | null {
  const dueMs = Math.max(firstRunMs(schedule, nowMs), nowMs);
  const end = schedule.type === 'recurring' ? schedule.end : null;
  return end && 'datetime' in end && timeOf(end.datetime) < dueMs ? null : dueMs;
}

/**
 * The next tick after `nowMs`, null when the schedule has ended. Ticks stay on the grid of the first run: what was missed
 * is not made up for.
 */
export function nextRunMs(schedule: Schedule, firstMs: number, nowMs: number, runs: number): number | null {
  if (schedule.type === 'once') return runs > 0 ? null : Math.max(firstMs, nowMs);
  const intervalMs = schedule.interval_seconds * 1000;
  const ticks = nowMs < firstMs ? 0 : Math.floor((nowMs - firstMs) / intervalMs) + 1;
  const next = firstMs + ticks * intervalMs;
  const { end } = schedule;
  if (end && 'count' in end && runs >= end.count) return null;
  return end && 'datetime' in end && next > timeOf(end.datetime) ? null : next;
}

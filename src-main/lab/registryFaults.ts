import { setTimeout as wait } from 'node:timers/promises';
import type { FaultSwitches } from './faultSwitches.ts';
import { detail, errorPage, page, tooOftenPage } from './registryAnswers.ts';
import type { RegistryRoute } from './registryRoute.ts';

const slowMs = 3000;
const retryAfterSeconds = 2;

export function throttled(seconds: number): Response {
  const words = `Request was throttled. Expected available in ${seconds} seconds.`;
  return detail(words, 429, { 'Retry-After': String(seconds) });
}

/** What a fault answers in place of the view, or null. */
export async function faultyAnswer(
  faults: FaultSwitches,
  family: RegistryRoute['family'],
  stopping: AbortSignal,
): Promise<Response | null> {
  if (faults.isOn('slow')) await wait(slowMs, undefined, { signal: stopping }).catch(() => undefined);
  if (faults.isOn('rate-limit') && family !== 'static')
    return family === 'page' ? tooOftenPage() : throttled(retryAfterSeconds);
  if (faults.isOn('server-error')) return errorPage();
  if (faults.isOn('html-answer')) return page('Singularity Registry');
  return null;
}

/** Ends a JSON answer in the middle; its length header tells the length that is really sent. */
export async function cutAnswer(faults: FaultSwitches, response: Response): Promise<Response> {
  if (!faults.isOn('cut-json') || !response.headers.get('content-type')?.includes('json')) return response;
  const whole = await response.text();
  const half = whole.slice(0, Math.max(1, Math.floor(whole.length / 2)));
  const headers = new Headers(response.headers);
  headers.set('Content-Length', String(Buffer.byteLength(half)));
  return new Response(half, { status: response.status, headers });
}

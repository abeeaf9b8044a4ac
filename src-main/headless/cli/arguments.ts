import path from 'node:path';
import { InvalidArgumentError } from 'commander';

const unitBytes: Readonly<Record<string, number>> = {
  '': 1,
  b: 1,
  kb: 1e3,
  mb: 1e6,
  gb: 1e9,
  tb: 1e12,
  kib: 1024,
  mib: 1024 ** 2,
  gib: 1024 ** 3,
  tib: 1024 ** 4,
};

/** `1000000`, `40GB`, `1.5 GiB`: whole bytes. */
export function parseSize(text: string): number {
  const [, number = '', unit = ''] = /^(\d+(?:\.\d+)?)\s*([a-z]*)$/i.exec(text.trim()) ?? [];
  const bytes = Number(number) * (unitBytes[unit.toLowerCase()] ?? Number.NaN);
  if (number === '' || !Number.isSafeInteger(Math.round(bytes)))
    throw new InvalidArgumentError('a size is a number of bytes, or one with a unit: 40GB, 1.5GiB.');
  return Math.round(bytes);
}

const unitMs: Readonly<Record<string, number>> = { s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 };
/** Longer timers end at once in Node. */
const longestMs = 2 ** 31 - 1;

/** `90s`, `10m`, `2h`, `1d`, or seconds: milliseconds. */
export function parseDuration(text: string): number {
  const [, number = '', unit = 's'] = /^(\d+(?:\.\d+)?)\s*([smhd])?$/i.exec(text.trim()) ?? [];
  const ms = Math.round(Number(number) * (unitMs[unit.toLowerCase()] ?? Number.NaN));
  if (number === '' || !(ms > 0 && ms <= longestMs))
    throw new InvalidArgumentError('a time is a number with a unit: 90s, 10m, 2h, 1d; 24 days at most.');
  return ms;
}

export function parseLimit(text: string): number {
  const limit = Number(text);
  if (!Number.isInteger(limit) || limit < 1 || limit > 1000) throw new InvalidArgumentError('1 to 1000.');
  return limit;
}

/** A folder on this computer, as seen from where the command was given: the running app has another place. */
export const parseFolder = (text: string): string => path.resolve(text);

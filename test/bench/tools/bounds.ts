import { createHash } from 'node:crypto';
import { availableParallelism } from 'node:os';
import { rounded } from './bench.ts';
import { mebibyte } from './images.ts';

const sampleMebibytes = 256;

/**
 * CPU seconds that MD5 and SHA-256 of as many bytes take on this machine now. Both are owed: the name of an image in the
 * registry is its MD5, and Globus compares what arrives with the SHA-256 that it was told.
 */
export function hashingCpuS(bytes: number): number {
  const sample = Buffer.alloc(mebibyte, 7);
  const [md5, sha256] = [createHash('md5'), createHash('sha256')];
  const before = process.cpuUsage();
  for (let at = 0; at < sampleMebibytes; at += 1) {
    md5.update(sample);
    sha256.update(sample);
  }
  const { user, system } = process.cpuUsage(before);
  return ((user + system) / 1e6 / (sampleMebibytes * mebibyte)) * bytes;
}

/** Seconds that this much CPU takes when all cores do nothing else. */
export const onAllCoresS = (cpuS: number): number => rounded(cpuS / availableParallelism(), 2);

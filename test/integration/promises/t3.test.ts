import { randomBytes } from 'node:crypto';
import {
  closeSync,
  ftruncateSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Transfers } from '../../../src-main/ports/transfers.ts';
import { registryId } from '../../unit/sync/syncBench.ts';
import { temporaryFolders } from '../node/temporaryFolder.ts';
import { startFolderSync } from './folderSync.ts';
import { imageBytes, md5Of, sha256Of } from './imageFiles.ts';
import { patience, say, size } from './promise.ts';

const newFolder = temporaryFolders();

const kinds = [
  'append',
  'reserve',
  'backwards',
  'overOld',
  'moveIn',
  'renameOutAndIn',
  'replace',
  'garbageFirst',
] as const;
const schedule = fc.record({
  kind: fc.constantFrom(...kinds),
  sizeBytes: fc.integer({ min: 100, max: 300_000 }),
  cuts: fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 1, maxLength: 6 }),
  /** Milliseconds before each step; some are longer than any time that is taken for quiet. */
  pauses: fc.array(fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 60 }), fc.integer({ min: 200, max: 700 })), {
    minLength: 8,
    maxLength: 8,
  }),
});
type Schedule = typeof schedule extends fc.Arbitrary<infer T> ? T : never;

/** Whether the file holds the whole image once this part of it is written. */
function willBeWhole(file: string, bytes: Uint8Array, from: number, to: number): boolean {
  const there = readFileSync(file);
  const after = Buffer.alloc(Math.max(there.length, to));
  there.copy(after);
  after.set(bytes.subarray(from, to), from);
  return after.equals(bytes);
}

/** Writes one image as the schedule says; `complete` is told just before the bytes become those of a whole version. */
async function write(root: string, at: number, plan: Schedule, complete: (bytes: Uint8Array) => void): Promise<void> {
  const bytes = imageBytes(`schedule ${at} `, plan.sizeBytes);
  const file = join(root, `lab/s${at}:1@${md5Of(bytes)}.sif`);
  mkdirSync(dirname(file), { recursive: true });
  const pauses = [...plan.pauses];
  const rest = () => pause(pauses.shift() ?? 0);
  const edges = [0, ...plan.cuts.map((cut) => Math.floor(cut * bytes.length)).sort((a, b) => a - b), bytes.length];
  const parts = edges.slice(1).map((to, index) => [edges[index] ?? 0, to] as const);

  const writeParts = async (target: string, order: readonly (readonly [number, number])[], flags: string) => {
    const descriptor = openSync(target, flags);
    try {
      if (plan.kind === 'reserve') ftruncateSync(descriptor, bytes.length);
      for (const [from, to] of order) {
        await rest();
        if (target === file && willBeWhole(target, bytes, from, to)) complete(bytes);
        writeSync(descriptor, bytes, from, to - from, from);
      }
    } finally {
      closeSync(descriptor);
    }
  };

  switch (plan.kind) {
    case 'append':
    case 'reserve':
      return writeParts(file, parts, 'w');
    case 'backwards':
      return writeParts(file, parts.toReversed(), 'w');
    case 'overOld':
      // Another whole image under this name first: rewritten in place, piece by piece.
      writeFileSync(file, imageBytes(`older ${at} `, plan.sizeBytes));
      return writeParts(file, parts, 'r+');
    case 'garbageFirst':
      writeFileSync(file, randomBytes(bytes.length));
      return writeParts(file, parts, 'r+');
    case 'moveIn':
      await writeParts(`${root}/.part${at}`, parts, 'w');
      complete(bytes);
      return renameSync(`${root}/.part${at}`, file);
    case 'renameOutAndIn':
      await writeParts(file, parts, 'w');
      await rest();
      renameSync(file, `${root}/.out${at}`);
      await rest();
      return renameSync(`${root}/.out${at}`, file);
    case 'replace': {
      // The tag is pushed again while the first version is read.
      const older = imageBytes(`older ${at} `, plan.sizeBytes);
      const olderFile = join(root, `lab/s${at}:1@${md5Of(older)}.sif`);
      complete(older);
      writeFileSync(olderFile, older);
      await rest();
      await writeParts(file, parts, 'w');
      await rest();
      return rmSync(olderFile);
    }
  }
}

describe('T3 a half-written image is never shipped', () => {
  it('schedules of writers', { timeout: patience }, async () => {
    const schedules = fc.sample(schedule, { numRuns: size(60, 500), seed: 41 });
    const root = join(newFolder(), 'images');
    mkdirSync(join(root, 'lab'), { recursive: true });
    const whole = new Set<string>();
    const found = { shipped: 0, partial: 0, changedInFlight: 0 };
    const bench = await startFolderSync(root, {
      rescanSeconds: 0.5,
      // Reads the very bytes at the moment they are asked for, as the other side would.
      transfers: (fake): Transfers => ({
        ...fake,
        async submit(order) {
          for (const { sourcePath, digest } of order.files) {
            found.shipped += 1;
            if (!whole.has(digest ?? '')) found.partial += 1;
            const path = join(root, sourcePath.replace('/images/', ''));
            const there = readOrNull(path);
            if (there !== null && `sha256:${sha256Of(there)}` !== digest) found.changedInFlight += 1;
          }
          return fake.submit(order);
        },
      }),
    });
    try {
      const complete = (bytes: Uint8Array) => void whole.add(`sha256:${sha256Of(bytes)}`);
      // Thirty writers at a time, so that each is met at many moments.
      for (let from = 0; from < schedules.length; from += 30) {
        const batch = schedules.slice(from, from + 30);
        await Promise.all(batch.map((plan, index) => write(root, from + index, plan, complete)));
      }
      const missing = (): readonly string[] => {
        const names = new Set(bench.images.images(registryId).map(({ container }) => container));
        return schedules.flatMap((plan, at) => (names.has(`s${at}`) ? [] : [`s${at} ${JSON.stringify(plan)}`]));
      };
      await expect.poll(missing, { timeout: 60_000, interval: 50 }).toEqual([]);
      await expect.poll(bench.upToDate, { timeout: 60_000, interval: 50 }).toBe(schedules.length);
    } finally {
      await bench.stop();
    }
    const versions = bench.transfers.allTasks.flatMap(({ order }) => order.files.map(({ digest }) => digest));
    say(
      'T3',
      `${schedules.length} schedules of ${kinds.length} kinds of writers, ${found.shipped} copies asked for, ${found.partial} of bytes that were no completed version, ` +
        `${found.changedInFlight} changed at the moment of asking, ${versions.length - new Set(versions).size} versions twice`,
    );
    expect(found).toMatchObject({ partial: 0, changedInFlight: 0 });
    expect(found.shipped).toBeGreaterThanOrEqual(schedules.length);
  });
});

function readOrNull(path: string): Buffer | null {
  try {
    return readFileSync(path);
  } catch (error) {
    // Taken away again between the look and the request.
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}

import { describe, expect, it } from 'vitest';
import type { EndpointId, ImageId, RegistryId } from '../../../src-main/contract/ids.ts';
import type { Image } from '../../../src-main/contract/registry.ts';
import {
  arrived,
  bySize,
  mayTakePlace,
  packCopies,
  packed,
  packWaitMs,
  type Stream,
} from '../../../src-main/domain/packing.ts';
import type { PlannedWant } from '../../../src-main/domain/syncPlan.ts';

const GiB = 1024 ** 3;

const copy = (name: string, sizeBytes: number, to = 'a'): PlannedWant => {
  const endpointId = to as EndpointId;
  const image: Image = {
    id: name as ImageId,
    registryId: 'r-00000001' as RegistryId,
    containerCollection: 'lab',
    container: name,
    tag: '1',
    digest: null,
    sizeBytes,
    architecture: null,
    builtAt: null,
    isFrozen: false,
    isPrivate: false,
    relativePath: name,
  };
  const want = {
    image,
    endpointId,
    destinationPath: `/c/${name}`,
    folder: '/c/',
    subscriptionId: null,
    obstacle: null,
  };
  return {
    ...{ imageId: image.id, endpointId, sizeBytes, destinationPath: want.destinationPath },
    ...{ outcome: 'send', problem: null, want },
  };
};

describe('packs', () => {
  it('are as few as their limits allow, by count and by bytes; one image may be larger', () => {
    const owed = [...Array(5).keys()].map((n) => copy(`s${n}`, 1)).concat(copy('large', 50), copy('last', 1));
    const packs = packCopies(owed, { maxFiles: 3, maxBytes: 10 });
    expect(packs.map((pack) => pack.map(({ imageId }) => imageId))).toEqual([
      ['s0', 's1', 's2'],
      ['s3', 's4'],
      ['large'],
      ['last'],
    ]);
  });

  it('go to one endpoint each', () => {
    const owed = [copy('one', 1, 'a'), copy('two', 1, 'b'), copy('three', 1, 'a')];
    expect(packCopies(owed, { maxFiles: 9, maxBytes: 99 }).map((pack) => pack.length)).toEqual([2, 1]);
  });

  it('small ones first, and the last place is kept from long ones', () => {
    const [long, small] = [[copy('long', 20 * GiB)], [copy('small', 1)]];
    expect([long, small].toSorted(bySize)).toEqual([small, long]);
    expect(mayTakePlace(long, [], 3)).toBe(true);
    expect(mayTakePlace(long, [20 * GiB, 20 * GiB], 3)).toBe(false);
    expect(mayTakePlace(small, [20 * GiB, 20 * GiB], 3)).toBe(true);
    expect(mayTakePlace(long, [1, 1], 3)).toBe(true);
    expect(mayTakePlace(small, [1, 1, 1], 3)).toBe(false);
    expect(mayTakePlace(long, [], 1)).toBe(true);
  });
});

/** Plays a stream: arrivals at these milliseconds, looked at every five. Answers when packs go, and with how many. */
function play(arrivals: readonly number[]): { at: number; count: number }[] {
  const packs: { at: number; count: number }[] = [];
  let stream: Stream | null = null;
  let owed = 0;
  let seen = 0;
  const last = (arrivals.at(-1) ?? 0) + 20_000;
  for (let now = 0; now <= last; now += 5) {
    let come = 0;
    for (; (arrivals[seen] ?? Number.POSITIVE_INFINITY) <= now; seen += 1) come += 1;
    if (come > 0) stream = arrived(stream, now);
    owed += come;
    if (stream === null || owed === 0) continue;
    const { waitMs, isEarly } = packWaitMs(stream, now, false);
    if (waitMs > 0) continue;
    packs.push({ at: now, count: owed });
    stream = packed(stream, now, isEarly);
    owed = 0;
  }
  return packs;
}

describe('a stream of arrivals', () => {
  const steady = (count: number, everyMs: number) => [...Array(count).keys()].map((n) => n * everyMs);

  it('the first goes at once', () => {
    expect(play([1000])).toEqual([{ at: 1000, count: 1 }]);
  });

  it('a thousand in five seconds are at most twelve packs, the last a moment after the last arrival', () => {
    const packs = play(steady(1000, 5));
    expect(packs.length).toBeLessThanOrEqual(12);
    expect(packs.reduce((sum, { count }) => sum + count, 0)).toBe(1000);
    expect(packs.at(-1)?.at).toBeLessThanOrEqual(4995 + 50);
  });

  it('with hiccups in it too', () => {
    const packs = play(steady(1000, 5).map((at) => at + Math.floor(at / 500) * 100));
    expect(packs.length).toBeLessThanOrEqual(17);
    expect(packs.at(-1)?.at).toBeLessThanOrEqual(4995 + 900 + 1250);
  });

  it('an hour of them is not thousands of packs, and none waits longer than ten seconds', () => {
    const packs = play(steady(36_000, 100));
    expect(packs.length).toBeLessThan(550);
    const pauses = packs.slice(1).map(({ at }, index) => at - (packs[index]?.at ?? 0));
    expect(Math.max(...pauses)).toBeLessThanOrEqual(10_005);
  });

  it('after a pause the next one goes at once again', () => {
    expect(play([0, 4000, 8000]).map(({ at }) => at)).toEqual([0, 4000, 8000]);
  });
});

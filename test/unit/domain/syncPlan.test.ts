import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type {
  Digest,
  EndpointId,
  ImageId,
  RegistryId,
  SubmissionId,
  SubscriptionId,
} from '../../../src-main/contract/ids.ts';
import type { Image } from '../../../src-main/contract/registry.ts';
import type { DeliveryFacts } from '../../../src-main/domain/deliveryState.ts';
import { packCopies } from '../../../src-main/domain/packing.ts';
import {
  matchesSubscription,
  type PlacedImage,
  type PlanFacts,
  planCopies,
  type WantedCopy,
} from '../../../src-main/domain/syncPlan.ts';

const registryId = 'r-00000001' as RegistryId;
const endpoints = ['e1', 'e2'] as unknown as readonly EndpointId[];
const subscription = 's1' as SubscriptionId;
const now = '2026-03-01T12:00:00.000Z';

const image = (name: string, digest: string): Image => ({
  id: `${registryId}/lab/${name}:1` as ImageId,
  registryId,
  containerCollection: 'lab',
  container: name,
  tag: '1',
  digest: digest as Digest,
  sizeBytes: 10,
  architecture: 'amd64',
  builtAt: null,
  isFrozen: false,
  isPrivate: false,
  relativePath: `lab/${name}.sif`,
});

const want = (name: string, digest: string, path = `/c/${name}`, endpointId = endpoints[0]!): WantedCopy => ({
  image: image(name, digest),
  endpointId,
  destinationPath: path,
  folder: '/c/',
  subscriptionId: subscription,
  obstacle: null,
});

const delivery = (copy: WantedCopy, change: Partial<DeliveryFacts> = {}): DeliveryFacts => ({
  imageId: copy.image.id,
  endpointId: copy.endpointId,
  digest: copy.image.digest!,
  destinationPath: copy.destinationPath,
  sizeBytes: 10,
  subscriptionId: subscription,
  submissionId: 'x' as SubmissionId,
  requestedAt: now,
  publishingAt: null,
  deliveredAt: null,
  failedAt: null,
  stoppedAt: null,
  problem: null,
  failures: 0,
  nextAttemptAt: null,
  ...change,
});

const facts = (change: Partial<PlanFacts> = {}): PlanFacts => ({
  nowIso: now,
  isAskedFor: false,
  placedAt: () => null,
  deliveryOf: () => null,
  isPathBusy: () => false,
  isImageKnown: () => true,
  ...change,
});

const outcomes = (wanted: readonly WantedCopy[], its: Partial<PlanFacts> = {}) =>
  planCopies(wanted, facts(its)).map(({ outcome }) => outcome);

describe('what becomes of a wanted copy', () => {
  const copy = want('a', 'd1');
  const placed = (digest: string, imageId = copy.image.id) => ({ placedAt: (): PlacedImage => ({ imageId, digest }) });

  it('is sent when nothing is known, skipped when the same bytes lie there, replaced when others do', () => {
    expect(outcomes([copy])).toEqual(['send']);
    expect(outcomes([copy], placed('d1'))).toEqual(['alreadyThere']);
    expect(outcomes([copy], placed('d0'))).toEqual(['send']);
  });

  it('is sent once however many ask', () => {
    expect(outcomes([copy, { ...copy, subscriptionId: 's2' as SubscriptionId }])).toEqual(['send']);
  });

  it('waits while it or an older image travels to that path', () => {
    expect(outcomes([copy], { deliveryOf: delivery })).toEqual(['onItsWay']);
    expect(outcomes([copy], { isPathBusy: () => true })).toEqual(['onItsWay']);
  });

  it('what failed waits for its time, what was stopped for a person', () => {
    const failed = (nextAttemptAt: string | null) => ({
      deliveryOf: (one: WantedCopy) => delivery(one, { failedAt: now, nextAttemptAt }),
    });
    expect(outcomes([copy], failed(null))).toEqual(['refused']);
    expect(outcomes([copy], failed('2026-03-01T12:00:01.000Z'))).toEqual(['refused']);
    expect(outcomes([copy], failed(now))).toEqual(['send']);
    const stopped = { deliveryOf: (one: WantedCopy) => delivery(one, { stoppedAt: now }) };
    expect(outcomes([copy], stopped)).toEqual(['refused']);
    expect(outcomes([copy], { ...stopped, isAskedFor: true })).toEqual(['send']);
    expect(outcomes([{ ...copy, subscriptionId: 's2' as SubscriptionId }], stopped)).toEqual(['send']);
  });

  it('what was delivered before and is gone now is sent again', () => {
    expect(outcomes([copy], { deliveryOf: (one) => delivery(one, { deliveredAt: now }) })).toEqual(['send']);
  });
});

describe('two images that want one path', () => {
  const [a, b] = [want('a', 'd1', '/c/same'), want('b', 'd2', '/c/SAME')];

  it('the first by id has it, the other hears of the collision, in any order', () => {
    for (const wanted of [
      [a, b],
      [b, a],
    ]) {
      const planned = planCopies(wanted, facts());
      expect(planned.find(({ imageId }) => imageId === a.image.id)?.outcome).toBe('send');
      const other = planned.find(({ imageId }) => imageId === b.image.id);
      expect(other?.problem).toMatchObject({ code: 'subscription.nameCollision', facts: { other: a.image.id } });
    }
  });

  it('who lies there keeps it', () => {
    const its = {
      placedAt: (_: EndpointId, path: string) =>
        path === b.destinationPath ? { imageId: b.image.id, digest: 'd2' } : null,
    };
    expect(outcomes([a, b], its)).toEqual(['refused', 'alreadyThere']);
  });

  it('an image of a registry that is gone holds nothing', () => {
    const its = { placedAt: () => ({ imageId: 'r-0000000f/x/y:z' as ImageId, digest: 'd9' }) };
    expect(outcomes([a], its)).toEqual(['refused']);
    expect(outcomes([a], { ...its, isImageKnown: () => false })).toEqual(['send']);
  });

  it('the same bytes are no collision: one copy serves both', () => {
    expect(outcomes([a, want('b', 'd1', '/c/same')])).toEqual(['send', 'onItsWay']);
  });
});

it('packs by registry and destination, in bounded packs', () => {
  const wanted = Array.from({ length: 25 }, (_, n) => want(`i${n}`, `d${n}`, `/c/${n}`, endpoints[n % 2]!));
  const packs = packCopies(planCopies(wanted, facts()), { maxFiles: 10, maxBytes: 1e12 });
  expect(packs.map((pack) => pack.length)).toEqual([10, 3, 10, 2]);
  for (const pack of packs) expect(new Set(pack.map(({ endpointId }) => endpointId)).size).toBe(1);
});

it('conditions', () => {
  const source = { registryId, containerCollection: 'l*', container: '*', tag: '?' };
  const open = { architecture: null, maxSizeBytes: null, includesExisting: true };
  const one = image('a', 'd');
  expect(matchesSubscription(one, source, open)).toBe(true);
  expect(matchesSubscription(one, { ...source, tag: '??' }, open)).toBe(false);
  expect(matchesSubscription(one, { ...source, registryId: 'r-00000002' as RegistryId }, open)).toBe(false);
  expect(matchesSubscription(one, source, { ...open, architecture: 'arm64' })).toBe(false);
  expect(matchesSubscription(one, source, { ...open, maxSizeBytes: 10 })).toBe(true);
  expect(matchesSubscription(one, source, { ...open, maxSizeBytes: 9 })).toBe(false);
  expect(matchesSubscription({ ...one, sizeBytes: null }, source, { ...open, maxSizeBytes: 9 })).toBe(false);
});

/** An endpoint that does what it is told, and a registry whose tags move: passes must end with found = wanted. */
it('passes lead to found = wanted, and never write one path twice at a time', () => {
  const step = fc.oneof(
    fc.record({
      kind: fc.constant('push' as const),
      name: fc.constantFrom('a', 'b', 'c'),
      digest: fc.constantFrom('d1', 'd2', 'd3'),
    }),
    fc.record({ kind: fc.constant('delete' as const), name: fc.constantFrom('a', 'b', 'c') }),
    fc.record({ kind: fc.constant('pass' as const) }),
    fc.record({ kind: fc.constant('arrive' as const) }),
    fc.record({ kind: fc.constant('lose' as const), name: fc.constantFrom('a', 'b', 'c') }),
  );
  fc.assert(
    fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
      const registry = new Map<string, string>();
      const there = new Map<string, PlacedImage>();
      const deliveries = new Map<string, DeliveryFacts>();
      const key = (copy: WantedCopy) => `${copy.endpointId} ${copy.destinationPath} ${copy.image.digest}`;
      const place = (endpointId: EndpointId, path: string) => `${endpointId} ${path}`;
      const busy = () => [...deliveries.values()].filter(({ deliveredAt }) => deliveredAt === null);
      const wanted = () =>
        [...registry].flatMap(([name, digest]) => endpoints.map((to) => want(name, digest, `/c/${name}`, to)));
      const pass = () => {
        const planned = planCopies(
          wanted(),
          facts({
            placedAt: (endpointId, path) => there.get(place(endpointId, path)) ?? null,
            deliveryOf: (copy) => deliveries.get(key(copy)) ?? null,
            isPathBusy: (endpointId, path) =>
              busy().some((one) => one.endpointId === endpointId && one.destinationPath === path),
          }),
        );
        for (const { outcome, want: copy } of planned)
          if (outcome === 'send') deliveries.set(key(copy), delivery(copy));
        const writing = busy().map(({ endpointId, destinationPath }) => place(endpointId, destinationPath));
        expect(new Set(writing).size).toBe(writing.length);
      };
      const arrive = () => {
        for (const [its, one] of deliveries) {
          if (one.deliveredAt !== null) continue;
          there.set(place(one.endpointId, one.destinationPath), { imageId: one.imageId, digest: one.digest });
          deliveries.set(its, { ...one, deliveredAt: now });
        }
      };
      for (const one of steps) {
        if (one.kind === 'push') registry.set(one.name, one.digest);
        else if (one.kind === 'delete') registry.delete(one.name);
        else if (one.kind === 'lose') there.delete(place(endpoints[0]!, `/c/${one.name}`));
        else if (one.kind === 'pass') pass();
        else arrive();
      }
      for (let round = 0; round < 2; round += 1) {
        pass();
        arrive();
      }
      for (const copy of wanted())
        expect(there.get(place(copy.endpointId, copy.destinationPath))?.digest).toBe(copy.image.digest);
    }),
    { numRuns: 500 },
  );
});

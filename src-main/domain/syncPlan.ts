import { AppError, type Problem, toProblem } from '../contract/errors.ts';
import type { EndpointId, ImageId, SubscriptionId } from '../contract/ids.ts';
import type { Image } from '../contract/registry.ts';
import type { SubscriptionConditions, SubscriptionSource } from '../contract/subscription.ts';
import type { PlannedCopy } from '../contract/transfer.ts';
import { type DeliveryFacts, isOnItsWay } from './deliveryState.ts';
import { isContentOf } from './sameContent.ts';
import { matchesPatterns, skipReason } from './subscriptionMatch.ts';

/** Whether an image is what a subscription asks for, its age aside. */
export function matchesSubscription(
  image: Image,
  source: SubscriptionSource,
  conditions: SubscriptionConditions,
): boolean {
  return matchesPatterns(image, source) && skipReason(image, conditions) === null;
}

/** One image that somebody wants at one endpoint. */
export interface WantedCopy {
  readonly image: Image;
  readonly endpointId: EndpointId;
  readonly destinationPath: string;
  /** The endpoint's folder that it lies below. */
  readonly folder: string;
  readonly subscriptionId: SubscriptionId | null;
  /** Why it cannot be sent whatever the ledger says: no harbour, no file, no such endpoint. */
  readonly obstacle: Problem | null;
}

/** What is known to lie at a path of an endpoint. */
export interface PlacedImage {
  readonly imageId: ImageId;
  readonly digest: string;
}

export interface PlanFacts {
  readonly nowIso: string;
  readonly placedAt: (endpointId: EndpointId, path: string) => PlacedImage | null;
  readonly deliveryOf: (copy: WantedCopy) => DeliveryFacts | null;
  /** Whether a task is writing that path now, be it an older image: two writers of one path would mix. */
  readonly isPathBusy: (endpointId: EndpointId, path: string) => boolean;
  /** False for images of registries that are gone: they hold no path any more. */
  readonly isImageKnown: (imageId: ImageId) => boolean;
  /** A person asked: what failed or was stopped before is no reason to hold back. */
  readonly isAskedFor: boolean;
}

export interface PlannedWant extends PlannedCopy {
  readonly want: WantedCopy;
}

/** macOS and Windows endpoints see no difference between cases. */
const placeKey = (copy: WantedCopy): string => `${copy.endpointId} ${copy.destinationPath.toLowerCase()}`;

/** Who of several images has a path: the one that lies there, then the one on its way, then the sendable ones. */
function rankOf(copy: WantedCopy, facts: PlanFacts): number {
  if (copy.obstacle !== null) return 3;
  if (facts.placedAt(copy.endpointId, copy.destinationPath)?.imageId === copy.image.id) return 0;
  const delivery = facts.deliveryOf(copy);
  return delivery !== null && isOnItsWay(delivery) ? 1 : 2;
}

/** The same answer in every pass: among equals the first by id. */
function holderOf(copies: readonly WantedCopy[], facts: PlanFacts): WantedCopy | undefined {
  const [only, ...others] = copies;
  if (others.length === 0) return only;
  const ranked = copies.map((copy) => ({ copy, rank: rankOf(copy, facts) }));
  ranked.sort((a, b) => a.rank - b.rank || (a.copy.image.id < b.copy.image.id ? -1 : 1));
  return ranked[0]?.copy;
}

/** Copies that want the same path, each image once: the first asker counts. */
function byPlace(wanted: readonly WantedCopy[]): ReadonlyMap<string, readonly WantedCopy[]> {
  const places = new Map<string, WantedCopy[]>();
  for (const copy of wanted) {
    const key = placeKey(copy);
    const there = places.get(key);
    if (!there) places.set(key, [copy]);
    else if (there.every(({ image }) => image.id !== copy.image.id)) there.push(copy);
  }
  return places;
}

function collisionOf(copy: WantedCopy, holder: WantedCopy, facts: PlanFacts): Problem | null {
  const differs = holder.image.id !== copy.image.id && holder.image.digest !== copy.image.digest;
  const placed = facts.placedAt(copy.endpointId, copy.destinationPath);
  const isTaken =
    placed !== null &&
    placed.imageId !== copy.image.id &&
    !isContentOf(placed.digest, copy.image) &&
    facts.isImageKnown(placed.imageId);
  if (!differs && !isTaken) return null;
  const other = differs ? holder.image.id : (placed?.imageId ?? '');
  const collision = { path: copy.destinationPath, image: copy.image.id, other };
  return toProblem(new AppError('subscription.nameCollision', { facts: collision }), facts.nowIso);
}

function judge(copy: WantedCopy, holder: WantedCopy, facts: PlanFacts): Pick<PlannedCopy, 'outcome' | 'problem'> {
  if (copy.obstacle !== null) return { outcome: 'refused', problem: copy.obstacle };
  const collision = collisionOf(copy, holder, facts);
  if (collision !== null) return { outcome: 'refused', problem: collision };
  const placed = facts.placedAt(copy.endpointId, copy.destinationPath);
  const delivery = facts.deliveryOf(copy);
  if (delivery !== null && isOnItsWay(delivery)) return { outcome: 'onItsWay', problem: null };
  if (placed !== null && isContentOf(placed.digest, copy.image)) return { outcome: 'alreadyThere', problem: null };
  if (facts.isPathBusy(copy.endpointId, copy.destinationPath)) return { outcome: 'onItsWay', problem: null };
  // The same bytes under another name for the same path (two tags, names by digest): one copy serves both.
  if (holder.image.id !== copy.image.id) return { outcome: 'onItsWay', problem: null };
  if (facts.isAskedFor || delivery === null || delivery.deliveredAt !== null) return { outcome: 'send', problem: null };
  // What failed or was stopped for somebody else does not bind this asker.
  if (delivery.subscriptionId !== copy.subscriptionId) return { outcome: 'send', problem: null };
  const mayRetry = delivery.nextAttemptAt !== null && delivery.nextAttemptAt <= facts.nowIso;
  return mayRetry ? { outcome: 'send', problem: null } : { outcome: 'refused', problem: delivery.problem };
}

/** Wanted − found = owed: each wanted copy once (the first asker counts), with what becomes of it. */
export function planCopies(wanted: readonly WantedCopy[], facts: PlanFacts): readonly PlannedWant[] {
  const planned: PlannedWant[] = [];
  for (const copies of byPlace(wanted).values()) {
    const holder = holderOf(copies, facts);
    for (const want of copies) {
      const { outcome, problem } = judge(want, holder ?? want, facts);
      planned.push({
        imageId: want.image.id,
        endpointId: want.endpointId,
        sizeBytes: want.image.sizeBytes,
        destinationPath: want.destinationPath,
        outcome,
        problem,
        want,
      });
    }
  }
  return planned;
}

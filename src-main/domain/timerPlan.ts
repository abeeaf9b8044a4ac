import type { NamingProfile } from '../contract/naming.ts';
import type { SubscriptionAfter, SubscriptionConditions, SubscriptionSource } from '../contract/subscription.ts';
import type { TimerObstacle } from '../contract/timer.ts';

export interface TimerWish {
  readonly source: SubscriptionSource;
  readonly conditions: SubscriptionConditions;
  readonly after: SubscriptionAfter;
  /** null: the registry's place on Globus is not known. */
  readonly harbourEndpointId: string | null;
  readonly destinations: readonly { readonly endpointId: string; readonly namingProfile: NamingProfile }[];
}

const hasWildcard = (pattern: string): boolean => /[*?]/.test(pattern);

/** Everything that a recurring copy of one folder cannot do, in the order of the editor. */
export function timerObstacles(wish: TimerWish): readonly TimerObstacle[] {
  const { source, conditions, after, harbourEndpointId, destinations } = wish;
  const found: Readonly<Record<TimerObstacle, boolean>> = {
    noHarbour: harbourEndpointId === null,
    containerCollectionPattern: hasWildcard(source.containerCollection),
    patterns: /[[\]\\]/.test(source.container + source.tag),
    conditions: conditions.architecture !== null || conditions.maxSizeBytes !== null || conditions.signedOnly === true,
    hours: typeof conditions.hours === 'string',
    onlyNew: !conditions.includesExisting,
    naming: destinations.some(({ namingProfile }) => namingProfile !== 'registry'),
    sameEndpoint: destinations.some(({ endpointId }) => endpointId === harbourEndpointId),
    keepLast: after.keepLast !== null,
    webhook: after.webhookUrl !== null,
  };
  return (Object.keys(found) as TimerObstacle[]).filter((obstacle) => found[obstacle]);
}

interface FolderRule {
  readonly method: 'include' | 'exclude';
  readonly name: string;
  readonly kind: 'file' | 'folder';
}

/**
 * Which files of a container collection's folder are meant, by the registry's own names `<name>:<tag>@<md5>.sif`: names
 * and tags hold neither `:` nor `@`, so the three parts of the pattern meet the three parts of the name.
 */
export const timerRules = ({ container, tag }: SubscriptionSource): readonly FolderRule[] => [
  { method: 'include', name: `${container}:${tag}@*.sif`, kind: 'file' },
  { method: 'exclude', name: '*', kind: 'file' },
  { method: 'exclude', name: '*', kind: 'folder' },
];

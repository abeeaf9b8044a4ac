import { formatCount, formatSize } from '../../../src-main/contract/format.ts';
import type { EndpointId, RegistryId } from '../../../src-main/contract/ids.ts';
import type { Subscription, SubscriptionCounts } from '../../../src-main/contract/subscription.ts';
import { type SentencePart, subscriptionSentence } from './sentence.ts';
import { maxSizeBytesOf, type SubscriptionDraft } from './subscriptionDraft.ts';

export interface Names {
  readonly endpoint: (id: EndpointId) => string;
  readonly registry: (id: RegistryId) => string | null;
}

/** The draft in one sentence, as it is typed. */
export function draftSentence(draft: SubscriptionDraft, names: Names): readonly SentencePart[] {
  const maxSizeBytes = maxSizeBytesOf(draft);
  return subscriptionSentence({
    registryName: draft.registryId === null ? null : names.registry(draft.registryId),
    containerCollection: draft.containerCollection,
    container: draft.container,
    tag: draft.tag,
    architecture: draft.architecture,
    maxSize: maxSizeBytes === null || Number.isNaN(maxSizeBytes) ? null : formatSize(maxSizeBytes),
    includesExisting: draft.includesExisting,
    endpointNames: draft.destinations.map(({ endpointId }) => names.endpoint(endpointId)),
  });
}

/** "lab/torch tag 2.*", "everything" */
export function sourceText({ source: { containerCollection, container, tag } }: Pick<Subscription, 'source'>): string {
  const isWhole = containerCollection === '*' && container === '*';
  const what = isWhole ? 'everything' : `${containerCollection}/${container}`;
  return tag === '*' ? what : `${what} tag ${tag}`;
}

/** "12 up to date · 3 on their way · 2 problems" */
export function countsText({ upToDate, onTheirWay, problems }: SubscriptionCounts): string {
  const parts = [
    `${upToDate} up to date`,
    onTheirWay > 0 ? `${onTheirWay} on their way` : null,
    problems > 0 ? formatCount(problems, 'problem') : null,
  ];
  return parts.filter(Boolean).join(' · ');
}

/** When it looks, and where it runs. */
export function whenText({ runsAt, timers }: Pick<Subscription, 'runsAt' | 'timers'>): string {
  if (runsAt === 'here') return 'On change';
  const minutes = Math.round((timers[0]?.intervalSeconds ?? 0) / 60);
  if (minutes === 0) return 'In Globus';
  return minutes % 60 === 0
    ? `In Globus, every ${minutes === 60 ? 'hour' : `${minutes / 60} hours`}`
    : `In Globus, every ${minutes === 1 ? 'minute' : `${minutes} minutes`}`;
}

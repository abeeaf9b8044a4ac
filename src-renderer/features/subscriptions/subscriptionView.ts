import { goesOnByItself } from '../../../src-main/contract/explanation.ts';
import type { EndpointId, RegistryId } from '../../../src-main/contract/ids.ts';
import { isDayHours } from '../../../src-main/contract/settingTexts.ts';
import type { StateWords } from '../../../src-main/contract/states.ts';
import type { Subscription, SubscriptionCounts } from '../../../src-main/contract/subscription.ts';
import type { Words } from '../../strings/createWords.ts';
import type { Translate } from '../../strings/types.ts';
import { type SentencePart, subscriptionSentence } from './sentence.ts';
import { maxSizeBytesOf, type SubscriptionDraft } from './subscriptionDraft.ts';

export interface Names {
  readonly endpoint: (id: EndpointId) => string;
  readonly registry: (id: RegistryId) => string | null;
}

/** The draft in one sentence, as it is typed. */
export function draftSentence({ t, format }: Words, draft: SubscriptionDraft, names: Names): readonly SentencePart[] {
  const maxSizeBytes = maxSizeBytesOf(draft);
  return subscriptionSentence(t, {
    registryName: draft.registryId === null ? null : names.registry(draft.registryId),
    containerCollection: draft.containerCollection,
    container: draft.container,
    tag: draft.tag,
    architecture: draft.architecture,
    maxSize: maxSizeBytes === null || Number.isNaN(maxSizeBytes) ? null : format.size(maxSizeBytes),
    signedOnly: draft.signedOnly,
    hours: draft.hours !== null && isDayHours(draft.hours.trim()) ? hoursText(draft.hours.trim()) : null,
    includesExisting: draft.includesExisting,
    endpointNames: draft.destinations.map(({ endpointId }) => names.endpoint(endpointId)),
  });
}

/** "lab/torch tag 2.*", "everything" */
export function sourceText(
  t: Translate,
  { source: { containerCollection, container, tag } }: Pick<Subscription, 'source'>,
): string {
  const isWhole = containerCollection === '*' && container === '*';
  const what = isWhole ? t('subscriptions.row.everything') : `${containerCollection}/${container}`;
  return tag === '*' ? what : t('subscriptions.row.withTag', { what, tag });
}

/** "12 up to date · 3 on their way · 2 problems" */
export function countsText(t: Translate, { upToDate, onTheirWay, problems }: SubscriptionCounts): string {
  const parts = [
    t('subscriptions.row.upToDate', { count: upToDate }),
    onTheirWay > 0 ? t('subscriptions.row.onTheirWay', { count: onTheirWay }) : null,
    problems > 0 ? t('subscriptions.row.problems', { count: problems }) : null,
  ];
  return parts.filter(Boolean).join(' · ');
}

/** "20:00–07:00" */
const hoursText = (hours: string): string => hours.replace('-', '–');

/** When it looks, and where it runs. */
export function whenText(
  t: Translate,
  { runsAt, timers, conditions: { hours } }: Pick<Subscription, 'runsAt' | 'timers' | 'conditions'>,
): string {
  if (runsAt === 'here' && hours) return t('subscriptions.when.onChangeIn', { hours: hoursText(hours) });
  if (runsAt === 'here') return t('subscriptions.when.onChange');
  const minutes = Math.round((timers[0]?.intervalSeconds ?? 0) / 60);
  if (minutes === 0) return t('subscriptions.when.inGlobus');
  return minutes % 60 === 0
    ? t('subscriptions.when.everyHours', { count: minutes / 60 })
    : t('subscriptions.when.everyMinutes', { count: minutes });
}

/** What stands still only until an endpoint is back is no problem to put right. */
export const subscriptionState = ({ t, states }: Words, { state, problem }: Subscription): StateWords =>
  (state === 'problem' || state === 'running') && goesOnByItself(problem)
    ? { tone: 'amber', icon: 'clock', word: t('subscriptions.row.waits') }
    : states.subscription[state];

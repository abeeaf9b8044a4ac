import type { EndpointId, RegistryId } from '../../../src-main/contract/ids.ts';
import { isDayHours } from '../../../src-main/contract/settingTexts.ts';
import type {
  CreateSubscription,
  Destination,
  Subscription,
  SubscriptionAfter,
} from '../../../src-main/contract/subscription.ts';
import type { Translate } from '../../strings/types.ts';

/** The editor's fields as typed; `maxSizeGb` is text so that a half typed number is not thrown away. */
export interface SubscriptionDraft {
  /** Empty: the suggested name is used. */
  readonly name: string;
  readonly registryId: RegistryId | null;
  readonly containerCollection: string;
  readonly container: string;
  readonly tag: string;
  readonly architecture: string | null;
  readonly maxSizeGb: string;
  readonly signedOnly: boolean;
  /** `20:00-07:00`; null: at any time. */
  readonly hours: string | null;
  readonly includesExisting: boolean;
  readonly destinations: readonly Destination[];
  readonly after: SubscriptionAfter;
}

/** What another page already knows when it opens the editor. */
export interface SubscriptionStart {
  readonly registryId?: RegistryId | undefined;
  readonly containerCollection?: string | undefined;
  readonly container?: string | undefined;
  readonly tag?: string | undefined;
  readonly endpointIds?: readonly EndpointId[] | undefined;
}

const bytesPerGb = 1_000_000_000;

export const destinationAt = (endpointId: EndpointId): Destination => ({
  endpointId,
  folder: null,
  namingProfile: null,
});

export function newDraft(start: SubscriptionStart, onlyRegistry: RegistryId | null): SubscriptionDraft {
  return {
    name: '',
    registryId: start.registryId ?? onlyRegistry,
    containerCollection: start.containerCollection ?? '*',
    container: start.container ?? '*',
    tag: start.tag ?? '*',
    architecture: null,
    maxSizeGb: '',
    signedOnly: false,
    hours: null,
    includesExisting: true,
    destinations: (start.endpointIds ?? []).map(destinationAt),
    after: { keepLast: null, notify: true, webhookUrl: null },
  };
}

export function draftOf(subscription: Subscription): SubscriptionDraft {
  const { source, conditions } = subscription;
  return {
    name: subscription.name,
    registryId: source.registryId,
    containerCollection: source.containerCollection,
    container: source.container,
    tag: source.tag,
    architecture: conditions.architecture,
    maxSizeGb: conditions.maxSizeBytes === null ? '' : String(conditions.maxSizeBytes / bytesPerGb),
    signedOnly: conditions.signedOnly === true,
    hours: conditions.hours ?? null,
    includesExisting: conditions.includesExisting,
    destinations: subscription.destinations,
    after: subscription.after,
  };
}

/** null: no limit; NaN: not a size. A decimal comma is understood. */
export function maxSizeBytesOf(draft: SubscriptionDraft): number | null {
  const typed = draft.maxSizeGb.trim().replace(',', '.');
  if (typed === '') return null;
  const gigabytes = Number(typed);
  return gigabytes > 0 ? Math.round(gigabytes * bytesPerGb) : Number.NaN;
}

/** "lab/torch → Cluster scratch", "lab → 3 endpoints". */
export function suggestedName(
  t: Translate,
  draft: SubscriptionDraft,
  nameOfEndpoint: (id: EndpointId) => string,
): string {
  const from = [draft.containerCollection, draft.container].map((glob) => glob.trim() || '*');
  const what =
    from[1] === '*'
      ? from[0] === '*'
        ? t('subscriptions.editor.suggestedEverything')
        : (from[0] ?? '*')
      : from.join('/');
  const tag = draft.tag.trim() === '*' || draft.tag.trim() === '' ? '' : `:${draft.tag.trim()}`;
  const [first, ...others] = draft.destinations;
  if (first === undefined) return `${what}${tag}`;
  const where =
    others.length === 0
      ? nameOfEndpoint(first.endpointId)
      : t('subscriptions.editor.suggestedEndpoints', { count: others.length + 1 });
  return `${what}${tag} → ${where}`.slice(0, 120);
}

export type DraftField =
  | 'name'
  | 'registryId'
  | 'containerCollection'
  | 'container'
  | 'tag'
  | 'maxSizeGb'
  | 'hours'
  | 'destinations'
  | 'folders'
  | 'webhookUrl';

export type CheckedDraft =
  | { readonly ok: true; readonly request: CreateSubscription }
  | { readonly ok: false; readonly faults: Readonly<Partial<Record<DraftField, string>>> };

const fields: readonly DraftField[] = [
  'name',
  'registryId',
  'containerCollection',
  'container',
  'tag',
  'maxSizeGb',
  'hours',
  'destinations',
  'webhookUrl',
  'folders',
];

const isFolder = (folder: string | null): boolean =>
  folder === null || (/^(\/|~\/)/.test(folder) && folder.endsWith('/') && folder.length <= 4096);

/** https, or http to this computer, where somebody tries it out. */
function isWebhook(address: string | null): boolean {
  if (address === null) return true;
  const url = URL.parse(address.trim());
  return url?.protocol === 'https:' || (url?.protocol === 'http:' && /^(127\.|localhost$|\[::1\]$)/.test(url.hostname));
}

/** The request a draft stands for, or what is still wrong, field by field. */
export function checkDraft(
  t: Translate,
  draft: SubscriptionDraft,
  nameOfEndpoint: (id: EndpointId) => string,
): CheckedDraft {
  const { registryId, destinations } = draft;
  const maxSizeBytes = maxSizeBytesOf(draft);
  const wrong = fields.filter((field) => {
    if (field === 'registryId') return registryId === null;
    if (field === 'destinations') return destinations.length === 0;
    if (field === 'folders') return !destinations.every(({ folder }) => isFolder(folder));
    if (field === 'webhookUrl') return !isWebhook(draft.after.webhookUrl);
    if (field === 'maxSizeGb') return Number.isNaN(maxSizeBytes);
    if (field === 'hours') return draft.hours !== null && !isDayHours(draft.hours.trim());
    if (field === 'name') return draft.name.trim().length > 120;
    return draft[field].trim() === '' || draft[field].trim().length > 256;
  });
  if (registryId === null || wrong.length > 0) {
    return { ok: false, faults: Object.fromEntries(wrong.map((field) => [field, t(`subscriptions.fault.${field}`)])) };
  }
  return {
    ok: true,
    request: {
      name: draft.name.trim() || suggestedName(t, draft, nameOfEndpoint),
      source: {
        registryId,
        containerCollection: draft.containerCollection.trim(),
        container: draft.container.trim(),
        tag: draft.tag.trim(),
      },
      conditions: {
        architecture: draft.architecture,
        maxSizeBytes,
        includesExisting: draft.includesExisting,
        // Said either way: left out, a change would keep what was set before.
        signedOnly: draft.signedOnly,
        hours: draft.hours?.trim() ?? null,
      },
      destinations: [...destinations],
      after: { ...draft.after, webhookUrl: draft.after.webhookUrl?.trim() ?? null },
    },
  };
}

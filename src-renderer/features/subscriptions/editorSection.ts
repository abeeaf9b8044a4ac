import type { DraftField, SubscriptionDraft } from './subscriptionDraft.ts';

/** What each part of the editor is given. */
export interface SectionProps {
  readonly draft: SubscriptionDraft;
  readonly change: (changes: Partial<SubscriptionDraft>) => void;
  /** Empty until the user has tried to save. */
  readonly faults: Readonly<Partial<Record<DraftField, string>>>;
}

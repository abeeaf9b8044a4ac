import type { SubscriptionAfter } from '../../../src-main/contract/subscription.ts';
import { Checkbox, SelectField, TextField } from '../../components/Fields.tsx';
import { useWords } from '../../strings/WordsContext.tsx';
import type { SectionProps } from './editorSection.ts';
import { WebhookSecret } from './WebhookSecret.tsx';

const offered = [1, 2, 3, 5, 10, 20, 50];

/** What follows an arrival. */
export function AfterSection({ draft, change, faults }: SectionProps) {
  const { t } = useWords();
  const { after } = draft;
  const set = (changes: Partial<SubscriptionAfter>) => change({ after: { ...after, ...changes } });
  const numbers = [...new Set([...offered, ...(after.keepLast === null ? [] : [after.keepLast])])].sort(
    (a, b) => a - b,
  );
  return (
    <fieldset className="card subscription-section">
      <legend>{t('subscriptions.after.legend')}</legend>
      <SelectField
        label={t('subscriptions.after.keep')}
        value={after.keepLast === null ? '' : String(after.keepLast)}
        options={[
          { value: '', label: t('subscriptions.after.keepAll') },
          ...numbers.map((count) => ({
            value: String(count),
            label: t('subscriptions.after.keepNewest', { count }),
          })),
        ]}
        hint={t('subscriptions.after.keepHint')}
        onChange={(value) => set({ keepLast: value === '' ? null : Number(value) })}
      />
      <Checkbox label={t('subscriptions.after.notify')} checked={after.notify} onChange={(notify) => set({ notify })} />
      <TextField
        label={t('subscriptions.after.webhook')}
        mono
        inputMode="url"
        placeholder="https://…"
        value={after.webhookUrl ?? ''}
        error={faults.webhookUrl ?? null}
        hint={t('subscriptions.after.webhookHint')}
        onChange={(text) => set({ webhookUrl: text === '' ? null : text })}
      />
      {after.webhookUrl !== null && <WebhookSecret />}
    </fieldset>
  );
}

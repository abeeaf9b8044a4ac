import type { SubscriptionAfter } from '../../../src-main/contract/subscription.ts';
import { Checkbox, SelectField, TextField } from '../../components/Fields.tsx';
import type { SectionProps } from './editorSection.ts';

const offered = [1, 2, 3, 5, 10, 20, 50];

/** What follows an arrival. */
export function AfterSection({ draft, change, faults }: SectionProps) {
  const { after } = draft;
  const set = (changes: Partial<SubscriptionAfter>) => change({ after: { ...after, ...changes } });
  const numbers = [...new Set([...offered, ...(after.keepLast === null ? [] : [after.keepLast])])].sort(
    (a, b) => a - b,
  );
  return (
    <fieldset className="card subscription-section">
      <legend>Afterwards</legend>
      <SelectField
        label="Keep of each container"
        value={after.keepLast === null ? '' : String(after.keepLast)}
        options={[
          { value: '', label: 'All images' },
          ...numbers.map((count) => ({
            value: String(count),
            label: count === 1 ? 'The newest only' : `The newest ${count}`,
          })),
        ]}
        hint="Older ones are deleted at the endpoint. Never anything that this subscription did not bring."
        onChange={(value) => set({ keepLast: value === '' ? null : Number(value) })}
      />
      <Checkbox label="Tell me when images arrived" checked={after.notify} onChange={(notify) => set({ notify })} />
      <TextField
        label="Webhook"
        mono
        inputMode="url"
        placeholder="https://…"
        value={after.webhookUrl ?? ''}
        error={faults.webhookUrl ?? null}
        hint="Called after each batch, with a signed message."
        onChange={(text) => set({ webhookUrl: text === '' ? null : text })}
      />
    </fieldset>
  );
}

import type { Image } from '../../../src-main/contract/registry.ts';
import { Checkbox, SelectField, TextField } from '../../components/Fields.tsx';
import { useWords } from '../../strings/WordsContext.tsx';
import type { SectionProps } from './editorSection.ts';

interface ConditionsSectionProps extends SectionProps {
  readonly images: readonly Image[];
  readonly matching: readonly Image[];
}

/** Which of the matching images are taken. */
export function ConditionsSection({ draft, change, faults, images, matching }: ConditionsSectionProps) {
  const { t, format } = useWords();
  const found = images.flatMap(({ architecture }) => architecture ?? []);
  const architectures = [...new Set([...found, ...(draft.architecture === null ? [] : [draft.architecture])])].sort();
  const bytes = matching.reduce((sum, { sizeBytes }) => sum + (sizeBytes ?? 0), 0);
  return (
    <fieldset className="card subscription-section">
      <legend>{t('subscriptions.conditions.legend')}</legend>
      <div className="subscription-globs">
        <SelectField
          label={t('subscriptions.conditions.architecture')}
          value={draft.architecture ?? ''}
          options={[
            { value: '', label: t('subscriptions.conditions.any') },
            ...architectures.map((value) => ({ value, label: value })),
          ]}
          onChange={(value) => change({ architecture: value === '' ? null : value })}
        />
        <TextField
          label={t('subscriptions.conditions.largestSize')}
          inputMode="decimal"
          placeholder={t('subscriptions.conditions.any')}
          value={draft.maxSizeGb}
          error={faults.maxSizeGb ?? null}
          onChange={(maxSizeGb) => change({ maxSizeGb })}
        />
      </div>
      <Checkbox
        label={t('subscriptions.conditions.signedOnly')}
        hint={t('subscriptions.conditions.signedOnlyHint')}
        checked={draft.signedOnly}
        onChange={(signedOnly) => change({ signedOnly })}
      />
      <Checkbox
        label={t('subscriptions.conditions.existing')}
        checked={draft.includesExisting}
        onChange={(includesExisting) => change({ includesExisting })}
        hint={
          matching.length === 0
            ? t('subscriptions.conditions.existingHint')
            : t('subscriptions.conditions.existingHintCount', { count: matching.length, size: format.size(bytes) })
        }
      />
    </fieldset>
  );
}

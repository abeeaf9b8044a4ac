import { SelectField, TextField } from '../../components/Fields.tsx';
import { useWords } from '../../strings/WordsContext.tsx';
import type { SectionProps } from './editorSection.ts';

const usualHours = '20:00-07:00';

/** When what is owed is handed to Globus. */
export function WhenSection({ draft, change, faults }: SectionProps) {
  const { t } = useWords();
  const isLimited = draft.hours !== null;
  return (
    <fieldset className="card subscription-section">
      <legend>{t('subscriptions.when.legend')}</legend>
      <div className="subscription-globs">
        <SelectField
          label={t('subscriptions.when.field')}
          value={isLimited ? 'hours' : 'always'}
          options={[
            { value: 'always', label: t('subscriptions.when.onChange') },
            { value: 'hours', label: t('subscriptions.when.inHours') },
          ]}
          hint={t('subscriptions.when.hint')}
          onChange={(choice) => change({ hours: choice === 'hours' ? usualHours : null })}
        />
        {isLimited && (
          <TextField
            label={t('subscriptions.when.hours')}
            value={draft.hours ?? ''}
            error={faults.hours ?? null}
            hint={t('subscriptions.when.hoursHint')}
            onChange={(hours) => change({ hours })}
          />
        )}
      </div>
    </fieldset>
  );
}

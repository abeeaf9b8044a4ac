import type { NamingProfile } from '../../../src-main/contract/naming.ts';
import { namingProfileNames } from '../../../src-main/contract/states.ts';
import { SelectField } from '../../components/Fields.tsx';
import { useWords } from '../../strings/WordsContext.tsx';

interface SendOptionsProps {
  readonly namingProfile: NamingProfile | null;
  readonly onChange: (profile: NamingProfile | null) => void;
}

const own = 'own';

/** Seldom needed, so closed at first. */
export function SendOptions({ namingProfile, onChange }: SendOptionsProps) {
  const { t, states } = useWords();
  const profiles = namingProfileNames.map((value) => ({
    value,
    label: t('send.options.profile', states.namingProfile[value]),
  }));
  return (
    <details className="send-options">
      <summary>{t('send.options.title')}</summary>
      <SelectField
        label={t('send.options.names')}
        hint={t('send.options.verified')}
        value={namingProfile ?? own}
        options={[{ value: own, label: t('send.options.own') }, ...profiles]}
        onChange={(value) => onChange(value === own ? null : value)}
      />
    </details>
  );
}

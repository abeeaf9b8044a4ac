import { languages } from '../../../src-main/contract/language.ts';
import type { Settings } from '../../../src-main/contract/settings.ts';
import { SelectField } from '../../components/Fields.tsx';
import { languageNames } from '../../strings/languages.ts';
import { useWords } from '../../strings/WordsContext.tsx';

interface FieldProps<Name extends 'language' | 'theme'> {
  readonly value: Settings[Name];
  readonly onChange: (value: Settings[Name]) => void;
}

/** Every language is called what it calls itself. */
export function LanguageField(props: FieldProps<'language'>) {
  const { t } = useWords();
  const own = languages.map((language) => ({ value: language, label: languageNames[language] }));
  const options = [{ value: 'system' as const, label: t('settings.general.asComputer') }, ...own];
  return <SelectField label={t('settings.general.language')} options={options} {...props} />;
}

export function ThemeField(props: FieldProps<'theme'>) {
  const { t } = useWords();
  const options = [
    { value: 'system' as const, label: t('settings.general.asComputer') },
    { value: 'light' as const, label: t('settings.general.light') },
    { value: 'dark' as const, label: t('settings.general.dark') },
    { value: 'highContrast' as const, label: t('settings.general.highContrast') },
  ];
  return <SelectField label={t('settings.general.theme')} options={options} {...props} />;
}

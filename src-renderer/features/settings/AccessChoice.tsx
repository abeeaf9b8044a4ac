import type { RegistryProbe } from '../../../src-main/contract/registry.ts';
import { TextField } from '../../components/Fields.tsx';
import { useWords } from '../../strings/WordsContext.tsx';

export type AccessWay = 'public' | 'token' | 'signIn';

interface AccessChoiceProps {
  readonly probe: RegistryProbe;
  readonly url: string;
  readonly way: AccessWay;
  readonly onWay: (way: AccessWay) => void;
  readonly token: string;
  readonly onToken: (token: string) => void;
}

export function AccessChoice({ probe, url, way, onWay, token, onToken }: AccessChoiceProps) {
  const { t } = useWords();
  const ways: readonly { readonly way: AccessWay; readonly word: string }[] = [
    ...(probe.signInOffered ? [{ way: 'signIn', word: t('settings.access.signIn') } as const] : []),
    { way: 'token', word: t('settings.access.token') },
    { way: 'public', word: t('settings.access.publicOnly') },
  ];
  return (
    <fieldset className="access-choice">
      <legend className="field-label">{t('settings.access.title')}</legend>
      <div className="row row-wrap">
        {ways.map((each) => (
          <label key={each.way} className="radio-chip">
            <input type="radio" name="access" checked={way === each.way} onChange={() => onWay(each.way)} />
            {each.word}
          </label>
        ))}
      </div>
      {way === 'token' && (
        <TextField
          label={t('settings.access.registryToken')}
          type="password"
          hint={
            <a href={`${url}token`} target="_blank" rel="noopener noreferrer">
              {t('settings.access.whereToken')}
            </a>
          }
          value={token}
          onChange={onToken}
          mono
        />
      )}
    </fieldset>
  );
}

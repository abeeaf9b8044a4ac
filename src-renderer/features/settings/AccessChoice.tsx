import type { RegistryProbe } from '../../../src-main/contract/registry.ts';
import { TextField } from '../../components/Fields.tsx';

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
  const ways: readonly { readonly way: AccessWay; readonly word: string }[] = [
    ...(probe.signInOffered ? [{ way: 'signIn', word: 'Sign in with the registry' } as const] : []),
    { way: 'token', word: 'Token' },
    { way: 'public', word: 'Public images only' },
  ];
  return (
    <fieldset className="access-choice">
      <legend className="field-label">Access</legend>
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
          label="Registry token"
          type="password"
          hint={
            <a href={`${url}token`} target="_blank" rel="noopener noreferrer">
              Where do I get one?
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

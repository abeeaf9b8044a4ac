import { type FormEvent, useEffect, useState } from 'react';
import type { Registry } from '../../../src-main/contract/registry.ts';
import { Button } from '../../components/Button.tsx';
import { TextField } from '../../components/Fields.tsx';
import { ProblemView } from '../../components/ProblemView.tsx';
import { useCall } from '../../lib/useCall.ts';
import { useStores } from '../../stores/StoresContext.tsx';
import { useWords } from '../../strings/WordsContext.tsx';
import { SignInPanel } from '../sign-in/SignInPanel.tsx';

/** How the app is known to one registry: its own sign-in where it has one, and a token. */
export function RegistryAccessField({ registry }: { readonly registry: Registry }) {
  const { api, signIns, messages } = useStores();
  const { t } = useWords();
  const [token, setToken] = useState('');
  const { run, isBusy, problem } = useCall();
  const { id, access } = registry;
  useEffect(() => {
    if (access.signInOffered) void signIns.read({ kind: 'registry', registryId: id });
  }, [access.signInOffered, id, signIns]);

  async function save(event: FormEvent): Promise<void> {
    event.preventDefault();
    if (!(await run(() => api.registries.update.mutate({ id, token: token.trim() })))) return;
    setToken('');
    messages.succeed(t('settings.access.tokenTaken'));
  }
  const forget = async () => {
    if (await run(() => api.registries.update.mutate({ id, token: null })))
      messages.succeed(t('settings.access.tokenForgotten'));
  };

  return (
    <div className="stack">
      {access.signInOffered && (
        <SignInPanel
          provider={{ kind: 'registry', registryId: id }}
          offersSignOut
          isOptional={access.state === 'token'}
        />
      )}
      {problem && <ProblemView problem={problem} compact />}
      <details className="registry-more">
        <summary>{t(access.state === 'token' ? 'settings.access.changeToken' : 'settings.access.useToken')}</summary>
        <form className="inline-form" onSubmit={(event) => void save(event)}>
          <TextField
            label={t('settings.access.registryToken')}
            type="password"
            value={token}
            onChange={setToken}
            mono
          />
          <Button type="submit" isDisabled={token.trim() === '' || isBusy}>
            {t('settings.access.saveToken')}
          </Button>
          {access.state === 'token' && (
            <Button variant="quiet" isDisabled={isBusy} onPress={() => void forget()}>
              {t('settings.access.forgetToken')}
            </Button>
          )}
        </form>
      </details>
    </div>
  );
}

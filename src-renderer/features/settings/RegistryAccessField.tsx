import { type FormEvent, useEffect, useState } from 'react';
import type { Registry } from '../../../src-main/contract/registry.ts';
import { Button } from '../../components/Button.tsx';
import { TextField } from '../../components/Fields.tsx';
import { ProblemView } from '../../components/ProblemView.tsx';
import { useCall } from '../../lib/useCall.ts';
import { useStores } from '../../stores/StoresContext.tsx';
import { SignInPanel } from '../sign-in/SignInPanel.tsx';

/** How the app is known to one registry: its own sign-in where it has one, and a token. */
export function RegistryAccessField({ registry }: { readonly registry: Registry }) {
  const { api, signIns, messages } = useStores();
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
    messages.succeed('The registry took the token');
  }
  const forget = async () => {
    if (await run(() => api.registries.update.mutate({ id, token: null }))) messages.succeed('The token is forgotten');
  };

  return (
    <div className="stack">
      {access.signInOffered && <SignInPanel provider={{ kind: 'registry', registryId: id }} offersSignOut />}
      {problem && <ProblemView problem={problem} compact />}
      <details className="registry-more">
        <summary>{access.state === 'token' ? 'Change the token' : 'Use a token'}</summary>
        <form className="inline-form" onSubmit={(event) => void save(event)}>
          <TextField label="Registry token" type="password" value={token} onChange={setToken} mono />
          <Button type="submit" isDisabled={token.trim() === '' || isBusy}>
            Save the token
          </Button>
          {access.state === 'token' && (
            <Button variant="quiet" isDisabled={isBusy} onPress={() => void forget()}>
              Forget it
            </Button>
          )}
        </form>
      </details>
    </div>
  );
}

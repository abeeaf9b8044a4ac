import { type FormEvent, useState } from 'react';
import type { Registry, RegistryProbe } from '../../../src-main/contract/registry.ts';
import { Button } from '../../components/Button.tsx';
import { TextField } from '../../components/Fields.tsx';
import { ProblemView } from '../../components/ProblemView.tsx';
import { useCall } from '../../lib/useCall.ts';
import { useStores } from '../../stores/StoresContext.tsx';
import { useWords } from '../../strings/WordsContext.tsx';
import { AccessChoice, type AccessWay } from './AccessChoice.tsx';
import { ProbeResult } from './ProbeResult.tsx';
import { registryUrlOf } from './registryAddress.ts';

/** An address is looked at as soon as it is left; what was found decides which ways in are offered. */
export function AddRegistry({ onAdded }: { readonly onAdded?: (registry: Registry) => void }) {
  const { api, messages, signIns } = useStores();
  const { t } = useWords();
  const [address, setAddress] = useState('');
  const [found, setFound] = useState<{ readonly url: string; readonly probe: RegistryProbe } | null>(null);
  const [way, setWay] = useState<AccessWay>('public');
  const [token, setToken] = useState('');
  const look = useCall();
  const add = useCall();
  const url = registryUrlOf(address);
  const isFound = found !== null && found.url === url;

  async function lookAt(): Promise<void> {
    if (url === null || isFound || look.isBusy) return;
    await look.run(async () => {
      const probe = await api.registries.probe.mutate({ url });
      setFound({ url, probe });
      setWay(probe.signInOffered ? 'signIn' : 'public');
    });
  }

  async function connect(event: FormEvent): Promise<void> {
    event.preventDefault();
    if (url === null) return;
    if (!isFound) return lookAt();
    await add.run(async () => {
      const registry = await api.registries.add.mutate({ url, ...(way === 'token' && { token: token.trim() }) });
      messages.succeed(t('settings.registries.connected', { name: registry.name }));
      if (way === 'signIn') void signIns.start({ kind: 'registry', registryId: registry.id });
      setAddress('');
      setToken('');
      setFound(null);
      onAdded?.(registry);
    });
  }

  const isIncomplete = url === null || (isFound && way === 'token' && token.trim() === '');
  return (
    <form className="add-registry" onSubmit={(event) => void connect(event)}>
      <TextField
        label={t('settings.registries.address')}
        placeholder="https://containers.lab.edu"
        hint={t('settings.registries.addressHint')}
        error={address.trim() !== '' && url === null ? t('settings.registries.notAnAddress') : null}
        value={address}
        onChange={(text) => {
          setAddress(text);
          look.forget();
          add.forget();
        }}
        onBlur={() => void lookAt()}
        mono
      />
      {look.isBusy && (
        <p role="status" className="soft">
          {t('settings.page.looking')}
        </p>
      )}
      {look.problem && <ProblemView problem={look.problem} handlers={{ tryAgain: () => void lookAt() }} compact />}
      {isFound && <ProbeResult probe={found.probe} />}
      {isFound && (
        <AccessChoice probe={found.probe} url={found.url} way={way} onWay={setWay} token={token} onToken={setToken} />
      )}
      {add.problem && <ProblemView problem={add.problem} compact />}
      {look.problem === null && (
        <Button
          type="submit"
          variant={isFound ? 'primary' : 'plain'}
          isDisabled={isIncomplete || look.isBusy || add.isBusy}
        >
          {t(isFound ? 'settings.registries.connect' : 'settings.registries.lookThere')}
        </Button>
      )}
    </form>
  );
}

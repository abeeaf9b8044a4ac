import { type FormEvent, useState } from 'react';
import { Button } from '../../components/Button.tsx';
import { TextField } from '../../components/Fields.tsx';
import { ProblemView } from '../../components/ProblemView.tsx';
import { useCall } from '../../lib/useCall.ts';
import { useRead, useStores } from '../../stores/StoresContext.tsx';
import { useWords } from '../../strings/WordsContext.tsx';

/** Goes in, and never comes back to the screens. */
export function ProxyPassword() {
  const { api, reads, messages } = useStores();
  const { t } = useWords();
  const isKept = useRead('network').value?.hasProxyPassword ?? false;
  const [typed, setTyped] = useState('');
  const { run, isBusy, problem } = useCall();
  const put = async (password: string | null) => {
    const isDone = await run(async () => reads.network.put(await api.network.setProxyPassword.mutate({ password })));
    if (!isDone) return;
    setTyped('');
    messages.succeed(t(password === null ? 'settings.network.passwordForgotten' : 'settings.network.passwordSaved'));
  };
  const save = (event: FormEvent) => {
    event.preventDefault();
    if (typed !== '') void put(typed);
  };
  return (
    <form className="inline-form proxy-password" onSubmit={save}>
      <TextField
        type="password"
        label={t('settings.network.password')}
        hint={`${isKept ? `${t('settings.network.passwordKept')} ` : ''}${t('settings.network.passwordHint')}`}
        value={typed}
        onChange={setTyped}
      />
      <Button type="submit" isDisabled={typed === '' || isBusy}>
        {t('settings.network.savePassword')}
      </Button>
      {isKept && (
        <Button variant="quiet" onPress={() => void put(null)} isDisabled={isBusy}>
          {t('settings.network.forgetPassword')}
        </Button>
      )}
      {problem && <ProblemView problem={problem} compact />}
    </form>
  );
}

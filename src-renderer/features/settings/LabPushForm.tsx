import { type FormEvent, useState } from 'react';
import { Button } from '../../components/Button.tsx';
import { TextField } from '../../components/Fields.tsx';
import { ProblemView } from '../../components/ProblemView.tsx';
import { useCall } from '../../lib/useCall.ts';
import { useStores } from '../../stores/StoresContext.tsx';
import { useWords } from '../../strings/WordsContext.tsx';

const megabyte = 1000 ** 2;
/** `collection/name:tag`, as the lab takes it. */
const imageName = /^[a-z0-9-]+\/[^/:@\s]+(:[^/:@\s]+)?$/;

export function LabPushForm() {
  const { api, messages } = useStores();
  const { t } = useWords();
  const [name, setName] = useState('lab/hello:1.0');
  const [size, setSize] = useState('40');
  const { run, isBusy, problem } = useCall();
  const sizeBytes = Math.round(Number(size) * megabyte);
  const hasSize = Number.isFinite(sizeBytes) && sizeBytes >= 40_960 && sizeBytes <= 8 * 1024 ** 3;
  async function push(event: FormEvent): Promise<void> {
    event.preventDefault();
    if (await run(() => api.lab.push.mutate({ name, sizeBytes }))) messages.succeed(t('settings.lab.pushed', { name }));
  }
  return (
    <form className="inline-form" onSubmit={(event) => void push(event)}>
      <TextField
        label={t('settings.lab.image')}
        hint={t('settings.lab.imageHint')}
        error={imageName.test(name) ? null : t('settings.lab.imageInvalid')}
        value={name}
        onChange={setName}
        mono
      />
      <TextField
        label={t('settings.lab.size')}
        error={hasSize ? null : t('settings.lab.sizeInvalid')}
        inputMode="decimal"
        value={size}
        onChange={setSize}
      />
      <Button type="submit" isDisabled={!imageName.test(name) || !hasSize || isBusy}>
        {t('settings.lab.push')}
      </Button>
      {problem && <ProblemView problem={problem} compact />}
    </form>
  );
}

import { type FormEvent, useState } from 'react';
import type { Problem } from '../../../src-main/contract/errors.ts';
import type { Provider } from '../../../src-main/contract/signIn.ts';
import { Button } from '../../components/Button.tsx';
import { TextField } from '../../components/Fields.tsx';
import { useStores } from '../../stores/StoresContext.tsx';
import { useWords } from '../../strings/WordsContext.tsx';

export function PasteCode({ provider }: { readonly provider: Provider }) {
  const { t, problemWords } = useWords();
  const { signIns } = useStores();
  const [pasted, setPasted] = useState('');
  const [problem, setProblem] = useState<Problem | null>(null);
  async function submit(event: FormEvent): Promise<void> {
    event.preventDefault();
    setProblem(await signIns.submitCode(provider, pasted.trim()));
  }
  const words = problem && problemWords(problem);
  return (
    <form className="paste-code" onSubmit={(event) => void submit(event)}>
      <TextField
        label={t('signIn.code.label')}
        hint={t('signIn.code.hint')}
        error={words && t('signIn.code.error', { title: words.title, advice: words.advice })}
        value={pasted}
        onChange={setPasted}
        mono
      />
      <Button type="submit" isDisabled={pasted.trim() === ''}>
        {t('signIn.code.use')}
      </Button>
    </form>
  );
}

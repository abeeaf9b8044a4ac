import { type FormEvent, useState } from 'react';
import type { Problem } from '../../../src-main/contract/errors.ts';
import { problemWords } from '../../../src-main/contract/problemWords/problems.ts';
import type { Provider } from '../../../src-main/contract/signIn.ts';
import { Button } from '../../components/Button.tsx';
import { TextField } from '../../components/Fields.tsx';
import { useStores } from '../../stores/StoresContext.tsx';

export function PasteCode({ provider }: { readonly provider: Provider }) {
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
        label="Code, or the address the browser ended at"
        hint="Did the browser say that it cannot connect? Paste the whole address it shows."
        error={words && `${words.title}. ${words.advice}`}
        value={pasted}
        onChange={setPasted}
        mono
      />
      <Button type="submit" isDisabled={pasted.trim() === ''}>
        Use this code
      </Button>
    </form>
  );
}

import { type FormEvent, useId, useState } from 'react';
import type { Registry } from '../../../src-main/contract/registry.ts';
import { Button } from '../../components/Button.tsx';
import { ProblemView } from '../../components/ProblemView.tsx';
import { useCall } from '../../lib/useCall.ts';
import { useStores } from '../../stores/StoresContext.tsx';
import { useWords } from '../../strings/WordsContext.tsx';
import { mostNames, privateNamesOf } from './privateNames.ts';

/** The same in every language. */
const example = 'lab/secret:1.0';

/** Images that no list of the registry names: the user does, and they are asked for one by one. */
export function RegistryPrivates({ registry }: { readonly registry: Registry }) {
  const { api, messages } = useStores();
  const { t } = useWords();
  const id = useId();
  const known = registry.privateNames ?? [];
  const [typed, setTyped] = useState(known.join('\n'));
  const { run, isBusy, problem } = useCall();
  const { names, wrong } = privateNamesOf(typed);
  const error =
    wrong !== null
      ? t('settings.privates.invalid', { name: wrong })
      : names.length > mostNames
        ? t('settings.privates.tooMany', { count: mostNames })
        : null;
  const isSame = names.join('\n') === known.join('\n');
  const isHidden = (registry.notices ?? []).some(({ code }) => code === 'registry.privateNotListed');

  async function save(event: FormEvent): Promise<void> {
    event.preventDefault();
    if (error !== null) return;
    if (await run(() => api.registries.update.mutate({ id: registry.id, privateNames: [...names] })))
      messages.succeed(t('settings.page.saved'));
  }

  return (
    <details className="registry-more" open={isHidden && known.length === 0 ? true : undefined}>
      <summary>
        {known.length === 0 ? t('settings.privates.none') : t('settings.privates.some', { count: known.length })}
      </summary>
      <form className="registry-privates" onSubmit={(event) => void save(event)}>
        <div className="field">
          <label htmlFor={id}>{t('settings.privates.label')}</label>
          <textarea
            id={id}
            className="input mono"
            rows={Math.min(8, Math.max(3, typed.split('\n').length))}
            spellCheck={false}
            autoComplete="off"
            placeholder={example}
            value={typed}
            aria-invalid={error === null ? undefined : true}
            aria-describedby={`${id}-hint`}
            onChange={(event) => setTyped(event.target.value)}
          />
          <div id={`${id}-hint`} className={error === null ? 'field-hint' : 'field-error'}>
            {error ?? t('settings.privates.hint')}
          </div>
        </div>
        <Button type="submit" isDisabled={isBusy || isSame || error !== null}>
          {t('settings.page.save')}
        </Button>
      </form>
      {problem && <ProblemView problem={problem} compact />}
    </details>
  );
}

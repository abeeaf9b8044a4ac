import { useEffect, useState } from 'react';
import type { Endpoint } from '../../../src-main/contract/endpoint.ts';
import type { EndpointId } from '../../../src-main/contract/ids.ts';
import { Button } from '../../components/Button.tsx';
import { TextField } from '../../components/Fields.tsx';
import { ProblemView } from '../../components/ProblemView.tsx';
import { useAnswer } from '../../lib/useAnswer.ts';
import { useCall } from '../../lib/useCall.ts';
import { useRead, useStores } from '../../stores/StoresContext.tsx';
import { useWords } from '../../strings/WordsContext.tsx';

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const isEndpointId = (text: string): text is EndpointId => uuid.test(text);
/** Typing pauses this long before Globus is asked. */
const pauseMs = 350;

export function FindEndpoint() {
  const { api } = useStores();
  const { t } = useWords();
  const [typed, setTyped] = useState('');
  const text = useSettled(typed.trim());
  const id = isEndpointId(text) ? text : null;
  const found = useAnswer(id === null && text.length >= 2 ? text : null, () => api.endpoints.search.query({ text }));
  return (
    <div className="stack">
      <TextField label={t('settings.find.label')} hint={t('settings.find.hint')} value={typed} onChange={setTyped} />
      {id && (
        <Found name={t('settings.find.byIdName', { id: id.slice(0, 8) })} id={id} says={t('settings.find.byId')} />
      )}
      {found.problem && <ProblemView problem={found.problem} handlers={{ tryAgain: found.again }} compact />}
      {found.isReading && <p className="soft small">{t('settings.page.looking')}</p>}
      {found.value?.endpoints.length === 0 && !found.isReading && <p className="soft">{t('settings.find.nothing')}</p>}
      {found.value?.endpoints.slice(0, 20).map((endpoint) => (
        <Found key={endpoint.id} name={endpoint.name} id={endpoint.id} says={saysOf(endpoint)} />
      ))}
    </div>
  );
}

const saysOf = ({ organization, ownerName }: Endpoint): string => [organization, ownerName].filter(Boolean).join(' · ');

function Found({ name, id, says }: { readonly name: string; readonly id: EndpointId; readonly says: string }) {
  const { api, messages, reads } = useStores();
  const { t } = useWords();
  const isKnown = useRead('endpoints').value?.endpoints.some((endpoint) => endpoint.id === id) ?? false;
  const { run, isBusy, problem } = useCall();
  const add = async () => {
    if (!(await run(() => api.endpoints.add.mutate({ id })))) return;
    messages.succeed(t('settings.find.added', { name }));
    reads.endpoints.invalidate();
  };
  return (
    <>
      <div className="found-endpoint">
        <div className="clip">
          <strong>{name}</strong>
          <div className="soft small clip">{says}</div>
        </div>
        <Button size="small" className="push" isDisabled={isKnown || isBusy} onPress={() => void add()}>
          {t(isKnown ? 'settings.find.known' : 'settings.find.add')}
        </Button>
      </div>
      {problem && <ProblemView problem={problem} compact />}
    </>
  );
}

function useSettled(text: string): string {
  const [settled, setSettled] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(text), pauseMs);
    return () => clearTimeout(timer);
  }, [text]);
  return settled;
}

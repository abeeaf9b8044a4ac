import { type FormEvent, useState } from 'react';
import type { Endpoint, UpdateEndpoint } from '../../../src-main/contract/endpoint.ts';
import { namingProfileNames } from '../../../src-main/contract/states.ts';
import { Button } from '../../components/Button.tsx';
import { Checkbox, SelectField, TextField } from '../../components/Fields.tsx';
import { Lights } from '../../components/Lights.tsx';
import { ProblemView } from '../../components/ProblemView.tsx';
import { StateBadge } from '../../components/StateBadge.tsx';
import { CopyText } from '../../components/Values.tsx';
import { useAnswer } from '../../lib/useAnswer.ts';
import { useCall } from '../../lib/useCall.ts';
import { useDone } from '../../lib/useDone.ts';
import { useRead, useStores } from '../../stores/StoresContext.tsx';
import { useWords } from '../../strings/WordsContext.tsx';

/** One endpoint in a line; opened, its folder, its names, and what a check of it finds. */
export function EndpointRow({ endpoint }: { readonly endpoint: Endpoint }) {
  const { api } = useStores();
  const { t, states } = useWords();
  const [isOpen, setOpen] = useState(false);
  const { run, problem } = useCall();
  const done = useDone();
  const change = (changes: Omit<UpdateEndpoint, 'id'>) =>
    run(() => api.endpoints.update.mutate({ id: endpoint.id, ...changes }));
  const setHidden = async (isHidden: boolean) => {
    if (!(await change({ isHidden })) || !isHidden) return;
    done(t('settings.endpoints.hidden', { name: endpoint.name }), () =>
      api.endpoints.update.mutate({ id: endpoint.id, isHidden: false }),
    );
  };
  return (
    <li className="endpoint-row">
      <div className="endpoint-summary">
        <Checkbox
          kind="switch"
          label={<span className="endpoint-title">{endpoint.name}</span>}
          hint={
            <>
              {[endpoint.organization, states.endpointKind[endpoint.kind]].filter(Boolean).join(' · ')} ·{' '}
              <span className="mono">{endpoint.folder}</span>
            </>
          }
          checked={!endpoint.isHidden}
          onChange={(isShown) => void setHidden(!isShown)}
        />
        <span className="push" />
        <StateBadge state={states.endpoint[endpoint.state]} />
        <Button
          size="small"
          aria-expanded={isOpen}
          aria-label={t('settings.endpoints.chooseFolderOf', { name: endpoint.name })}
          onPress={() => setOpen(!isOpen)}
        >
          {t('settings.endpoints.chooseFolder')}
        </Button>
      </div>
      {problem && <ProblemView problem={problem} compact />}
      {isOpen && <EndpointForm key={endpoint.folder} endpoint={endpoint} onChange={change} />}
    </li>
  );
}

interface EndpointFormProps {
  readonly endpoint: Endpoint;
  readonly onChange: (changes: Omit<UpdateEndpoint, 'id'>) => Promise<boolean>;
}

function EndpointForm({ endpoint, onChange }: EndpointFormProps) {
  const { api, messages } = useStores();
  const { t, states } = useWords();
  const [folder, setFolder] = useState(endpoint.folder);
  const readAt = useRead('endpoints').readAt;
  const check = useAnswer(`${endpoint.id} ${endpoint.folder} ${readAt}`, () =>
    api.endpoints.preflight.query({ id: endpoint.id, imageIds: [] }),
  );
  async function save(event: FormEvent): Promise<void> {
    event.preventDefault();
    const chosen = folder.trim().endsWith('/') ? folder.trim() : `${folder.trim()}/`;
    if (await onChange({ folder: chosen })) messages.succeed(t('settings.endpoints.goTo', { folder: chosen }));
  }
  return (
    <div className="endpoint-form">
      <Lights preflight={check.value} />
      {endpoint.problem && <ProblemView problem={endpoint.problem} compact />}
      {check.problem && <ProblemView problem={check.problem} handlers={{ tryAgain: check.again }} compact />}
      <form className="inline-form" onSubmit={(event) => void save(event)}>
        <TextField
          label={t('settings.endpoints.folder')}
          hint={t('settings.endpoints.folderHint')}
          value={folder}
          onChange={setFolder}
          mono
        />
        <Button type="submit" isDisabled={!/^\/|^~/.test(folder.trim()) || folder === endpoint.folder}>
          {t('settings.page.save')}
        </Button>
        <SelectField
          label={t('settings.endpoints.names')}
          value={endpoint.namingProfile}
          options={namingProfileNames.map((value) => ({
            value,
            label: t('settings.endpoints.profile', states.namingProfile[value]),
          }))}
          onChange={(namingProfile) => void onChange({ namingProfile })}
        />
      </form>
      <dl className="facts">
        <dt>{t('settings.endpoints.id')}</dt>
        <dd>
          <CopyText text={endpoint.id} what={t('settings.endpoints.idToCopy')} />
        </dd>
        {endpoint.contact && (
          <>
            <dt>{t('settings.endpoints.contact')}</dt>
            <dd>{endpoint.contact}</dd>
          </>
        )}
      </dl>
    </div>
  );
}

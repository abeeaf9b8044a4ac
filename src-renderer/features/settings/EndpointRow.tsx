import { type FormEvent, useState } from 'react';
import type { Endpoint, UpdateEndpoint } from '../../../src-main/contract/endpoint.ts';
import {
  endpointKinds,
  endpointStates,
  namingProfileNames,
  namingProfiles,
} from '../../../src-main/contract/states.ts';
import { Button } from '../../components/Button.tsx';
import { Checkbox, SelectField, TextField } from '../../components/Fields.tsx';
import { Lights } from '../../components/Lights.tsx';
import { ProblemView } from '../../components/ProblemView.tsx';
import { StateBadge } from '../../components/StateBadge.tsx';
import { CopyText } from '../../components/Values.tsx';
import { useAnswer } from '../../lib/useAnswer.ts';
import { useCall } from '../../lib/useCall.ts';
import { useRead, useStores } from '../../stores/StoresContext.tsx';

/** One endpoint in a line; opened, its folder, its names, and what a check of it finds. */
export function EndpointRow({ endpoint }: { readonly endpoint: Endpoint }) {
  const { api } = useStores();
  const [isOpen, setOpen] = useState(false);
  const { run, problem } = useCall();
  const change = (changes: Omit<UpdateEndpoint, 'id'>) =>
    run(() => api.endpoints.update.mutate({ id: endpoint.id, ...changes }));
  return (
    <li className="endpoint-row">
      <div className="endpoint-summary">
        <Checkbox
          kind="switch"
          label={<span className="endpoint-title">{endpoint.name}</span>}
          hint={
            <>
              {[endpoint.organization, endpointKinds[endpoint.kind]].filter(Boolean).join(' · ')} ·{' '}
              <span className="mono">{endpoint.folder}</span>
            </>
          }
          checked={!endpoint.isHidden}
          onChange={(isShown) => void change({ isHidden: !isShown })}
        />
        <span className="push" />
        <StateBadge state={endpointStates[endpoint.state]} />
        <Button
          size="small"
          aria-expanded={isOpen}
          aria-label={`Choose folder of ${endpoint.name}`}
          onPress={() => setOpen(!isOpen)}
        >
          Choose folder
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
  const [folder, setFolder] = useState(endpoint.folder);
  const readAt = useRead('endpoints').readAt;
  const check = useAnswer(`${endpoint.id} ${endpoint.folder} ${readAt}`, () =>
    api.endpoints.preflight.query({ id: endpoint.id, imageIds: [] }),
  );
  async function save(event: FormEvent): Promise<void> {
    event.preventDefault();
    const chosen = folder.trim().endsWith('/') ? folder.trim() : `${folder.trim()}/`;
    if (await onChange({ folder: chosen })) messages.succeed(`Images go to ${chosen}`);
  }
  return (
    <div className="endpoint-form">
      <Lights preflight={check.value} />
      {endpoint.problem && <ProblemView problem={endpoint.problem} compact />}
      {check.problem && <ProblemView problem={check.problem} handlers={{ tryAgain: check.again }} compact />}
      <form className="inline-form" onSubmit={(event) => void save(event)}>
        <TextField
          label="Folder"
          hint="A Globus path. Home folders are small; use project or scratch space."
          value={folder}
          onChange={setFolder}
          mono
        />
        <Button type="submit" isDisabled={!/^\/|^~/.test(folder.trim()) || folder === endpoint.folder}>
          Save
        </Button>
        <SelectField
          label="Names"
          value={endpoint.namingProfile}
          options={namingProfileNames.map((value) => ({
            value,
            label: `${namingProfiles[value].name} (${namingProfiles[value].example})`,
          }))}
          onChange={(namingProfile) => void onChange({ namingProfile })}
        />
      </form>
      <dl className="facts">
        <dt>Id</dt>
        <dd>
          <CopyText text={endpoint.id} what="id" />
        </dd>
        {endpoint.contact && (
          <>
            <dt>Contact</dt>
            <dd>{endpoint.contact}</dd>
          </>
        )}
      </dl>
    </div>
  );
}

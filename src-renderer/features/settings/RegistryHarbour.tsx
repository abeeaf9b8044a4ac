import { type FormEvent, useState } from 'react';
import type { EndpointId } from '../../../src-main/contract/ids.ts';
import type { Registry } from '../../../src-main/contract/registry.ts';
import { Button } from '../../components/Button.tsx';
import { SelectField, TextField } from '../../components/Fields.tsx';
import { ProblemView } from '../../components/ProblemView.tsx';
import { useCall } from '../../lib/useCall.ts';
import { useRead, useStores } from '../../stores/StoresContext.tsx';

/** Where Globus finds a registry's images: an endpoint, and the folder there that equals the image root. */
export function RegistryHarbour({ registry }: { readonly registry: Registry }) {
  const { api, messages } = useStores();
  const endpoints = useRead('endpoints').value?.endpoints ?? [];
  const [endpointId, setEndpointId] = useState<string>(registry.harbour?.endpointId ?? '');
  const [basePath, setBasePath] = useState(registry.harbour?.basePath ?? '/');
  const { run, isBusy, problem } = useCall();
  const chosen: EndpointId | undefined =
    endpoints.find(({ id }) => id === endpointId)?.id ??
    (registry.harbour?.endpointId === endpointId ? registry.harbour.endpointId : undefined);
  const current = endpoints.find(({ id }) => id === registry.harbour?.endpointId);

  async function save(event: FormEvent): Promise<void> {
    event.preventDefault();
    if (!chosen) return;
    const folder = basePath.trim().endsWith('/') ? basePath.trim() : `${basePath.trim()}/`;
    const harbour = { endpointId: chosen, basePath: folder };
    if (await run(() => api.registries.update.mutate({ id: registry.id, harbour }))) messages.succeed('Saved');
  }

  const summary = registry.harbour
    ? `Globus sends from ${current?.name ?? 'an endpoint you do not see'}, ${registry.harbour.basePath}`
    : 'Globus does not know yet where its images lie';
  return (
    <details className="registry-more" open={registry.harbour === null}>
      <summary>{summary}</summary>
      <form className="inline-form" onSubmit={(event) => void save(event)}>
        <SelectField
          label="Endpoint that holds its images"
          value={endpointId}
          options={[
            { value: '', label: 'Choose…' },
            ...endpoints.map(({ id, name }) => ({ value: id as string, label: name })),
          ]}
          onChange={setEndpointId}
        />
        <TextField label="Folder of its images there" value={basePath} onChange={setBasePath} mono />
        <Button type="submit" isDisabled={!chosen || !basePath.trim().startsWith('/') || isBusy}>
          Save
        </Button>
      </form>
      {endpoints.length === 0 && (
        <p className="field-hint">Sign in to Globus first: then your endpoints are listed here.</p>
      )}
      {problem && <ProblemView problem={problem} compact />}
    </details>
  );
}

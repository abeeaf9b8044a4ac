import { type FormEvent, useState } from 'react';
import type { EndpointId } from '../../../src-main/contract/ids.ts';
import type { Registry } from '../../../src-main/contract/registry.ts';
import { Button } from '../../components/Button.tsx';
import { SelectField, TextField } from '../../components/Fields.tsx';
import { ProblemView } from '../../components/ProblemView.tsx';
import { useCall } from '../../lib/useCall.ts';
import { useRead, useStores } from '../../stores/StoresContext.tsx';
import { useWords } from '../../strings/WordsContext.tsx';

/** Where Globus finds a registry's images: an endpoint, and the folder there that equals the image root. */
export function RegistryHarbour({ registry }: { readonly registry: Registry }) {
  const { api, messages } = useStores();
  const { t } = useWords();
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
    if (await run(() => api.registries.update.mutate({ id: registry.id, harbour })))
      messages.succeed(t('settings.page.saved'));
  }

  const place = { folder: registry.harbour?.basePath ?? '' };
  const known = current
    ? t('settings.harbour.known', { ...place, endpoint: current.name })
    : t('settings.harbour.knownUnseen', place);
  return (
    <details className="registry-more" open={registry.harbour === null}>
      <summary>{registry.harbour === null ? t('settings.harbour.notKnown') : known}</summary>
      <form className="inline-form" onSubmit={(event) => void save(event)}>
        <SelectField
          label={t('settings.harbour.endpoint')}
          value={endpointId}
          options={[
            { value: '', label: t('settings.harbour.choose') },
            ...endpoints.map(({ id, name }) => ({ value: id as string, label: name })),
          ]}
          onChange={setEndpointId}
        />
        <TextField label={t('settings.harbour.folder')} value={basePath} onChange={setBasePath} mono />
        <Button type="submit" isDisabled={!chosen || !basePath.trim().startsWith('/') || isBusy}>
          {t('settings.page.save')}
        </Button>
      </form>
      {endpoints.length === 0 && <p className="field-hint">{t('settings.harbour.signInFirst')}</p>}
      {problem && <ProblemView problem={problem} compact />}
    </details>
  );
}

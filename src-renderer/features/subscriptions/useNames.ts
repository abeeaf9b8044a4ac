import { useMemo } from 'react';
import { useRead } from '../../stores/StoresContext.tsx';
import { useWords } from '../../strings/WordsContext.tsx';
import type { Names } from './subscriptionView.ts';

/** Names of endpoints and registries; an endpoint that is gone keeps the start of its id. */
export function useNames(): Names {
  const { t } = useWords();
  const endpoints = useRead('endpoints').value?.endpoints;
  const registries = useRead('registries').value;
  return useMemo(() => {
    const endpointNames = new Map((endpoints ?? []).map(({ id, name }) => [id, name]));
    const registryNames = new Map((registries ?? []).map(({ id, name }) => [id, name]));
    return {
      endpoint: (id) => endpointNames.get(id) ?? t('subscriptions.row.endpointById', { id: id.slice(0, 8) }),
      registry: (id) => registryNames.get(id) ?? null,
    };
  }, [t, endpoints, registries]);
}

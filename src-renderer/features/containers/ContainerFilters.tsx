import { useMemo } from 'react';
import type { Endpoint } from '../../../src-main/contract/endpoint.ts';
import type { Registry } from '../../../src-main/contract/registry.ts';
import { Button } from '../../components/Button.tsx';
import { FilterChip } from '../../components/FilterChip.tsx';
import type { ContainerView } from '../../stores/containerViewStore.ts';
import { useRead, useStores } from '../../stores/StoresContext.tsx';
import { useWords } from '../../strings/WordsContext.tsx';
import type { ContainerRow } from './containerRows.ts';
import { isAt } from './placementSummary.ts';

interface FiltersProps {
  readonly rows: readonly ContainerRow[];
  readonly view: ContainerView;
  readonly registries: readonly Registry[];
}

const optionOf = (value: string) => ({ value, label: value });

/** The values of a property with how often each occurs. */
function useValues(rows: readonly ContainerRow[], propertyOf: (row: ContainerRow) => string | null) {
  // biome-ignore lint/correctness/useExhaustiveDependencies: which property it is never changes
  return useMemo(() => {
    const counts = new Map<string, number>();
    for (const row of rows) {
      const value = propertyOf(row);
      if (value !== null) counts.set(value, (counts.get(value) ?? 0) + 1);
    }
    const options = [...counts.keys()].sort((a, b) => (a < b ? -1 : 1)).map(optionOf);
    return { options, countOf: (value: string) => counts.get(value) ?? 0 };
  }, [rows]);
}

const noEndpoints: readonly Endpoint[] = [];

/** Endpoints may be many and images too: who is where is counted when the list is opened. */
function useEndpointOptions(rows: readonly ContainerRow[]) {
  const endpoints = useRead('endpoints').value?.endpoints ?? noEndpoints;
  return useMemo(() => {
    const shown = endpoints.filter((endpoint) => !endpoint.isHidden);
    return {
      options: shown.map(({ id, name }) => ({ value: id as string, label: name })),
      countOf: (id: string) => rows.reduce((sum, row) => sum + Number(isAt(row.placements, id)), 0),
    };
  }, [endpoints, rows]);
}

export function ContainerFilters({ rows, view, registries }: FiltersProps) {
  const { t } = useWords();
  const { containerView } = useStores();
  const ofCollections = useValues(rows, (row) => row.image.containerCollection);
  const ofArchitectures = useValues(rows, (row) => row.image.architecture);
  const ofEndpoints = useEndpointOptions(rows);
  const ofRegistries = useMemo(
    () => registries.map(({ id, name }) => ({ value: id as string, label: name })),
    [registries],
  );
  const put = useMemo(
    () => ({
      registries: (chosen: ReadonlySet<string>) => containerView.change({ registries: chosen }),
      collections: (chosen: ReadonlySet<string>) => containerView.change({ containerCollections: chosen }),
      architectures: (chosen: ReadonlySet<string>) => containerView.change({ architectures: chosen }),
      endpoints: (chosen: ReadonlySet<string>) => containerView.change({ endpoints: chosen }),
    }),
    [containerView],
  );
  const isFiltered =
    view.search !== '' ||
    [view.containerCollections, view.architectures, view.endpoints, view.registries].some((set) => set.size > 0);
  return (
    <>
      {registries.length > 1 && (
        <FilterChip
          label={t('containers.filters.registry')}
          options={ofRegistries}
          selected={view.registries}
          onChange={put.registries}
        />
      )}
      <FilterChip
        label={t('containers.filters.collection')}
        {...ofCollections}
        selected={view.containerCollections}
        onChange={put.collections}
      />
      <FilterChip
        label={t('containers.filters.architecture')}
        {...ofArchitectures}
        selected={view.architectures}
        onChange={put.architectures}
      />
      <FilterChip
        label={t('containers.filters.endpoint')}
        {...ofEndpoints}
        selected={view.endpoints}
        onChange={put.endpoints}
      />
      {isFiltered && (
        <Button variant="quiet" size="small" onPress={containerView.clearFilters}>
          {t('containers.filters.clear')}
        </Button>
      )}
    </>
  );
}

import { useMemo } from 'react';
import type { Endpoint } from '../../../src-main/contract/endpoint.ts';
import { compareText } from '../../../src-main/contract/imageOrder.ts';
import type { Registry } from '../../../src-main/contract/registry.ts';
import { Button } from '../../components/Button.tsx';
import { FilterChip } from '../../components/FilterChip.tsx';
import { isFiltered } from '../../stores/containerFilters.ts';
import type { ContainerView } from '../../stores/containerViewStore.ts';
import { useRead, useStores } from '../../stores/StoresContext.tsx';
import { useWords } from '../../strings/WordsContext.tsx';
import type { ContainerRow } from './containerRows.ts';
import { NewerFilter } from './NewerFilter.tsx';
import { isAt } from './placementSummary.ts';
import { SizeFilter } from './SizeFilter.tsx';

interface FiltersProps {
  readonly rows: readonly ContainerRow[];
  readonly view: ContainerView;
  readonly registries: readonly Registry[];
}

/** The values of a property with how often each occurs; looked for when the list is opened, the first time. */
function useValues(
  rows: readonly ContainerRow[],
  propertyOf: (row: ContainerRow) => string | null,
  labelOf = (value: string) => value,
) {
  // biome-ignore lint/correctness/useExhaustiveDependencies: property and label of a filter never change
  return useMemo(() => {
    let counts: Map<string, number> | null = null;
    const counted = () => {
      if (counts !== null) return counts;
      counts = new Map<string, number>();
      for (const row of rows) {
        const value = propertyOf(row);
        if (value !== null) counts.set(value, (counts.get(value) ?? 0) + 1);
      }
      return counts;
    };
    return {
      options: () => [...counted().keys()].sort(compareText).map((value) => ({ value, label: labelOf(value) })),
      countOf: (value: string) => counted().get(value) ?? 0,
      labelOf,
    };
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

function useChanges() {
  const { containerView } = useStores();
  return useMemo(
    () => ({
      registries: (registries: ReadonlySet<string>) => containerView.change({ registries }),
      collections: (containerCollections: ReadonlySet<string>) => containerView.change({ containerCollections }),
      tags: (tags: ReadonlySet<string>) => containerView.change({ tags }),
      architectures: (architectures: ReadonlySet<string>) => containerView.change({ architectures }),
      endpoints: (endpoints: ReadonlySet<string>) => containerView.change({ endpoints }),
    }),
    [containerView],
  );
}

export function ContainerFilters({ rows, view, registries }: FiltersProps) {
  const { t } = useWords();
  const { containerView } = useStores();
  const ofCollections = useValues(rows, (row) => row.image.containerCollection);
  const ofTags = useValues(
    rows,
    (row) => row.image.tag ?? '',
    (tag) => (tag === '' ? t('containers.noTag') : tag),
  );
  const ofArchitectures = useValues(rows, (row) => row.image.architecture);
  const ofEndpoints = useEndpointOptions(rows);
  const ofRegistries = useMemo(
    () => registries.map(({ id, name }) => ({ value: id as string, label: name })),
    [registries],
  );
  const put = useChanges();
  return (
    <fieldset className="container-filters">
      <legend className="visually-hidden">{t('containers.filters.label')}</legend>
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
      <FilterChip label={t('containers.filters.tag')} {...ofTags} selected={view.tags} onChange={put.tags} />
      <FilterChip
        label={t('containers.filters.architecture')}
        {...ofArchitectures}
        selected={view.architectures}
        onChange={put.architectures}
      />
      <SizeFilter size={view.size} />
      <NewerFilter newerThan={view.newerThan} />
      <FilterChip
        label={t('containers.filters.endpoint')}
        {...ofEndpoints}
        selected={view.endpoints}
        onChange={put.endpoints}
      />
      {isFiltered(view) && (
        <Button variant="quiet" size="small" onPress={containerView.clearFilters}>
          {t('containers.filters.clear')}
        </Button>
      )}
    </fieldset>
  );
}

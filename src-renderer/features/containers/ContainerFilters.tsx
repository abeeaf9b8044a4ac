import type { Registry } from '../../../src-main/contract/registry.ts';
import { Button } from '../../components/Button.tsx';
import { FilterChip } from '../../components/FilterChip.tsx';
import type { ContainerView } from '../../stores/containerViewStore.ts';
import { useRead, useStores } from '../../stores/StoresContext.tsx';
import type { ContainerRow } from './containerRows.ts';
import { isAt } from './placementSummary.ts';

interface FiltersProps {
  readonly rows: readonly ContainerRow[];
  readonly view: ContainerView;
  readonly registries: readonly Registry[];
}

function countBy(rows: readonly ContainerRow[], propertyOf: (row: ContainerRow) => string | null) {
  const counts = new Map<string, number>();
  for (const row of rows) {
    const value = propertyOf(row);
    if (value !== null) counts.set(value, (counts.get(value) ?? 0) + 1);
  }
  return [...counts]
    .toSorted(([a], [b]) => a.localeCompare(b))
    .map(([value, count]) => ({ value, label: value, count }));
}

export function ContainerFilters({ rows, view, registries }: FiltersProps) {
  const { containerView } = useStores();
  const endpoints = (useRead('endpoints').value?.endpoints ?? []).filter((endpoint) => !endpoint.isHidden);
  const isFiltered =
    view.search !== '' ||
    [view.containerCollections, view.architectures, view.endpoints, view.registries].some((set) => set.size > 0);
  return (
    <>
      {registries.length > 1 && (
        <FilterChip
          label="Registry"
          options={registries.map(({ id, name }) => ({ value: id, label: name }))}
          selected={view.registries}
          onChange={(chosen) => containerView.change({ registries: chosen })}
        />
      )}
      <FilterChip
        label="Container collection"
        options={countBy(rows, (row) => row.image.containerCollection)}
        selected={view.containerCollections}
        onChange={(containerCollections) => containerView.change({ containerCollections })}
      />
      <FilterChip
        label="Architecture"
        options={countBy(rows, (row) => row.image.architecture)}
        selected={view.architectures}
        onChange={(architectures) => containerView.change({ architectures })}
      />
      <FilterChip
        label="At endpoint"
        options={endpoints.map(({ id, name }) => ({
          value: id,
          label: name,
          count: rows.filter((row) => isAt(row.placements, id)).length,
        }))}
        selected={view.endpoints}
        onChange={(chosen) => containerView.change({ endpoints: chosen })}
      />
      {isFiltered && (
        <Button variant="quiet" size="small" onPress={containerView.clearFilters}>
          Clear filters
        </Button>
      )}
    </>
  );
}

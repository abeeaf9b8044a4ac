import { useDeferredValue, useMemo } from 'react';
import { useStore } from 'zustand';
import type { Image, Registry } from '../../../src-main/contract/registry.ts';
import { useNow } from '../../lib/useNow.ts';
import { isFiltered } from '../../stores/containerFilters.ts';
import type { ContainerView } from '../../stores/containerViewStore.ts';
import { useRead, useStores } from '../../stores/StoresContext.tsx';
import { filterRows, sinceMsOf } from './containerFilter.ts';
import { type ContainerRow, containerRows, sortRows } from './containerRows.ts';
import { placementsByImage } from './placementSummary.ts';

const noRegistries: readonly Registry[] = [];
const noImages: readonly Image[] = [];

const nothingPinned: readonly string[] = [];

/** The beginning of the list is what is shown as long as nobody has asked for something else. */
const showsBeginning = (view: ContainerView): boolean =>
  view.layout === 'table' && view.sort.key === 'name' && !view.sort.isDescending && !isFiltered(view);

/** The rows as they are shown now, and all there are; of those perhaps only the first while the others are on their way. */
export function useContainerRows() {
  const view = useStore(useStores().containerView);
  const listing = useRead('containers');
  const registries = useRead('registries').value;
  const placements = useRead('placements').value;
  const pins = useRead('settings').value?.pinned ?? nothingPinned;
  const early = useStore(useStores().reads.firstImages).value;
  const part = listing.value === null && early !== null && early.count > 0 && showsBeginning(view) ? early : null;
  const images = listing.value?.images ?? part?.images ?? noImages;

  const all = useMemo(
    () => containerRows(images, registries ?? [], placementsByImage(placements ?? []), new Set(pins)),
    [images, registries, placements, pins],
  );
  const sorted = useMemo(() => sortRows(all, view.sort), [all, view.sort]);
  const shown = useFiltered(sorted, view);
  return { all, shown, part, view, listing, registries: registries ?? noRegistries };
}

function useFiltered(sorted: readonly ContainerRow[], view: ContainerView): readonly ContainerRow[] {
  // The field shows each letter at once; the list may come a moment later on a slow computer.
  const search = useDeferredValue(view.search);
  const { containerCollections, tags, architectures, registries, endpoints, size, newerThan } = view;
  const sinceMs = sinceMsOf(newerThan, useNow(60_000));
  return useMemo(
    () =>
      filterRows(
        sorted,
        { search, containerCollections, tags, architectures, registries, endpoints, size, newerThan },
        sinceMs,
      ),
    [sorted, search, containerCollections, tags, architectures, registries, endpoints, size, newerThan, sinceMs],
  );
}

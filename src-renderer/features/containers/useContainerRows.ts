import { useDeferredValue, useMemo } from 'react';
import { useStore } from 'zustand';
import type { Registry } from '../../../src-main/contract/registry.ts';
import { useRead, useStores } from '../../stores/StoresContext.tsx';
import { containerRows, filterRows, sortRows } from './containerRows.ts';
import { placementsByImage } from './placementSummary.ts';

const noRegistries: readonly Registry[] = [];

/** The rows as they are shown now, and all there are. */
export function useContainerRows() {
  const view = useStore(useStores().containerView);
  const listing = useRead('containers');
  const registries = useRead('registries').value;
  const placements = useRead('placements').value;
  const images = listing.value?.images;

  const all = useMemo(
    () => containerRows(images ?? [], registries ?? [], placementsByImage(placements ?? [])),
    [images, registries, placements],
  );
  const { sort, search, containerCollections, architectures, registries: chosenRegistries, endpoints } = view;
  const sorted = useMemo(() => sortRows(all, sort), [all, sort]);
  // The field shows each letter at once; the list may come a moment later on a slow computer.
  const typed = useDeferredValue(search);
  const shown = useMemo(
    () =>
      filterRows(sorted, {
        search: typed,
        containerCollections,
        architectures,
        registries: chosenRegistries,
        endpoints,
      }),
    [sorted, typed, containerCollections, architectures, chosenRegistries, endpoints],
  );
  return { all, shown, view, listing, registries: registries ?? noRegistries };
}

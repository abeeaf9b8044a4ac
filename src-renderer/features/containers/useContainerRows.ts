import { useDeferredValue, useMemo } from 'react';
import { useStore } from 'zustand';
import type { Image, Registry } from '../../../src-main/contract/registry.ts';
import type { ContainerView } from '../../stores/containerViewStore.ts';
import { useRead, useStores } from '../../stores/StoresContext.tsx';
import { containerRows, filterRows, sortRows } from './containerRows.ts';
import { placementsByImage } from './placementSummary.ts';

const noRegistries: readonly Registry[] = [];
const noImages: readonly Image[] = [];

/** The beginning of the list is what is shown as long as nobody has asked for something else. */
const showsBeginning = ({ layout, sort, ...view }: ContainerView): boolean =>
  layout === 'table' &&
  sort.key === 'name' &&
  !sort.isDescending &&
  view.search === '' &&
  [view.containerCollections, view.architectures, view.endpoints, view.registries].every(({ size }) => size === 0);

/** The rows as they are shown now, and all there are; of those perhaps only the first while the others are on their way. */
export function useContainerRows() {
  const view = useStore(useStores().containerView);
  const listing = useRead('containers');
  const registries = useRead('registries').value;
  const placements = useRead('placements').value;
  const early = useStore(useStores().reads.firstImages).value;
  const part = listing.value === null && early !== null && early.count > 0 && showsBeginning(view) ? early : null;
  const images = listing.value?.images ?? part?.images ?? noImages;

  const all = useMemo(
    () => containerRows(images, registries ?? [], placementsByImage(placements ?? [])),
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
  return { all, shown, part, view, listing, registries: registries ?? noRegistries };
}

import { useMemo } from 'react';
import { useStore } from 'zustand';
import { useRead, useStores } from '../../stores/StoresContext.tsx';
import { containerRows, matches, sortRows } from './containerRows.ts';
import { placementsByImage } from './placementSummary.ts';

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
  const { sort } = view;
  const shown = useMemo(
    () =>
      sortRows(
        all.filter((row) => matches(row, view)),
        sort,
      ),
    [all, view, sort],
  );
  return { all, shown, view, listing, registries: registries ?? [] };
}

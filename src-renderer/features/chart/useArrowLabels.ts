import { useMemo } from 'react';
import type { ChartArrow } from '../../../src-main/contract/chart.ts';
import { useWords } from '../../strings/WordsContext.tsx';
import { arrowBetween } from './arrowGeometry.ts';
import type { Point } from './chartLayout.ts';
import { arrowView } from './chartView.ts';
import { type LabelPlace, placeLabels } from './labelPlaces.ts';

/** Where the labels of the arrows stand, by the arrows' ids. */
export function useArrowLabels(
  arrows: readonly ChartArrow[],
  places: ReadonlyMap<string, Point>,
): ReadonlyMap<string, LabelPlace> {
  const words = useWords();
  return useMemo(() => {
    const labels = arrows.flatMap((arrow) => {
      const [from, to] = [places.get(arrow.registryId), places.get(arrow.endpointId)];
      if (!from || !to || (!arrow.running && !arrow.problem)) return [];
      return [{ id: arrow.id, text: arrowView(words, arrow).label, spots: arrowBetween(from, to).labelSpots }];
    });
    return placeLabels(labels, places.values());
  }, [arrows, places, words]);
}

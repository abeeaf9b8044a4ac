import { useCallback, useMemo, useRef, useState } from 'react';
import type { Chart, ChartEndpoint } from '../../../src-main/contract/chart.ts';
import type { Activity } from '../../../src-main/contract/transfer.ts';
import { useNow } from '../../lib/useNow.ts';
import { useRead } from '../../stores/StoresContext.tsx';
import type { ChartOptions } from './ChartViewOptions.tsx';
import { foldable, foldChart } from './chartFold.ts';
import type { Point } from './chartLayout.ts';
import { arrowWidth, trafficOf } from './chartTraffic.ts';

const noActivities: readonly Activity[] = [];
const minuteMs = 60_000;

/** What is drawn of the chart: folded organisations as one node each, arrows as wide as what went along them. */
export function useDrawing(chart: Chart, endpoints: readonly ChartEndpoint[]) {
  const [options, change] = useState<ChartOptions>({ folded: new Set(), traffic: 'off' });
  const activities = useRead('activity').value?.activities ?? noActivities;
  const now = useNow(minuteMs);
  const { folded, traffic } = options;
  const organizations = useMemo(() => foldable(endpoints), [endpoints]);
  const shown = useMemo(() => foldChart(chart, endpoints, folded), [chart, endpoints, folded]);
  const widths = useMemo(() => {
    const bytes = trafficOf(chart, activities, traffic, now);
    const foldOf = new Map<string, string>(
      shown.folds.flatMap(({ id, places }) => places.map(({ endpoint }) => [endpoint.id, id])),
    );
    const byArrow = new Map<string, number>();
    for (const [key, count] of bytes) {
      const [registryId, endpointId = ''] = key.split(' ');
      const target = foldOf.get(endpointId) ?? endpointId;
      const arrow = shown.chart.arrows.find((one) => one.registryId === registryId && one.endpointId === target);
      if (arrow) byArrow.set(arrow.id, (byArrow.get(arrow.id) ?? 0) + count);
    }
    const most = Math.max(0, ...byArrow.values());
    return new Map([...byArrow].map(([id, count]) => [id, arrowWidth(count, most)]));
  }, [chart, shown, activities, traffic, now]);

  const places = useRef<ReadonlyMap<string, Point>>(new Map());
  const drawn = { ...shown, widths };
  return {
    options,
    change,
    organizations,
    drawn,
    unfold: (organization: string) =>
      change({ ...options, folded: new Set([...folded].filter((name) => name !== organization)) }),
    onPlaces: useCallback((next: ReadonlyMap<string, Point>) => {
      places.current = next;
    }, []),
    factsNow: () => ({ ...drawn, places: places.current }),
  };
}

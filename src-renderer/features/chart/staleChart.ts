import type { Chart } from '../../../src-main/contract/chart.ts';

/** The last known chart while nobody can be asked: where things are is kept, how they are is "Not known". */
export const asNotKnown = (chart: Chart): Chart => ({
  ...chart,
  endpoints: chart.endpoints.map((place) => ({
    ...place,
    endpoint: { ...place.endpoint, state: 'notKnown', problem: null },
  })),
  arrows: chart.arrows.map((arrow) => ({ ...arrow, running: null, problem: null })),
});

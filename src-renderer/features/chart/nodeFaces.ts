import type { Chart, ChartArrow, ChartEndpoint } from '../../../src-main/contract/chart.ts';
import type { Image } from '../../../src-main/contract/registry.ts';
import type { StateWords } from '../../../src-main/contract/states.ts';
import type { Placement } from '../../../src-main/contract/transfer.ts';
import type { Words } from '../../strings/createWords.ts';
import type { Fold } from './chartFold.ts';
import type { Point } from './chartLayout.ts';
import { endpointLine, endpointNodeState, registryLine, registryState, stockOf, worstState } from './chartView.ts';

/** What a node says, wherever it is drawn without the page's elements: in a saved picture, and while the chart is zoomed. */
export interface NodeFace {
  readonly id: string;
  readonly at: Point;
  /** Nodes of the same kind have the same icon. */
  readonly kind: string;
  readonly isRegistry: boolean;
  readonly name: string;
  readonly line: string;
  /** Its second line; of endpoints what they hold. */
  readonly stock: string;
  /** Blue or amber. Registries are neither. */
  readonly isThere: boolean;
  readonly state: StateWords;
}

export interface FaceFacts {
  readonly chart: Chart;
  readonly endpoints: readonly ChartEndpoint[];
  readonly folds: readonly Fold[];
  readonly places: ReadonlyMap<string, Point>;
  /** The images that colour the endpoints by whether they are there. */
  readonly chosen: readonly Image[];
  readonly placements: readonly Placement[];
  readonly isStale: boolean;
}

const noArrows: readonly ChartArrow[] = [];

export function nodeFaces(words: Words, facts: FaceFacts): readonly NodeFace[] {
  const { chart, endpoints, folds, places } = facts;
  const arrowsOf = Map.groupBy(chart.arrows, ({ endpointId }): string => endpointId);
  const faces: Omit<NodeFace, 'at'>[] = [
    ...chart.registries.map((registry) => ({
      id: registry.id,
      kind: 'registry',
      isRegistry: true,
      name: registry.name,
      line: words.t('chart.node.registry'),
      stock: registryLine(words.t, registry),
      isThere: false,
      state: facts.isStale ? words.states.endpoint.notKnown : registryState(words, registry),
    })),
    ...endpoints.map((place) => {
      const { id, kind, name } = place.endpoint;
      const { isThere, word } = stockOf(words, place, facts.chosen, facts.placements);
      const state = endpointNodeState(words, place, arrowsOf.get(id) ?? noArrows);
      return { id, kind, isRegistry: false, name, line: endpointLine(words, place), stock: word, isThere, state };
    }),
    ...folds.map((fold) => foldFace(words, fold)),
  ];
  return faces.flatMap((face) => {
    const at = places.get(face.id);
    return at ? [{ ...face, at }] : [];
  });
}

/** What a folded organisation says of its endpoints. */
export function foldFace({ t, states }: Words, { id, organization, places }: Fold): Omit<NodeFace, 'at'> {
  const images = places.reduce((sum, { imagesHere }) => sum + imagesHere, 0);
  return {
    id,
    kind: 'fold',
    isRegistry: false,
    name: organization,
    line: t('chart.node.folded', { count: places.length }),
    stock: images === 0 ? t('chart.node.nothingSent') : t('chart.counts.copies', { count: images }),
    isThere: images > 0,
    state: states.endpoint[worstState(places)],
  };
}

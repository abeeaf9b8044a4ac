import type { Node } from '@xyflow/react';
import type { ChartArrow, ChartEndpoint } from '../../../src-main/contract/chart.ts';
import type { Registry } from '../../../src-main/contract/registry.ts';
import type { Fold } from './chartFold.ts';
import { nodeSize, type Point, readingOrder } from './chartLayout.ts';

export type EndpointFlowNode = Node<
  { readonly place: ChartEndpoint; readonly arrows: readonly ChartArrow[] },
  'endpoint'
>;
export type RegistryFlowNode = Node<{ readonly registry: Registry }, 'registry'>;
export type FoldFlowNode = Node<{ readonly fold: Fold }, 'fold'>;
export type ChartFlowNode = EndpointFlowNode | RegistryFlowNode | FoldFlowNode;

const noArrows: readonly ChartArrow[] = [];

/** The size is given, never measured: nodes can be drawn with the first frame. */
const fixedShape = (ariaLabel: string) => ({
  ...nodeSize,
  ariaLabel,
  ariaRole: 'group' as const,
  measured: { ...nodeSize },
});

/** The nodes in reading order, which is also the order of the Tab key. */
export function flowNodes(
  registries: readonly Registry[],
  endpoints: readonly ChartEndpoint[],
  arrows: readonly ChartArrow[],
  places: ReadonlyMap<string, Point>,
  folds: readonly Fold[] = [],
): ChartFlowNode[] {
  const arrowsOf = Map.groupBy(arrows, ({ endpointId }) => endpointId);
  const nodes = new Map<string, ChartFlowNode>();
  const position = (id: string): Point => places.get(id) ?? { x: 0, y: 0 };
  for (const registry of registries) {
    const { id } = registry;
    nodes.set(id, { id, type: 'registry', position: position(id), data: { registry }, ...fixedShape(registry.name) });
  }
  for (const place of endpoints) {
    const { id } = place.endpoint;
    const ownArrows = arrowsOf.get(id) ?? noArrows;
    nodes.set(id, {
      id,
      type: 'endpoint',
      position: position(id),
      data: { place, arrows: ownArrows },
      ...fixedShape(place.endpoint.name),
    });
  }
  for (const fold of folds) {
    const { id, organization } = fold;
    nodes.set(id, { id, type: 'fold', position: position(id), data: { fold }, ...fixedShape(organization) });
  }
  const order = readingOrder(
    registries.map(({ id }) => id),
    [...endpoints.map(({ endpoint }) => endpoint.id as string), ...folds.map(({ id }) => id)],
    places,
  );
  return order.flatMap((id) => nodes.get(id) ?? []);
}

/** Arrows whose two ends are shown. Running and troubled ones come last, so they are drawn above the others. */
export function shownArrows(
  arrows: readonly ChartArrow[],
  shownIds: { has: (id: string) => boolean },
): readonly ChartArrow[] {
  const weight = (arrow: ChartArrow): number => (arrow.problem ? 2 : arrow.running ? 1 : 0);
  return arrows
    .filter(({ registryId, endpointId }) => shownIds.has(registryId) && shownIds.has(endpointId))
    .sort((a, b) => weight(a) - weight(b));
}

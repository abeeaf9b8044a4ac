import { type NodeChange, type OnNodesChange, ReactFlow, ReactFlowProvider, useStore } from '@xyflow/react';
import '@xyflow/react/dist/base.css';
import { type MouseEvent, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { Chart, ChartArrow, ChartEndpoint } from '../../../src-main/contract/chart.ts';
import { useWords } from '../../strings/WordsContext.tsx';
import { AimArrow, ArrowLayer } from './ArrowLayer.tsx';
import { ChartMiniMap } from './ChartMiniMap.tsx';
import { useChartActions } from './chartActions.ts';
import { detailAt } from './chartDetail.ts';
import { type ChartFlowNode, flowNodes, shownArrows } from './chartFlow.ts';
import type { Fold } from './chartFold.ts';
import { focusNode, handleChartKey } from './chartKeys.ts';
import { arrangeNodes, nodeSize, type Point, rowsThatFit, zooms } from './chartLayout.ts';
import { EndpointNode } from './EndpointNode.tsx';
import { FoldNode } from './FoldNode.tsx';
import { readPositions, writePositions } from './keptPositions.ts';
import { NauticalBackground } from './NauticalBackground.tsx';
import { RegistryNode } from './RegistryNode.tsx';
import { useArrowLabels } from './useArrowLabels.ts';
import { leftToGlide, useGlide } from './useGlide.ts';
import { useSight } from './useSight.ts';
import { useZoomSteps, ZoomControls } from './ZoomControls.tsx';
import { ZoomPicture } from './ZoomPicture.tsx';

const nodeTypes = { endpoint: EndpointNode, registry: RegistryNode, fold: FoldNode };
/** Height of the window that is not for nodes: header, status bar, tools, legend. */
const besidesNodes = 212;
/** Below this many nodes one sees them all without a small map. */
const miniMapFrom = 15;
/** Above this many, nodes outside the window are not drawn; Tab then walks those in sight. */
const drawAllUpTo = 700;
/** How far the chart glides before it is drawn anew, in screen pixels: browsers draw ahead, but not without end. */
const reach = { all: { x: 2000, y: 1500 }, inSightOnly: { x: 60, y: 60 } } as const;

interface ChartCanvasProps {
  readonly chart: Chart;
  readonly endpoints: readonly ChartEndpoint[];
  readonly folds: readonly Fold[];
  /** Widths of arrows by their ids; others have the usual one. */
  readonly widths: ReadonlyMap<string, number>;
  /** Told of every place that is given to a node. */
  readonly onPlaces: (places: ReadonlyMap<string, Point>) => void;
  readonly aimedId: string | null;
  /** Only what was found is shown: it gets places of its own, close together, and cannot be dragged. */
  readonly isSearching: boolean;
  /** Counts up when the user asks to see everything. */
  readonly fitRequest: number;
  readonly showAll: () => void;
  /** Counts up when the user asks for the automatic layout again. */
  readonly arrangeRequest: number;
}

export function ChartCanvas(props: ChartCanvasProps) {
  return (
    <ReactFlowProvider>
      <Canvas {...props} />
    </ReactFlowProvider>
  );
}

/** Endpoints that arrows reach stand before those without, so that fewer arrows pass behind nodes. */
function nearestFirst(
  endpoints: readonly ChartEndpoint[],
  folds: readonly Fold[],
  arrows: readonly ChartArrow[],
): readonly string[] {
  const reached = new Set<string>(arrows.map(({ endpointId }) => endpointId));
  const ids = [...endpoints.map(({ endpoint }) => endpoint.id as string), ...folds.map(({ id }) => id)];
  return [...ids.filter((id) => reached.has(id)), ...ids.filter((id) => !reached.has(id))];
}

/** Positions: dragged ones are kept for good, automatic ones as long as the page is open. */
function usePlaces({ chart, endpoints, folds, arrangeRequest, isSearching, onPlaces }: ChartCanvasProps) {
  const [dragged, setDragged] = useState(readPositions);
  const given = useRef<ReadonlyMap<string, Point>>(new Map());
  const lastArrange = useRef(arrangeRequest);
  useEffect(() => {
    if (lastArrange.current === arrangeRequest) return;
    lastArrange.current = arrangeRequest;
    given.current = new Map();
    writePositions(new Map());
    setDragged(new Map());
  }, [arrangeRequest]);

  const places = useMemo(() => {
    const arranged = arrangeNodes({
      registryIds: chart.registries.map(({ id }) => id),
      endpointIds: nearestFirst(endpoints, folds, chart.arrows),
      kept: isSearching ? new Map() : new Map([...given.current, ...dragged]),
      longestArc: rowsThatFit(window.innerHeight - besidesNodes),
    });
    if (!isSearching) given.current = new Map([...given.current, ...arranged]);
    return arranged;
  }, [chart.registries, chart.arrows, endpoints, folds, dragged, isSearching]);
  useEffect(() => onPlaces(places), [places, onPlaces]);

  const onNodesChange = useCallback<OnNodesChange<ChartFlowNode>>((changes: NodeChange<ChartFlowNode>[]) => {
    const moved = changes.flatMap((change) =>
      change.type === 'position' && change.position ? [[change.id, change.position] as const] : [],
    );
    if (moved.length === 0) return;
    setDragged((before) => new Map([...before, ...moved]));
  }, []);
  return { places, onNodesChange, keep: () => writePositions(dragged) };
}

/** The first registry's middle; rhumb lines radiate from there. */
function roseAt(chart: Chart, places: ReadonlyMap<string, Point>): Point {
  const place = places.get(chart.registries[0]?.id ?? '') ?? { x: 0, y: 0 };
  return { x: place.x + nodeSize.width / 2, y: place.y + nodeSize.height / 2 };
}

const distances = { all: '', name: 'chart-far', colour: 'chart-far chart-farthest' } as const;

function Canvas(props: ChartCanvasProps) {
  const { t } = useWords();
  const { chart, endpoints, folds, widths, aimedId, fitRequest, showAll } = props;
  const { chosenImages, placements, selectedId, isStale, send, close } = useChartActions();
  const { places, onNodesChange, keep } = usePlaces(props);
  const canvas = useRef<HTMLElement>(null);
  const distance = useStore(({ transform: [, , zoom] }) => distances[detailAt(zoom)]);
  const nodes = useMemo(
    () => flowNodes(chart.registries, endpoints, chart.arrows, places, folds),
    [chart.registries, chart.arrows, endpoints, places, folds],
  );
  const drawsAll = nodes.length <= drawAllUpTo;
  const glide = useGlide(canvas, drawsAll ? reach.all : reach.inSightOnly);
  const arrows = useMemo(() => shownArrows(chart.arrows, places), [chart.arrows, places]);
  const labels = useArrowLabels(arrows, places);
  const rose = useMemo(() => roseAt(chart, places), [chart, places]);
  const aimingRegistryId = chosenImages[0]?.registryId ?? chart.registries[0]?.id;
  const zoomBy = useZoomSteps(canvas, glide);
  const { show, leave } = useSight({
    canvas,
    glide,
    places,
    selectedId,
    sourceIds: arrows.flatMap(({ registryId, endpointId }) => (endpointId === selectedId ? [registryId] : [])),
    chosenCount: chosenImages.length,
    fitRequest,
  });

  const zoom = (step: number): void => {
    leave();
    zoomBy(step);
  };
  /** Pressed in the middle of zooming, what is pressed has to be what is seen. */
  const settleUnder = (event: MouseEvent<HTMLElement>): void => {
    if (!glide.settle()) return;
    const nodeOf = (element: Element | null): Element | null => element?.closest('.chart-node') ?? null;
    const meant = nodeOf(document.elementFromPoint(event.clientX, event.clientY));
    if (meant !== nodeOf(event.target as Element)) event.stopPropagation();
  };

  return (
    <section
      ref={canvas}
      className={`chart-canvas ${distance}`}
      aria-label={t('chart.page.label')}
      onKeyDown={(event) =>
        handleChartKey(event, {
          places,
          canReceive: (id) => endpoints.some(({ endpoint }) => endpoint.id === id),
          send,
          zoom,
          showAll,
          close: () => {
            if (selectedId !== null) focusNode(selectedId);
            close();
          },
        })
      }
      onMouseDownCapture={settleUnder}
      onFocus={({ target }) => {
        const id = target.dataset.nodeId;
        if (id !== undefined && target.matches(':focus-visible')) show(id);
      }}
    >
      <ReactFlow<ChartFlowNode>
        nodes={nodes}
        nodeTypes={nodeTypes}
        viewport={leftToGlide}
        onViewportChange={glide.move}
        onMoveStart={(event) => event && leave()}
        onMoveEnd={glide.rest}
        onNodesChange={onNodesChange}
        onNodeDragStart={() => {
          leave();
          glide.hold(true);
        }}
        onNodeDragStop={() => {
          glide.hold(false);
          keep();
        }}
        onPaneClick={close}
        minZoom={zooms.least}
        maxZoom={zooms.most}
        nodesDraggable={!props.isSearching}
        nodesFocusable={false}
        edgesFocusable={false}
        nodesConnectable={false}
        elementsSelectable={false}
        disableKeyboardA11y
        nodeDragThreshold={4}
        deleteKeyCode={null}
        selectionKeyCode={null}
        multiSelectionKeyCode={null}
        onlyRenderVisibleElements={!drawsAll}
        proOptions={{ hideAttribution: true }}
      >
        <NauticalBackground {...rose} />
        <ArrowLayer arrows={arrows} widths={widths} places={places} labels={labels} />
        {aimedId !== null && aimingRegistryId !== undefined && (
          <AimArrow from={places.get(aimingRegistryId)} to={places.get(aimedId)} />
        )}
      </ReactFlow>
      <ZoomPicture
        canvas={canvas}
        glide={glide}
        chart={chart}
        endpoints={endpoints}
        folds={folds}
        places={places}
        chosen={chosenImages}
        placements={placements}
        isStale={isStale}
        arrows={arrows}
        widths={widths}
        labels={labels}
        rose={rose}
        selectedId={selectedId}
        aimedId={aimedId}
      />
      <div className="chart-glass" />
      <ZoomControls zoom={zoom} />
      {nodes.length >= miniMapFrom && <ChartMiniMap nodes={nodes} glide={glide} onUse={leave} />}
    </section>
  );
}

import { type ReactFlowState, useReactFlow, useStore, type Viewport } from '@xyflow/react';
import { type RefObject, useCallback, useEffect, useRef } from 'react';
import { boundsOf, type Point } from './chartLayout.ts';
import { bestFit, fitted, type Insets, mayShrinkTo, type Size } from './chartSight.ts';
import type { Glide } from './glideOver.ts';

/** Between nodes and what floats above the chart. */
const margin = 16;
const durationMs = 240;

interface SightProps {
  readonly canvas: RefObject<HTMLElement | null>;
  readonly glide: Glide;
  readonly places: ReadonlyMap<string, Point>;
  readonly selectedId: string | null;
  /** What an arrow leads from to the selected node. */
  readonly sourceIds: readonly string[];
  readonly chosenCount: number;
  readonly fitRequest: number;
}

const widthOf = ({ width }: ReactFlowState): number => width;
const heightOf = ({ height }: ReactFlowState): number => height;

/**
 * Keeps what matters in sight. As long as nobody has moved the chart, all of it stays in what the tools, the chosen
 * images, the legend, the small map and the panel leave free; after that only the opened or focused node slides there.
 */
export function useSight(props: SightProps) {
  const { canvas, glide, selectedId, chosenCount, fitRequest } = props;
  const { setViewport } = useReactFlow();
  const width = useStore(widthOf);
  const height = useStore(heightOf);
  const latest = useRef({ ...props, width, height });
  latest.current = { ...props, width, height };
  const isFitted = useRef(true);
  const lastRequest = useRef(fitRequest);
  const wasShown = useRef(false);

  const go = useCallback(
    (next: Viewport): void => {
      const isStill = matchMedia('(prefers-reduced-motion: reduce)').matches || !wasShown.current;
      wasShown.current = true;
      // Nothing follows upon this, as it does upon the turn of a wheel: it is drawn as soon as it is there.
      void setViewport(next, isStill ? {} : { duration: durationMs }).then(() => glide.settle());
      if (isStill) glide.settle();
    },
    [setViewport, glide],
  );

  const show = useCallback(
    (id: string): void => {
      const { canvas: at, places, selectedId: opened, ...size } = latest.current;
      const place = places.get(id);
      if (!place || !at.current) return;
      const next = slidIntoSight(
        place,
        glide.seen(),
        size,
        insetsOf(at.current).beside,
        opened === null ? null : places,
      );
      if (next) go(next);
    },
    [glide, go],
  );

  const count = props.places.size;
  // biome-ignore lint/correctness/useExhaustiveDependencies: each of these changes what is free, or what there is to see.
  useEffect(() => {
    const { places, sourceIds, ...size } = latest.current;
    const element = canvas.current;
    if (!element || count === 0 || size.width === 0) return;
    if (lastRequest.current !== fitRequest) isFitted.current = true;
    lastRequest.current = fitRequest;
    if (!isFitted.current) {
      if (selectedId !== null) show(selectedId);
      return;
    }
    const insets = insetsOf(element);
    const whole = bestFit(boundsOf(places.values()), size, insets.ways);
    if (selectedId === null || !wasShown.current || mayShrinkTo(whole.zoom, glide.seen().zoom)) return go(whole);
    const ends = [selectedId, ...sourceIds].flatMap((id) => places.get(id) ?? []);
    const part = ends.length > 1 ? fitted(boundsOf(ends), size, insets.beside, glide.seen().zoom) : null;
    if (part && part.zoom < glide.seen().zoom && mayShrinkTo(part.zoom, glide.seen().zoom)) go(part);
    else show(selectedId);
  }, [canvas, glide, go, show, count, selectedId, chosenCount, fitRequest, width, height]);

  return {
    show,
    /** Someone has moved the chart by hand: it stays where it was moved to. */
    leave: useCallback(() => {
      isFitted.current = false;
    }, []),
  };
}

/** What the floating parts cover. The small map may be left free in two ways. */
function insetsOf(canvas: HTMLElement): { readonly beside: Insets; readonly ways: readonly [Insets, Insets] } {
  const at = canvas.getBoundingClientRect();
  const boxOf = (selector: string) => canvas.parentElement?.querySelector(selector)?.getBoundingClientRect();
  const panel = boxOf('.chart-panel');
  const miniMap = boxOf('.chart-minimap');
  const beside: Insets = {
    top: (boxOf('.chart-corner')?.bottom ?? at.top) - at.top + margin,
    right: panel ? at.right - panel.left + margin : margin,
    bottom: at.bottom - (boxOf('.chart-legend')?.top ?? at.bottom) + margin,
    left: margin,
  };
  if (!miniMap) return { beside, ways: [beside, beside] };
  return {
    beside,
    ways: [
      { ...beside, right: at.right - miniMap.left + margin },
      { ...beside, bottom: Math.max(beside.bottom, at.bottom - miniMap.top + margin) },
    ],
  };
}

/**
 * The chart moved so that a node is neither covered nor cut, and no farther. With a panel, so far that it covers as few
 * nodes as it can without any leaving on the left. null: nothing has to move.
 */
function slidIntoSight(
  place: Point,
  { x, y, zoom }: Viewport,
  window: Size,
  insets: Insets,
  panelled: ReadonlyMap<string, Point> | null,
): Viewport | null {
  const toScreen = (box: ReturnType<typeof boundsOf>) => ({
    left: x + box.x * zoom,
    right: x + (box.x + box.width) * zoom,
    top: y + box.y * zoom,
    bottom: y + (box.y + box.height) * zoom,
  });
  const lacking = (from: number, to: number, low: number, high: number): number =>
    from < low ? low - from : to > high ? Math.max(high - to, low - from) : 0;
  const node = toScreen(boundsOf([place]));
  const right = window.width - insets.right;
  let dx = lacking(node.left, node.right, insets.left, right);
  const dy = lacking(node.top, node.bottom, insets.top, window.height - insets.bottom);
  if (panelled && dx <= 0) {
    const all = toScreen(boundsOf(panelled.values()));
    dx = Math.min(dx, -Math.max(0, Math.min(all.right - right, all.left - insets.left)));
  }
  return dx === 0 && dy === 0 ? null : { x: x + dx, y: y + dy, zoom };
}

import { useStoreApi, type Viewport } from '@xyflow/react';
import { type RefObject, useEffect, useMemo, useRef } from 'react';
import type { Point } from './chartLayout.ts';
import { type Glide, glideOver } from './glideOver.ts';

/** A viewport that never changes tells the drawing library to leave its movement to us. */
export const leftToGlide: Viewport = { x: 0, y: 0, zoom: 1 };

/**
 * While it is dragged, the chart is one picture that the compositor moves: nothing of it is drawn, styled or laid out for a
 * frame. While it is zoomed it is painted. It is drawn anew when it comes to rest, and when it has moved beyond what was
 * drawn.
 */
export function useGlide(canvas: RefObject<HTMLElement | null>, reach: Point): Glide {
  const store = useStoreApi();
  const latestReach = useRef(reach);
  latestReach.current = reach;
  const { glide, stop } = useMemo(
    () =>
      glideOver({
        drawn: () => {
          const [x, y, zoom] = store.getState().transform;
          return { x, y, zoom };
        },
        draw: ({ x, y, zoom }) => store.setState({ transform: [x, y, zoom] }),
        slide: ({ x, y, zoom }) => {
          const pane = canvas.current?.querySelector<HTMLElement>('.react-flow__pane');
          if (pane) pane.style.transform = `translate(${x}px, ${y}px) scale(${zoom})`;
        },
        reach: () => latestReach.current,
      }),
    [store, canvas],
  );
  useEffect(() => stop, [stop]);
  return glide;
}

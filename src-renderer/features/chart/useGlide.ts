import { useStoreApi, type Viewport } from '@xyflow/react';
import { type RefObject, useEffect, useMemo, useRef } from 'react';
import { glideBetween, isWithinReach } from './chartGlide.ts';
import type { Point } from './chartLayout.ts';

/** The chart is drawn anew when nobody has moved it for so long. */
const restMs = 160;

export interface Glide {
  /** What is seen now; the drawing library knows only what is drawn. */
  readonly seen: () => Viewport;
  readonly move: (next: Viewport) => void;
  /** Draws what is seen. */
  readonly rest: () => void;
  /** Held, everything is drawn where it is seen: a dragged node has to stay under the pointer. */
  readonly hold: (isHeld: boolean) => void;
  readonly follow: (listener: () => void) => () => void;
}

/** A viewport that never changes tells the drawing library to leave its movement to us. */
export const leftToGlide: Viewport = { x: 0, y: 0, zoom: 1 };

/**
 * While it is dragged or zoomed, the chart is one picture that the compositor moves: nothing of it is drawn, styled or
 * laid out for a frame. It is drawn anew when it comes to rest, and when it has moved beyond what was drawn.
 */
export function useGlide(canvas: RefObject<HTMLElement | null>, reach: Point): Glide {
  const store = useStoreApi();
  const latestReach = useRef(reach);
  latestReach.current = reach;
  const { glide, stop } = useMemo(() => {
    let seen: Viewport | null = null;
    let isHeld = false;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const listeners = new Set<() => void>();
    const drawn = (): Viewport => {
      const [x, y, zoom] = store.getState().transform;
      return { x, y, zoom };
    };
    const place = (): void => {
      const pane = canvas.current?.querySelector<HTMLElement>('.react-flow__pane');
      if (!pane) return;
      const { x, y, zoom } = glideBetween(drawn(), seen ?? drawn());
      pane.style.transform = `translate(${x}px, ${y}px) scale(${zoom})`;
    };
    const rest = (): void => {
      clearTimeout(timer);
      if (seen === null) return;
      const { x, y, zoom } = seen;
      seen = null;
      store.setState({ transform: [x, y, zoom] });
      place();
    };
    return {
      glide: {
        seen: () => seen ?? drawn(),
        rest,
        hold(next: boolean) {
          isHeld = next;
          rest();
        },
        move(next: Viewport) {
          seen = next;
          clearTimeout(timer);
          if (isHeld || !isWithinReach(glideBetween(drawn(), next), latestReach.current)) rest();
          else {
            place();
            timer = setTimeout(rest, restMs);
          }
          for (const listener of listeners) listener();
        },
        follow(listener: () => void) {
          listeners.add(listener);
          return () => void listeners.delete(listener);
        },
      },
      stop: () => clearTimeout(timer),
    };
  }, [store, canvas]);
  useEffect(() => stop, [stop]);
  return glide;
}

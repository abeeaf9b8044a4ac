import type { Viewport } from '@xyflow/react';
import { glideBetween, isWithinReach } from './chartGlide.ts';
import type { Point } from './chartLayout.ts';

/** The chart is drawn anew when nobody has moved it for so long. */
const restMs = 160;
/** Zoomed longer: between two turns of a wheel nobody wants to wait for hundreds of nodes. */
const restAfterZoomMs = 320;
/** So long the painting stays above the chart that was drawn anew below it. */
const uncoverMs = 140;

/** What shows the chart while it is zoomed. */
export interface Painter {
  readonly show: (seen: Viewport) => void;
  readonly hide: () => void;
}

export interface Glide {
  /** What is seen now; the drawing library knows only what is drawn. */
  readonly seen: () => Viewport;
  readonly move: (next: Viewport) => void;
  /** The hand has let go: what was dragged is drawn where it is. */
  readonly rest: () => void;
  /** Draws what is seen now, even in the middle of zooming. Whether something else had been drawn till then. */
  readonly settle: () => boolean;
  /** Held, everything is drawn where it is seen: a dragged node has to stay under the pointer. */
  readonly hold: (isHeld: boolean) => void;
  readonly follow: (listener: () => void) => () => void;
  readonly paintWith: (painter: Painter) => () => void;
}

const still: Viewport = { x: 0, y: 0, zoom: 1 };

/** How the chart is drawn, and how what is drawn can be moved. */
export interface Drawing {
  readonly drawn: () => Viewport;
  readonly draw: (seen: Viewport) => void;
  /** Moves what is drawn as one picture. */
  readonly slide: (by: Viewport) => void;
  readonly reach: () => Point;
}

/** Decides when the chart is drawn anew, and what is shown meanwhile. */
export function glideOver({ drawn, draw, slide, reach }: Drawing): {
  readonly glide: Glide;
  readonly stop: () => void;
} {
  let seen: Viewport | null = null;
  let isHeld = false;
  let painter: Painter | null = null;
  let isPainted = false;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const listeners = new Set<() => void>();
  const uncover = (): void => {
    if (isPainted) painter?.hide();
    isPainted = false;
  };
  const redraw = (): void => {
    clearTimeout(timer);
    if (seen !== null) {
      draw(seen);
      seen = null;
      slide(still);
    }
    if (isPainted) timer = setTimeout(uncover, uncoverMs);
  };
  const settle = (): boolean => {
    const wasPainted = isPainted;
    redraw();
    clearTimeout(timer);
    uncover();
    return wasPainted;
  };
  const move = (next: Viewport): void => {
    const from = drawn();
    seen = next;
    clearTimeout(timer);
    const by = glideBetween(from, next);
    if (isHeld) settle();
    else if (painter !== null && (isPainted || by.zoom !== 1)) {
      isPainted = true;
      painter.show(next);
      timer = setTimeout(redraw, restAfterZoomMs);
    } else if (!isWithinReach(by, reach())) redraw();
    else {
      slide(by);
      timer = setTimeout(redraw, restMs);
    }
    for (const listener of listeners) listener();
  };
  const glide: Glide = {
    seen: () => seen ?? drawn(),
    move,
    rest: () => {
      if (!isPainted) redraw();
    },
    settle,
    hold(next) {
      isHeld = next;
      settle();
    },
    follow(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    paintWith(next) {
      painter = next;
      return () => {
        settle();
        painter = null;
      };
    },
  };
  return { glide, stop: () => clearTimeout(timer) };
}

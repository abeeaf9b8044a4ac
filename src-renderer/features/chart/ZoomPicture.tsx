import { useStoreApi, type Viewport } from '@xyflow/react';
import { type RefObject, useEffect, useMemo, useRef } from 'react';
import type { ChartArrow } from '../../../src-main/contract/chart.ts';
import { useWords } from '../../strings/WordsContext.tsx';
import { arrowBetween } from './arrowGeometry.ts';
import type { Point } from './chartLayout.ts';
import { type ArrowBundle, type ChartPainting, type PaintedLabel, paintChart } from './chartPaint.ts';
import { type ArrowLook, arrowView } from './chartView.ts';
import type { Glide } from './glideOver.ts';
import type { LabelPlace } from './labelPlaces.ts';
import { type FaceFacts, nodeFaces } from './nodeFaces.ts';
import { pageIcons } from './pageIcons.ts';
import { canPaint, surfaceOf, themeInks } from './paintSurface.ts';
import { seaPaths } from './seaDrawing.ts';

interface ZoomPictureProps extends FaceFacts {
  readonly canvas: RefObject<HTMLElement | null>;
  readonly glide: Glide;
  readonly arrows: readonly ChartArrow[];
  readonly widths: ReadonlyMap<string, number>;
  readonly labels: ReadonlyMap<string, LabelPlace>;
  readonly rose: Point;
  readonly selectedId: string | null;
  readonly aimedId: string | null;
}

type Words = ReturnType<typeof useWords>;

/**
 * What is seen while the chart is zoomed: the same nodes and arrows, painted for every frame. Hundreds of elements take
 * many frames to be drawn at another size; painted they take a fraction of one.
 */
export function ZoomPicture(props: ZoomPictureProps) {
  const { glide, canvas, chart, endpoints, folds, places, chosen, placements, isStale, arrows, widths, labels } = props;
  const store = useStoreApi();
  const words = useWords();
  const picture = useRef<HTMLCanvasElement>(null);
  const contents = useMemo(
    () =>
      madeOnce(() => ({
        faces: nodeFaces(words, { chart, endpoints, folds, places, chosen, placements, isStale }),
        bundles: bundled(words, arrows, widths, places),
        labels: paintedLabels(words, arrows, labels),
        sea: seaPaths(),
      })),
    [words, chart, endpoints, folds, places, chosen, placements, isStale, arrows, widths, labels],
  );
  useEffect(() => (canPaint() ? whenIdle(contents) : undefined), [contents]);

  const latest = useRef({ ...props, contents });
  latest.current = { ...props, contents };
  useEffect(() => {
    let seen: Viewport | null = null;
    let painting: ChartPainting | null = null;
    let frame = 0;
    const surface = picture.current && surfaceOf(picture.current);
    if (!surface) return;
    const paint = (): void => {
      frame = 0;
      const context = surface.getContext('2d', { alpha: false });
      if (!context || seen === null || painting === null) return;
      const { width, height } = store.getState();
      paintChart(context, painting, seen, { width, height }, devicePixelRatio);
    };
    const begin = (element: HTMLCanvasElement): void => {
      const { contents: made, rose, selectedId, aimedId } = latest.current;
      const { width, height } = store.getState();
      const own = made();
      painting = {
        ...own,
        rose,
        selectedId,
        aimedId,
        inks: themeInks(),
        font: getComputedStyle(element).fontFamily,
        iconOf: pageIcons(canvas.current ?? document, own.faces),
      };
      surface.width = Math.round(width * devicePixelRatio);
      surface.height = Math.round(height * devicePixelRatio);
      element.style.display = 'block';
    };
    return glide.paintWith({
      show(next) {
        seen = next;
        const element = picture.current;
        if (!element) return;
        if (painting === null) {
          begin(element);
          paint();
        } else if (frame === 0) frame = requestAnimationFrame(paint);
      },
      hide() {
        cancelAnimationFrame(frame);
        frame = 0;
        painting = null;
        if (picture.current) picture.current.style.display = 'none';
      },
    });
  }, [glide, store, canvas]);
  return (
    <div className="chart-zoom-picture" aria-hidden="true">
      <canvas ref={picture} />
    </div>
  );
}

function madeOnce<Made>(make: () => Made): () => Made {
  let made: Made | undefined;
  return () => (made ??= make());
}

/** Before anybody zooms, and at a time when nobody waits. */
function whenIdle(task: () => unknown): () => void {
  if (!('requestIdleCallback' in globalThis)) {
    const timer = setTimeout(task, 500);
    return () => clearTimeout(timer);
  }
  const handle = requestIdleCallback(() => task());
  return () => cancelIdleCallback(handle);
}

function bundled(
  words: Words,
  arrows: readonly ChartArrow[],
  widths: ReadonlyMap<string, number>,
  places: ReadonlyMap<string, Point>,
): readonly ArrowBundle[] {
  const bundles = new Map<string, ArrowBundle>();
  for (const arrow of arrows) {
    const [from, to] = [places.get(arrow.registryId), places.get(arrow.endpointId)];
    if (!from || !to) continue;
    const { look } = arrowView(words, arrow);
    const width = widths.get(arrow.id) ?? null;
    const key = `${look} ${width}`;
    const bundle = bundles.get(key) ?? { look, width, count: 0, lines: new Path2D(), heads: new Path2D() };
    bundles.set(key, { ...bundle, count: bundle.count + 1 });
    const { path, headPoints } = arrowBetween(from, to);
    bundle.lines.addPath(new Path2D(path));
    bundle.heads.addPath(new Path2D(`M${headPoints.replaceAll(' ', 'L')}Z`));
  }
  return [...bundles.values()];
}

function paintedLabels(
  words: Words,
  arrows: readonly ChartArrow[],
  labels: ReadonlyMap<string, LabelPlace>,
): readonly PaintedLabel[] {
  return arrows.flatMap((arrow) => {
    const place = labels.get(arrow.id);
    if (!place) return [];
    const { look, label }: { look: ArrowLook; label: string | null } = arrowView(words, arrow);
    return [{ at: place.at, look, text: place.isSign ? null : label }];
  });
}

import { IconMinus, IconPlus } from '@tabler/icons-react';
import { type ReactFlowState, useReactFlow, useStore, useStoreApi, type Viewport } from '@xyflow/react';
import { type RefObject, useCallback, useRef } from 'react';
import { IconButton } from '../../components/Button.tsx';
import { useWords } from '../../strings/WordsContext.tsx';
import { zooms } from './chartLayout.ts';
import { zoomedAround } from './chartSight.ts';
import type { Glide } from './glideOver.ts';

/** One step of the buttons and keys. */
const stepFactor = 1.4;
const durationMs = 180;

/** Zooms by steps: around the focused node, else around the middle. A step is taken from where the last one leads to. */
export function useZoomSteps(canvas: RefObject<HTMLElement | null>, glide: Glide): (steps: number) => void {
  const { setViewport } = useReactFlow();
  const store = useStoreApi();
  const heading = useRef<{ readonly to: Viewport; readonly until: number } | null>(null);
  return useCallback(
    (steps) => {
      const { width, height } = store.getState();
      const now = performance.now();
      const isUnderWay = heading.current !== null && now < heading.current.until;
      const from = isUnderWay && heading.current ? heading.current.to : glide.seen();
      const to = zoomedAround(from, pointOf(canvas.current, width, height), stepFactor ** steps);
      heading.current = { to, until: now + durationMs };
      const isStill = matchMedia('(prefers-reduced-motion: reduce)').matches;
      void setViewport(to, isStill ? {} : { duration: durationMs });
    },
    [canvas, glide, setViewport, store],
  );
}

/** What stays where it is. */
function pointOf(canvas: HTMLElement | null, width: number, height: number) {
  const middle = { x: width / 2, y: height / 2 };
  const focused = document.activeElement;
  if (!canvas || !focused?.matches('[data-node-id]') || !canvas.contains(focused)) return middle;
  const [own, around] = [focused.getBoundingClientRect(), canvas.getBoundingClientRect()];
  const point = { x: own.x + own.width / 2 - around.x, y: own.y + own.height / 2 - around.y };
  const isInSight = point.x > 0 && point.y > 0 && point.x < width && point.y < height;
  return isInSight ? point : middle;
}

const canGrow = ({ transform: [, , zoom] }: ReactFlowState): boolean => zoom < zooms.most * 0.999;
const canShrink = ({ transform: [, , zoom] }: ReactFlowState): boolean => zoom > zooms.least * 1.001;

export function ZoomControls({ zoom }: { readonly zoom: (steps: number) => void }) {
  const { t } = useWords();
  const grows = useStore(canGrow);
  const shrinks = useStore(canShrink);
  return (
    <div className="chart-zoom">
      <IconButton
        label={t('chart.tools.zoomIn')}
        shortcut="+"
        icon={<IconPlus size={16} aria-hidden="true" />}
        isDisabled={!grows}
        onPress={() => zoom(1)}
      />
      <IconButton
        label={t('chart.tools.zoomOut')}
        shortcut="-"
        icon={<IconMinus size={16} aria-hidden="true" />}
        isDisabled={!shrinks}
        onPress={() => zoom(-1)}
      />
    </div>
  );
}

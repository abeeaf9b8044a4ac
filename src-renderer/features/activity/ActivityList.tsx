import { type Range, useVirtualizer } from '@tanstack/react-virtual';
import { type ReactNode, useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react';
import type { Activity } from '../../../src-main/contract/transfer.ts';
import { NowContext } from '../../lib/now.ts';
import { firstShown, slotsFor } from '../../lib/rowWindow.ts';
import { useKeptFocus } from '../../lib/useKeptFocus.ts';
import { useNow } from '../../lib/useNow.ts';
import { useShownRows } from '../../lib/useShownRows.ts';
import { useRoute, useStores } from '../../stores/StoresContext.tsx';
import { ActivityRow } from './ActivityRow.tsx';

/** Up to so many rows simply stand there; of more only those in sight exist. */
const plainUpTo = 60;
/** A closed row in a wide window. */
const rowHeightPx = 62;
const gapPx = 8;
/** Rows that exist beyond each edge of what is seen. */
const spare = 6;
/** Older ones are asked for when so few rows are left below. */
const askBefore = 30;

interface ActivityListProps {
  readonly label: string;
  readonly activities: readonly Activity[];
  readonly showsProblems: boolean;
  readonly empty: ReactNode;
  /** Called when the end comes into sight. */
  readonly onEnd?: () => void;
}

/** One tab's rows. The open one is in the address, so a link can point at it. */
export function ActivityList(props: ActivityListProps) {
  const { route } = useStores();
  const openId = useRoute().id;
  const { label, activities, showsProblems, empty, onEnd } = props;
  const isShort = activities.length <= plainUpTo;
  const toggle = useCallback((id: string) => route.go('activity', id === route.getState().id ? null : id), [route]);
  useEffect(() => {
    if (isShort) onEnd?.();
  }, [isShort, onEnd]);
  if (activities.length === 0) return empty;
  if (!isShort) return <LongList {...props} openId={openId} onToggle={toggle} />;
  return (
    <ul className="activity-list" aria-label={label}>
      {activities.map((activity) => (
        <ActivityRow
          key={activity.id}
          activity={activity}
          isOpen={activity.id === openId}
          onToggle={toggle}
          showsProblem={showsProblems}
        />
      ))}
    </ul>
  );
}

interface LongListProps extends ActivityListProps {
  readonly openId: string | null;
  readonly onToggle: (id: string) => void;
}

/**
 * Rows have the height they need and stand at their offset; the list has room for all of them. There are always as many
 * elements: a row that goes at one end leaves its own to the one that comes at the other.
 */
function LongList({ label, activities, showsProblems, onEnd, openId, onToggle }: LongListProps) {
  const list = useRef<HTMLUListElement>(null);
  const closedHeight = useRef(rowHeightPx);
  // One clock for all rows: with one each, every row that comes and goes starts and stops a timer.
  const now = useNow();
  const [margin, setMargin] = useState(0);
  const keptFocus = useKeptFocus(list);
  const count = activities.length;
  const sight = { count, rowPx: rowHeightPx + gapPx, spare, roomPx: globalThis.innerHeight };
  const slots = slotsFor(sight);
  const virtualizer = useVirtualizer({
    count,
    getScrollElement: () => list.current?.closest('.page-body') ?? null,
    // With another function every place of the list would be worked out again.
    getItemKey: useCallback((index: number) => activities[index]?.id ?? index, [activities]),
    estimateSize: () => closedHeight.current,
    gap: gapPx,
    rangeExtractor: ({ startIndex }: Range) => {
      const first = firstShown(startIndex, slots, sight);
      return Array.from({ length: slots }, (_, place) => first + place);
    },
    scrollMargin: margin,
    useFlushSync: false,
    initialRect: { width: 900, height: 600 },
  });
  useLayoutEffect(() => {
    const measure = () => {
      setMargin(list.current?.offsetTop ?? 0);
      // In a narrow window rows are higher: a wrong guess would move all rows below with each one that is measured.
      const height = list.current?.querySelector<HTMLElement>('.activity:not(.activity-open)')?.offsetHeight;
      if (!height || height === closedHeight.current) return;
      closedHeight.current = height;
      virtualizer.measure();
      for (const row of list.current?.children ?? []) virtualizer.measureElement(row);
    };
    measure();
    if (!list.current) return;
    const observer = new ResizeObserver(measure);
    observer.observe(list.current);
    return () => observer.disconnect();
  }, [virtualizer]);
  const places = virtualizer.getVirtualItems();
  const first = places[0]?.index ?? 0;
  const rows = useShownRows(first, places.length);
  const lastIndex = places.at(-1)?.index ?? 0;
  const isNearEnd = lastIndex >= activities.length - askBefore;
  useEffect(() => {
    if (isNearEnd) onEnd?.();
  }, [isNearEnd, onEnd]);
  return (
    <ul
      ref={list}
      className="activity-list activity-list-long"
      aria-label={label}
      style={{ height: virtualizer.getTotalSize() }}
      tabIndex={-1}
      {...keptFocus}
    >
      <NowContext value={now}>
        {rows.map(({ slot, index }) => {
          const activity = activities[index];
          const place = places[index - first];
          if (!activity || !place) return null;
          return (
            <ActivityRow
              key={slot}
              activity={activity}
              isOpen={activity.id === openId}
              onToggle={onToggle}
              showsProblem={showsProblems}
              index={index}
              count={count}
              top={place.start - margin}
              measure={virtualizer.measureElement}
            />
          );
        })}
      </NowContext>
    </ul>
  );
}

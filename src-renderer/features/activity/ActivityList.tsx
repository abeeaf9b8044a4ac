import { useVirtualizer } from '@tanstack/react-virtual';
import { type ReactNode, useEffect, useLayoutEffect, useRef, useState } from 'react';
import type { Activity } from '../../../src-main/contract/transfer.ts';
import { useRoute, useStores } from '../../stores/StoresContext.tsx';
import { ActivityRow } from './ActivityRow.tsx';

/** Up to so many rows simply stand there; of more only those in sight exist. */
const plainUpTo = 60;
const rowHeightPx = 64;
const gapPx = 8;
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
  useEffect(() => {
    if (isShort) onEnd?.();
  }, [isShort, onEnd]);
  if (activities.length === 0) return empty;
  const toggle = (id: string) => route.go('activity', id === openId ? null : id);
  if (!isShort) return <LongList {...props} openId={openId} onToggle={toggle} />;
  return (
    <ul className="activity-list" aria-label={label}>
      {activities.map((activity) => (
        <ActivityRow
          key={activity.id}
          activity={activity}
          isOpen={activity.id === openId}
          onToggle={() => toggle(activity.id)}
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

/** Rows have the height they need; what is out of sight is stood in for by empty room. */
function LongList({ label, activities, showsProblems, onEnd, openId, onToggle }: LongListProps) {
  const list = useRef<HTMLUListElement>(null);
  const [margin, setMargin] = useState(0);
  useLayoutEffect(() => setMargin(list.current?.offsetTop ?? 0), []);
  const virtualizer = useVirtualizer({
    count: activities.length,
    getScrollElement: () => list.current?.closest('.page-body') ?? null,
    getItemKey: (index) => activities[index]?.id ?? index,
    estimateSize: () => rowHeightPx,
    gap: gapPx,
    overscan: 6,
    scrollMargin: margin,
    useFlushSync: false,
    initialRect: { width: 900, height: 600 },
  });
  const rows = virtualizer.getVirtualItems();
  const lastIndex = rows.at(-1)?.index ?? 0;
  const isNearEnd = lastIndex >= activities.length - askBefore;
  useEffect(() => {
    if (isNearEnd) onEnd?.();
  }, [isNearEnd, onEnd]);
  const above = (rows[0]?.start ?? margin) - margin;
  const below = virtualizer.getTotalSize() - ((rows.at(-1)?.end ?? margin) - margin);
  return (
    <ul ref={list} className="activity-list" aria-label={label} style={{ paddingTop: above, paddingBottom: below }}>
      {rows.map(({ index, key }) => {
        const activity = activities[index];
        if (!activity) return null;
        return (
          <ActivityRow
            key={key}
            activity={activity}
            isOpen={activity.id === openId}
            onToggle={() => onToggle(activity.id)}
            showsProblem={showsProblems}
            place={{ index, count: activities.length, measure: virtualizer.measureElement }}
          />
        );
      })}
    </ul>
  );
}

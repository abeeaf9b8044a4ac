import { type ReactNode, useState } from 'react';
import type { Activity } from '../../../src-main/contract/transfer.ts';
import { Button } from '../../components/Button.tsx';
import { useRoute, useStores } from '../../stores/StoresContext.tsx';
import { ActivityRow } from './ActivityRow.tsx';

const shownAtOnce = 100;

interface ActivityListProps {
  readonly label: string;
  readonly activities: readonly Activity[];
  readonly showsProblems: boolean;
  readonly empty: ReactNode;
}

/** One tab's rows. The open one is in the address, so a link can point at it. */
export function ActivityList({ label, activities, showsProblems, empty }: ActivityListProps) {
  const { route } = useStores();
  const openId = useRoute().id;
  const [shown, setShown] = useState(shownAtOnce);
  if (activities.length === 0) return empty;
  return (
    <>
      <ul className="activity-list" aria-label={label}>
        {activities.slice(0, shown).map((activity) => (
          <ActivityRow
            key={activity.id}
            activity={activity}
            isOpen={activity.id === openId}
            onToggle={() => route.go('activity', activity.id === openId ? null : activity.id)}
            showsProblem={showsProblems}
          />
        ))}
      </ul>
      {activities.length > shown && (
        <Button className="activity-more" onPress={() => setShown(shown + shownAtOnce)}>
          {`Show ${Math.min(shownAtOnce, activities.length - shown)} more of ${activities.length}`}
        </Button>
      )}
    </>
  );
}

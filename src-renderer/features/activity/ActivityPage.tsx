import { useCallback, useMemo, useState } from 'react';
import type { Activity } from '../../../src-main/contract/transfer.ts';
import { Button } from '../../components/Button.tsx';
import { EmptyState } from '../../components/EmptyState.tsx';
import { ListState } from '../../components/ListState.tsx';
import { PageHeader } from '../../components/PageHeader.tsx';
import { SearchField } from '../../components/SearchField.tsx';
import { ReadingBar } from '../../components/Skeleton.tsx';
import { Tabs } from '../../components/Tabs.tsx';
import { useProblemActions } from '../../components/useProblemActions.ts';
import { useSayShown } from '../../lib/useSay.ts';
import { useRoute, useStores } from '../../stores/StoresContext.tsx';
import { PauseAllButton, PausedNotice } from '../shell/PauseAll.tsx';
import { useRefreshKey } from '../shell/useShortcuts.ts';
import { ActivityList } from './ActivityList.tsx';
import { type ActivityTab, activitySummary, isUnderTab, matchesSearch, tabOf } from './activityView.ts';
import { History } from './History.tsx';
import { type MoreActivities, useAllActivities } from './useAllActivities.ts';
import './activity.css';
import { useWords } from '../../strings/WordsContext.tsx';

/** What is on its way, what waits for the user, and what has been. */
export function ActivityPage() {
  const { newest, all, total, reading, more } = useAllActivities();
  const { value, isReading, refresh } = reading;
  const { t } = useWords();
  const [text, setText] = useState('');
  useRefreshKey(refresh);
  const isMeant = useCallback((activity: Activity) => matchesSearch(t, activity, text), [t, text]);
  const found = useMemo(() => all.filter(isMeant), [all, isMeant]);
  useSayShown(found.length, all.length, text.trim() !== '');
  const summary = useMemo(() => activitySummary(t, newest), [t, newest]);
  return (
    <>
      <PageHeader
        title={t('activity.page.title')}
        summary={summary}
        search={<SearchField label={t('activity.page.search')} value={text} onChange={setText} />}
        actions={<PauseAllButton />}
      />
      <ReadingBar isReading={isReading} />
      <div className="page-body activity-page">
        <PausedNotice />
        <ListState read={reading} onTryAgain={refresh} label={t('activity.page.loading')} />
        {value !== null && (
          <ActivityTabs
            newest={newest}
            all={all}
            found={found}
            total={total}
            more={more}
            isMeant={isMeant}
            isSearching={text.trim() !== ''}
          />
        )}
      </div>
    </>
  );
}

interface ActivityTabsProps {
  readonly newest: readonly Activity[];
  readonly all: readonly Activity[];
  /** Those the search leaves. */
  readonly found: readonly Activity[];
  readonly isSearching: boolean;
  /** What the search leaves, of any. */
  readonly isMeant: (activity: Activity) => boolean;
  /** How many there are, read or not. */
  readonly total: number;
  readonly more: MoreActivities;
}

function ActivityTabs({ newest, all, found, isSearching, isMeant, total, more }: ActivityTabsProps) {
  const { t } = useWords();
  const openId = useRoute().id;
  const linked = all.find(({ id }) => id === openId);
  const [chosen, setChosen] = useState<ActivityTab | null>(null);
  const isLinkedHidden = linked !== undefined && chosen !== null && !isUnderTab(linked, chosen);
  const selected = chosen !== null && !isLinkedHidden ? chosen : linked ? tabOf(linked) : 'now';
  const { route } = useStores();
  const { now, waiting, history } = useMemo(() => {
    // What is under way or unsolved is among the first that are read.
    const recent = found.slice(0, newest.length);
    const under = (tab: ActivityTab) => recent.filter((activity) => isUnderTab(activity, tab));
    return {
      now: under('now'),
      waiting: under('waitingForYou'),
      history: found.filter((activity) => isUnderTab(activity, 'history')),
    };
  }, [found, newest]);
  const choose = (tab: ActivityTab) => {
    if (tab === selected) return;
    setChosen(tab);
    if (openId !== null) route.go('activity');
  };
  return (
    <Tabs<ActivityTab>
      label={t('activity.page.title')}
      selected={selected}
      onChange={choose}
      tabs={[
        {
          name: 'now',
          title: <TabTitle word={t('activity.tabs.now')} count={now.length} />,
          content: (
            <ActivityList
              label={t('activity.tabs.now')}
              activities={now}
              showsProblems
              empty={<NothingNow isSearching={isSearching} />}
            />
          ),
        },
        {
          name: 'waitingForYou',
          title: <TabTitle word={t('activity.tabs.waitingForYou')} count={waiting.length} isUrgent />,
          content: (
            <ActivityList
              label={t('activity.tabs.waitingForYou')}
              activities={waiting}
              showsProblems
              empty={
                <EmptyState
                  purpose={t('activity.page.waitingPurpose')}
                  reason={t(isSearching ? 'activity.page.waitingNotFound' : 'activity.page.waitingEmpty')}
                />
              }
            />
          ),
        },
        {
          name: 'history',
          title: <TabTitle word={t('activity.tabs.history')} count={history.length} />,
          content: <History rows={history} total={total} read={all.length} more={more} isMeant={isMeant} />,
        },
      ]}
    />
  );
}

function TabTitle({
  word,
  count,
  isUrgent = false,
}: {
  readonly word: string;
  readonly count: number;
  readonly isUrgent?: boolean;
}) {
  return (
    <span className="activity-tab">
      {word}
      {count > 0 && <span className={`activity-count${isUrgent ? ' activity-urgent' : ''}`}>{count}</span>}
    </span>
  );
}

function NothingNow({ isSearching }: { readonly isSearching: boolean }) {
  const { route } = useStores();
  const { startLab } = useProblemActions();
  const { t } = useWords();
  if (isSearching)
    return <EmptyState purpose={t('activity.page.nowNotFound')} reason={t('activity.page.nowNotFoundWhy')} />;
  return (
    <EmptyState
      purpose={t('activity.page.nowPurpose')}
      reason={t('activity.page.nowEmpty')}
      action={
        <Button variant="primary" onPress={() => route.go('containers')}>
          {t('activity.page.chooseImages')}
        </Button>
      }
      link={
        <Button variant="link" onPress={() => startLab?.()}>
          {t('activity.page.tryPractice')}
        </Button>
      }
    />
  );
}

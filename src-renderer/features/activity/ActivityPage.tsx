import { type ReactNode, useMemo, useState } from 'react';
import type { Activity } from '../../../src-main/contract/transfer.ts';
import { Button } from '../../components/Button.tsx';
import { EmptyState } from '../../components/EmptyState.tsx';
import { FilterChip } from '../../components/FilterChip.tsx';
import { ListState } from '../../components/ListState.tsx';
import { PageHeader } from '../../components/PageHeader.tsx';
import { ProblemView } from '../../components/ProblemView.tsx';
import { SearchField } from '../../components/SearchField.tsx';
import { ReadingBar } from '../../components/Skeleton.tsx';
import { Tabs } from '../../components/Tabs.tsx';
import { useProblemActions } from '../../components/useProblemActions.ts';
import { useSayShown } from '../../lib/useSay.ts';
import { useRoute, useStores } from '../../stores/StoresContext.tsx';
import { useRefreshKey } from '../shell/useShortcuts.ts';
import { ActivityList } from './ActivityList.tsx';
import { type ActivityTab, activitySummary, isUnderTab, matchesSearch, tabOf } from './activityView.ts';
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
  const found = useMemo(() => all.filter((activity) => matchesSearch(t, activity, text)), [t, all, text]);
  useSayShown(found.length, all.length, text.trim() !== '');
  const summary = useMemo(() => activitySummary(t, newest), [t, newest]);
  return (
    <>
      <PageHeader
        title={t('activity.page.title')}
        summary={summary}
        search={<SearchField label={t('activity.page.search')} value={text} onChange={setText} />}
      />
      <ReadingBar isReading={isReading} />
      <div className="page-body activity-page">
        <ListState read={reading} onTryAgain={refresh} label={t('activity.page.loading')} />
        {value !== null && (
          <ActivityTabs
            newest={newest}
            all={all}
            found={found}
            total={total}
            more={more}
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
  /** How many there are, read or not. */
  readonly total: number;
  readonly more: MoreActivities;
}

function ActivityTabs({ newest, all, found, isSearching, total, more }: ActivityTabsProps) {
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
          content: <History rows={history} total={total} read={all.length} more={more} />,
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

const results = ['done', 'problem', 'stopped'] as const;

interface HistoryProps {
  readonly rows: readonly Activity[];
  readonly total: number;
  /** How many of them have been read, also those that the search leaves out. */
  readonly read: number;
  readonly more: MoreActivities;
}

/** Finished transfers, by result and endpoint. Older ones are read as their place comes into sight. */
function History({ rows, total, read, more }: HistoryProps): ReactNode {
  const { t, states } = useWords();
  const [result, setResult] = useState<ReadonlySet<string>>(new Set());
  const [endpoint, setEndpoint] = useState<ReadonlySet<string>>(new Set());
  const names = useMemo(
    () => [...new Map(rows.map((row) => [row.destinationEndpointId, row.destinationName]))],
    [rows],
  );
  const shown = useMemo(
    () =>
      rows.filter(
        (row) =>
          (result.size === 0 || result.has(row.state)) &&
          (endpoint.size === 0 || endpoint.has(row.destinationEndpointId)),
      ),
    [rows, result, endpoint],
  );
  return (
    <>
      {rows.length > 0 && (
        <div className="row row-wrap activity-filters">
          <FilterChip
            label={t('activity.page.result')}
            selected={result}
            onChange={setResult}
            options={results.map((state) => ({ value: state, label: states.activity[state].word }))}
          />
          <FilterChip
            label={t('activity.page.endpoint')}
            selected={endpoint}
            onChange={setEndpoint}
            options={names.map(([value, label]) => ({ value, label }))}
          />
          {more.hasMore && (
            <span className="soft small num" role="status">
              {t('activity.page.lastOf', { read, total })}
            </span>
          )}
        </div>
      )}
      <ActivityList
        label={t('activity.tabs.history')}
        activities={shown}
        showsProblems={false}
        onEnd={more.read}
        empty={
          <EmptyState
            purpose={t('activity.page.historyPurpose')}
            reason={t(rows.length === 0 ? 'activity.page.historyEmpty' : 'activity.page.historyFiltered')}
          />
        }
      />
      {more.problem && <ProblemView problem={more.problem} compact handlers={{ tryAgain: more.read }} />}
    </>
  );
}

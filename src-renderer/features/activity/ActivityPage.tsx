import { type ReactNode, useMemo, useState } from 'react';
import { formatNumber } from '../../../src-main/contract/format.ts';
import { activityStates } from '../../../src-main/contract/states.ts';
import type { Activity } from '../../../src-main/contract/transfer.ts';
import { Button } from '../../components/Button.tsx';
import { EmptyState } from '../../components/EmptyState.tsx';
import { FilterChip } from '../../components/FilterChip.tsx';
import { PageHeader } from '../../components/PageHeader.tsx';
import { ProblemView } from '../../components/ProblemView.tsx';
import { SearchField } from '../../components/SearchField.tsx';
import { ReadingBar, Skeleton } from '../../components/Skeleton.tsx';
import { Tabs } from '../../components/Tabs.tsx';
import { useProblemActions } from '../../components/useProblemActions.ts';
import { useSayShown } from '../../lib/useSay.ts';
import { useRoute, useStores } from '../../stores/StoresContext.tsx';
import { useRefreshKey } from '../shell/useShortcuts.ts';
import { ActivityList } from './ActivityList.tsx';
import { type ActivityTab, activitySummary, isUnderTab, matchesSearch, tabOf } from './activityView.ts';
import { type MoreActivities, useAllActivities } from './useAllActivities.ts';
import './activity.css';

/** What is on its way, what waits for the user, and what has been. */
export function ActivityPage() {
  const { newest, all, total, reading, more } = useAllActivities();
  const { value, problem, isReading, refresh } = reading;
  const [text, setText] = useState('');
  useRefreshKey(refresh);
  const found = useMemo(() => all.filter((activity) => matchesSearch(activity, text)), [all, text]);
  useSayShown(found.length, all.length, text.trim() !== '');
  const summary = useMemo(() => activitySummary(newest), [newest]);
  return (
    <>
      <PageHeader
        title="Activity"
        summary={summary}
        search={<SearchField label="Search transfers" value={text} onChange={setText} />}
      />
      <ReadingBar isReading={isReading} />
      <div className="page-body activity-page">
        {problem && <ProblemView problem={problem} handlers={{ tryAgain: refresh, refresh }} />}
        {value === null ? (
          !problem && <Skeleton label="Loading transfers" />
        ) : (
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
  const openId = useRoute().id;
  const linked = all.find(({ id }) => id === openId);
  const [chosen, setChosen] = useState<ActivityTab | null>(null);
  const isLinkedHidden = linked !== undefined && chosen !== null && !isUnderTab(linked, chosen, newest);
  const selected = chosen !== null && !isLinkedHidden ? chosen : linked ? tabOf(linked, newest) : 'now';
  const { route } = useStores();
  const { now, waiting, history } = useMemo(() => {
    // What is under way is among the newest; only they are compared with each other.
    const recent = found.slice(0, newest.length);
    const under = (tab: ActivityTab) => recent.filter((activity) => isUnderTab(activity, tab, newest));
    return {
      now: under('now'),
      waiting: under('waitingForYou'),
      history: found.filter((activity) => isUnderTab(activity, 'history', newest)),
    };
  }, [found, newest]);
  const choose = (tab: ActivityTab) => {
    if (tab === selected) return;
    setChosen(tab);
    if (openId !== null) route.go('activity');
  };
  return (
    <Tabs<ActivityTab>
      label="Activity"
      selected={selected}
      onChange={choose}
      tabs={[
        {
          name: 'now',
          title: <TabTitle word="Now" count={now.length} />,
          content: (
            <ActivityList label="Now" activities={now} showsProblems empty={<NothingNow isSearching={isSearching} />} />
          ),
        },
        {
          name: 'waitingForYou',
          title: <TabTitle word="Waiting for you" count={waiting.length} isUrgent />,
          content: (
            <ActivityList
              label="Waiting for you"
              activities={waiting}
              showsProblems
              empty={
                <EmptyState
                  purpose="Transfers that need your log-in or consent wait here."
                  reason={isSearching ? 'No waiting transfer matches the search.' : 'Nothing waits for you.'}
                />
              }
            />
          ),
        },
        {
          name: 'history',
          title: <TabTitle word="History" count={history.length} />,
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
  if (isSearching)
    return <EmptyState purpose="Nothing matches the search." reason="No transfer that runs now has these words." />;
  return (
    <EmptyState
      purpose="Here you see images on their way, and can stop them."
      reason="Nothing is on its way now."
      action={
        <Button variant="primary" onPress={() => route.go('containers')}>
          Choose images to send
        </Button>
      }
      link={
        <Button variant="link" onPress={() => startLab?.()}>
          Try with practice data
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
            label="Result"
            selected={result}
            onChange={setResult}
            options={results.map((state) => ({ value: state, label: activityStates[state].word }))}
          />
          <FilterChip
            label="Endpoint"
            selected={endpoint}
            onChange={setEndpoint}
            options={names.map(([value, label]) => ({ value, label }))}
          />
          {more.hasMore && (
            <span className="soft small num" role="status">
              {`The last ${formatNumber(read)} of ${formatNumber(total)}; older ones follow as you scroll`}
            </span>
          )}
        </div>
      )}
      <ActivityList
        label="History"
        activities={shown}
        showsProblems={false}
        onEnd={more.read}
        empty={
          <EmptyState
            purpose="Finished transfers are kept here for a year."
            reason={
              rows.length === 0 ? 'None has finished yet, or none matches the search.' : 'None passes the filters.'
            }
          />
        }
      />
      {more.problem && <ProblemView problem={more.problem} compact handlers={{ tryAgain: more.read }} />}
    </>
  );
}

import { type ReactNode, useMemo, useState } from 'react';
import type { Activity } from '../../../src-main/contract/transfer.ts';
import { EmptyState } from '../../components/EmptyState.tsx';
import { FilterChip } from '../../components/FilterChip.tsx';
import { ProblemView } from '../../components/ProblemView.tsx';
import { useNow } from '../../lib/useNow.ts';
import { useWords } from '../../strings/WordsContext.tsx';
import { ActivityList } from './ActivityList.tsx';
import { isUnderTab } from './activityView.ts';
import { HistoryExport } from './HistoryExport.tsx';
import { type HistoryFilter, historyWindows, noFilter, passes } from './historyFilter.ts';
import type { MoreActivities } from './useAllActivities.ts';

const results = ['done', 'problem', 'stopped'] as const;

interface HistoryProps {
  readonly rows: readonly Activity[];
  readonly total: number;
  /** How many of them have been read, also those that the search leaves out. */
  readonly read: number;
  readonly more: MoreActivities;
  readonly isMeant: (activity: Activity) => boolean;
}

/** Finished transfers, by result, endpoint and time. Older ones are read as their place comes into sight. */
export function History({ rows, total, read, more, isMeant }: HistoryProps): ReactNode {
  const { t, states } = useWords();
  const nowMs = useNow().getTime();
  const [filter, setFilter] = useState<HistoryFilter>(noFilter);
  const by = (kind: keyof HistoryFilter) => (chosen: ReadonlySet<string>) =>
    setFilter((before) => ({ ...before, [kind]: chosen }));
  const names = useMemo(
    () => [...new Map(rows.map((row) => [row.destinationEndpointId, row.destinationName]))],
    [rows],
  );
  const shown = useMemo(() => rows.filter((row) => passes(row, filter, nowMs)), [rows, filter, nowMs]);
  return (
    <>
      {rows.length > 0 && (
        <div className="row row-wrap activity-filters">
          <FilterChip
            label={t('activity.page.result')}
            selected={filter.result}
            onChange={by('result')}
            options={results.map((state) => ({ value: state, label: states.activity[state].word }))}
          />
          <FilterChip
            label={t('activity.page.endpoint')}
            selected={filter.endpoint}
            onChange={by('endpoint')}
            options={names.map(([value, label]) => ({ value, label }))}
          />
          <FilterChip
            label={t('activity.page.when')}
            selected={filter.when}
            onChange={by('when')}
            options={historyWindows.map((value) => ({ value, label: t(`activity.page.${value}`) }))}
          />
          {more.hasMore && (
            <span className="soft small num" role="status">
              {t('activity.page.lastOf', { read, total })}
            </span>
          )}
          <span className="push" />
          <HistoryExport
            choose={(all) =>
              all.filter((one) => isUnderTab(one, 'history') && isMeant(one) && passes(one, filter, nowMs))
            }
          />
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

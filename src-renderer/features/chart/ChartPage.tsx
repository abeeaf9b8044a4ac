import { IconSend2 } from '@tabler/icons-react';
import { type ReactNode, useMemo, useRef, useState } from 'react';
import type { Chart } from '../../../src-main/contract/chart.ts';
import type { EndpointId } from '../../../src-main/contract/ids.ts';
import type { Image } from '../../../src-main/contract/registry.ts';
import type { Placement } from '../../../src-main/contract/transfer.ts';
import { Button } from '../../components/Button.tsx';
import { ListState } from '../../components/ListState.tsx';
import { PageHeader } from '../../components/PageHeader.tsx';
import { ProblemView } from '../../components/ProblemView.tsx';
import { SearchField } from '../../components/SearchField.tsx';
import { ReadingBar } from '../../components/Skeleton.tsx';
import { nameWithTagOf } from '../../lib/imageName.ts';
import { useSayShown } from '../../lib/useSay.ts';
import { useConnection, useRead, useRoute, useStores } from '../../stores/StoresContext.tsx';
import type { Translate } from '../../strings/types.ts';
import { useWords } from '../../strings/WordsContext.tsx';
import { useRefreshKey } from '../shell/useShortcuts.ts';
import { ChartCanvas } from './ChartCanvas.tsx';
import { ChartEmpty, NothingFound } from './ChartEmpty.tsx';
import { ChartExport } from './ChartExport.tsx';
import { ChartLegend } from './ChartLegend.tsx';
import { ChartTable } from './ChartTable.tsx';
import { ChartToolbar } from './ChartToolbar.tsx';
import { ChartViewOptions } from './ChartViewOptions.tsx';
import { type ChartActions, ChartActionsContext } from './chartActions.ts';
import { arrowsTo, type ChartFilter, isFiltering, noFilter, shownEndpoints } from './chartFilter.ts';
import { focusNode } from './chartKeys.ts';
import { EndpointPanel } from './EndpointPanel.tsx';
import { ImagePicker } from './ImagePicker.tsx';
import { RegistryPanel } from './RegistryPanel.tsx';
import { asNotKnown } from './staleChart.ts';
import { useChartView } from './useChartView.ts';
import { useDrawing } from './useDrawing.ts';
import './chart.css';

const noPlacements: readonly Placement[] = [];
const noImages: readonly Image[] = [];

/** The endpoint graph: registries left, endpoints right, arrows for what is followed and what is on its way. */
export function ChartPage() {
  const { reads } = useStores();
  const { t, format } = useWords();
  const { value: chart, problem, isReading, readAt } = useRead('chart');
  const refresh = () => {
    void reads.endpoints.read({ fromSource: true });
    void reads.chart.read();
  };
  useRefreshKey(refresh);
  const isOffline = useConnection() === 'lost' || problem !== null;
  const shown = useMemo(() => (chart && isOffline ? asNotKnown(chart) : chart), [chart, isOffline]);
  return (
    <div className="chart-page">
      {shown === null ? (
        <>
          <PageHeader title={t('chart.page.title')} />
          <div className="page-body">
            <ListState read={{ value: null, problem }} onTryAgain={refresh} label={t('chart.page.loading')} />
          </div>
        </>
      ) : (
        <LoadedChart chart={shown} isStale={isOffline}>
          <ReadingBar isReading={isReading} />
          {problem && (
            <div className="chart-stale">
              <ProblemView problem={problem} compact handlers={{ tryAgain: refresh }} />
              {readAt && (
                <p className="soft small">{t('chart.page.stale', { time: format.asOf(readAt, new Date()) })}</p>
              )}
            </div>
          )}
        </LoadedChart>
      )}
    </div>
  );
}

function chartSummary(t: Translate, chart: Chart, endpointCount: number): string {
  const subscriptions = new Set(chart.arrows.flatMap((arrow) => arrow.subscriptions.map(({ id }) => id))).size;
  return t('chart.page.summary', {
    registries: t('chart.counts.registries', { count: chart.registries.length }),
    endpoints: t('chart.counts.endpoints', { count: endpointCount }),
    subscriptions: t('chart.counts.subscriptions', { count: subscriptions }),
  });
}

/** Which images go where: the picker's choice, at first those selected in the container list, and the endpoint that waits for one. */
function useSending(images: readonly Image[]) {
  const { dialogs, containerView } = useStores();
  const [chosen, setChosen] = useState<readonly Image[]>(() => {
    const { selected } = containerView.getState().selection;
    return images.filter(({ id }) => selected.has(id));
  });
  const [waitingFor, setWaitingFor] = useState<EndpointId | null>(null);
  const pickerInput = useRef<HTMLInputElement>(null);
  return {
    chosen,
    waitingFor,
    pickerInput,
    images,
    choose(next: readonly Image[]) {
      setChosen(next);
      if (waitingFor === null || next.length <= chosen.length) return;
      setWaitingFor(null);
      dialogs.openSend(
        next.map(({ id }) => id),
        [waitingFor],
      );
    },
    sendTo(endpointId: EndpointId | null) {
      if (chosen.length > 0 || endpointId === null) {
        return dialogs.openSend(
          chosen.map(({ id }) => id),
          endpointId === null ? [] : [endpointId],
        );
      }
      setWaitingFor(endpointId);
      pickerInput.current?.focus();
    },
  };
}

interface LoadedChartProps {
  readonly chart: Chart;
  readonly isStale: boolean;
  readonly children: ReactNode;
}

function LoadedChart({ chart, isStale, children }: LoadedChartProps) {
  const { route } = useStores();
  const { t } = useWords();
  const selectedId = useRoute().id;
  const placements = useRead('placements').value ?? noPlacements;
  const sending = useSending(useRead('containers').value?.images ?? noImages);
  const [filter, setFilter] = useState<ChartFilter>(noFilter);
  const [aimedId, setAimedId] = useState<string | null>(null);
  const [requests, setRequests] = useState({ fit: 0, arrange: 0 });
  const endpoints = useMemo(() => shownEndpoints(chart, filter), [chart, filter]);
  const drawing = useDrawing(chart, endpoints);
  const [isTable, setTable] = useChartView(endpoints.length);
  useSayShown(endpoints.length, chart.endpoints.length, isFiltering(filter) || filter.text !== '');
  const showAll = () => setRequests((before) => ({ ...before, fit: before.fit + 1 }));

  const latest = useRef({ sendTo: sending.sendTo, selectedId, unfold: drawing.unfold });
  latest.current = { sendTo: sending.sendTo, selectedId, unfold: drawing.unfold };
  const actions = useMemo<ChartActions>(
    () => ({
      chosenImages: sending.chosen,
      placements,
      selectedId,
      isStale,
      open: (id) => route.go('chart', id),
      close: () => {
        const { selectedId: id } = latest.current;
        if (id === null) return;
        route.go('chart');
        focusNode(id);
      },
      send: (endpointId) => latest.current.sendTo(endpointId as EndpointId),
      unfold: (organization) => latest.current.unfold(organization),
      showActivity: (activityId) => route.go('activity', activityId),
      aim: setAimedId,
    }),
    [sending.chosen, placements, selectedId, isStale, route],
  );

  if (chart.endpoints.length === 0) return <ChartEmpty hasRegistry={chart.registries.length > 0} />;
  const [onlyImage] = sending.chosen;
  const waitingPlace = chart.endpoints.find(({ endpoint }) => endpoint.id === sending.waitingFor);
  return (
    <ChartActionsContext value={actions}>
      <PageHeader
        title={t('chart.page.title')}
        summary={chartSummary(t, chart, endpoints.length)}
        search={
          <SearchField
            label={t('chart.page.searchEndpoints')}
            value={filter.text}
            onChange={(text) => {
              setFilter({ ...filter, text });
              if (text !== '') showAll();
            }}
          />
        }
        actions={
          <Button
            variant="primary"
            icon={<IconSend2 size={16} aria-hidden="true" />}
            isDisabled={sending.images.length === 0}
            onPress={() => sending.sendTo(null)}
          >
            {t('chart.page.send')}
          </Button>
        }
      />
      {children}
      <div className="chart-body">
        <div className="chart-corner">
          <ChartToolbar
            isTable={isTable}
            onTable={setTable}
            filter={filter}
            onFilter={setFilter}
            onFit={showAll}
            onArrange={() => setRequests(({ fit: before, arrange }) => ({ fit: before + 1, arrange: arrange + 1 }))}
          >
            {!isTable && (
              <>
                <ChartViewOptions
                  options={drawing.options}
                  organizations={drawing.organizations}
                  onChange={drawing.change}
                />
                <ChartExport factsNow={drawing.factsNow} />
              </>
            )}
          </ChartToolbar>
          <ImagePicker
            images={sending.images}
            chosen={sending.chosen}
            onChange={sending.choose}
            waitingFor={waitingPlace?.endpoint.name ?? null}
            inputRef={sending.pickerInput}
          />
        </div>
        {isTable ? (
          <ChartTable chart={chart} endpoints={endpoints} />
        ) : (
          <ChartCanvas
            {...drawing.drawn}
            onPlaces={drawing.onPlaces}
            aimedId={aimedId}
            isSearching={filter.text.trim() !== ''}
            fitRequest={requests.fit}
            showAll={showAll}
            arrangeRequest={requests.arrange}
          />
        )}
        {endpoints.length === 0 && (
          <NothingFound
            text={filter.text}
            onClear={() => setFilter(noFilter)}
            isFiltering={isFiltering(filter) || filter.text !== ''}
          />
        )}
        {!isTable && (
          <ChartLegend
            chosen={
              sending.chosen.length === 1 && onlyImage
                ? { name: nameWithTagOf(onlyImage) }
                : sending.chosen.length > 1
                  ? 'several'
                  : null
            }
          />
        )}
        <SelectedPanel chart={chart} selectedId={selectedId} onClose={actions.close} />
      </div>
    </ChartActionsContext>
  );
}

interface SelectedPanelProps {
  readonly chart: Chart;
  readonly selectedId: string | null;
  readonly onClose: () => void;
}

function SelectedPanel({ chart, selectedId, onClose }: SelectedPanelProps) {
  const registry = chart.registries.find(({ id }) => id === selectedId);
  if (registry) return <RegistryPanel registry={registry} chart={chart} onClose={onClose} />;
  const place = chart.endpoints.find(({ endpoint }) => endpoint.id === selectedId);
  if (!place) return null;
  return <EndpointPanel place={place} arrows={arrowsTo(chart, place.endpoint.id)} onClose={onClose} />;
}

import { IconGridDots, IconList, IconListTree, IconRefresh } from '@tabler/icons-react';
import { lazy, Suspense, useEffect, useMemo } from 'react';
import type { FirstImages } from '../../../src-main/contract/registry.ts';
import { Button, IconButton } from '../../components/Button.tsx';
import { PageHeader } from '../../components/PageHeader.tsx';
import { SearchField } from '../../components/SearchField.tsx';
import { ReadingBar, Skeleton } from '../../components/Skeleton.tsx';
import { ViewSwitch } from '../../components/ViewSwitch.tsx';
import { useNow } from '../../lib/useNow.ts';
import { useSay, useSayShown } from '../../lib/useSay.ts';
import type { ContainerView } from '../../stores/containerViewStore.ts';
import type { HideableColumn } from '../../stores/keptContainerView.ts';
import { useStores } from '../../stores/StoresContext.tsx';
import { useWords } from '../../strings/WordsContext.tsx';
import { useRefreshKey } from '../shell/useShortcuts.ts';
import { ColumnChooser } from './ColumnChooser.tsx';
import { ContainerFilters } from './ContainerFilters.tsx';
import { ContainerProblems } from './ContainerProblems.tsx';
import { ContainerTable } from './ContainerTable.tsx';
import { type ContainerRow, totalBytesOf } from './containerRows.ts';
import { EmptyContainers } from './EmptyContainers.tsx';
import { hiddenColumnsOf } from './hiddenColumns.ts';
import { SelectionBar } from './SelectionBar.tsx';
import { useContainerRows } from './useContainerRows.ts';
import { useFiltersInAddress } from './useFiltersInAddress.ts';

const PlacementMatrix = lazy(async () => ({
  default: (await import('../placement/PlacementMatrix.tsx')).PlacementMatrix,
}));

const layouts = [
  { name: 'table', icon: IconList },
  { name: 'grouped', icon: IconListTree },
  { name: 'where', icon: IconGridDots },
] as const;

export function ContainerListPage() {
  const { t } = useWords();
  const { containerView, dialogs } = useStores();
  const { all, shown, part, view, listing, registries } = useContainerRows();
  const { refresh, isReading } = listing;
  const neverRead = listing.value !== null && listing.value.asOf === null && registries.length > 0;
  useRefreshKey(() => void refresh());
  // biome-ignore lint/correctness/useExhaustiveDependencies: asks the registries once, when there is no list at all
  useEffect(() => {
    if (neverRead) void refresh();
  }, [neverRead]);

  useFiltersInAddress();
  const { chosen, hiddenCount } = useChosen(all, shown, view.selection.selected);
  useSayShown(shown.length, all.length, shown.length < all.length);
  useSay(chosen.length === 0 ? t('containers.list.cleared') : t('containers.list.selected', { count: chosen.length }));
  const { hiddenColumns } = view;
  const hidden = useMemo(
    () => hiddenColumnsOf({ hiddenColumns }, registries.length),
    [hiddenColumns, registries.length],
  );
  const openSend = () => dialogs.openSend(chosen.map((row) => row.image.id));
  return (
    <>
      <PageHeader
        title={t('containers.title')}
        summary={<ListSummary all={all} shown={shown} part={part} />}
        search={
          <SearchField
            label={t('containers.list.search')}
            value={view.search}
            onChange={(search) => containerView.change({ search })}
          />
        }
        actions={
          all.length > 0 && chosen.length === 0 ? (
            <Button variant="primary" onPress={openSend}>
              {t('containers.send')}
            </Button>
          ) : undefined
        }
      />
      <ReadingBar isReading={isReading} />
      <div className="containers-page">
        <div className="containers-tools">
          <ViewSwitch
            label={t('containers.list.view')}
            options={layouts.map(({ name, icon }) => ({ name, icon, word: t(`containers.list.${name}`) }))}
            selected={view.layout}
            onChange={(layout) => containerView.change({ layout })}
          />
          <span className="push" />
          <span className="containers-end">
            {view.layout !== 'where' && <ColumnChooser hidden={hidden} />}
            <AsOf at={(listing.value ?? part)?.asOf ?? null} isReading={isReading} />
            <IconButton
              label={t('containers.list.refresh')}
              shortcut="F5"
              icon={<IconRefresh size={16} aria-hidden="true" />}
              onPress={() => void refresh()}
            />
          </span>
        </div>
        <ContainerFilters rows={all} view={view} registries={registries} />
        <ContainerProblems listing={listing} registries={registries} onTryAgain={() => void refresh()} />
        {shown.length > 0 ? (
          <Rows shown={shown} total={part?.count ?? null} view={view} hidden={hidden} />
        ) : (
          <EmptyContainers listing={listing} registries={registries} view={view} />
        )}
        {chosen.length > 0 && <SelectionBar rows={chosen} hiddenCount={hiddenCount} onSend={openSend} />}
      </div>
    </>
  );
}

/** What is selected, whether a filter hides it or not. */
function useChosen(all: readonly ContainerRow[], shown: readonly ContainerRow[], selected: ReadonlySet<string>) {
  return useMemo(() => {
    if (selected.size === 0) return { chosen: [], hiddenCount: 0 };
    const chosen = all.filter((row) => selected.has(row.image.id));
    const shownCount = shown.reduce((sum, row) => sum + Number(selected.has(row.image.id)), 0);
    return { chosen, hiddenCount: chosen.length - shownCount };
  }, [all, shown, selected]);
}

interface RowsProps {
  readonly shown: readonly ContainerRow[];
  readonly total: number | null;
  readonly view: ContainerView;
  readonly hidden: ReadonlySet<HideableColumn>;
}

function Rows({ shown, total, view, hidden }: RowsProps) {
  const images = useMemo(() => (view.layout === 'where' ? shown.map((row) => row.image) : []), [shown, view.layout]);
  if (view.layout !== 'where') return <ContainerTable rows={shown} total={total} view={view} hidden={hidden} />;
  return (
    <Suspense fallback={<Skeleton />}>
      <PlacementMatrix images={images} />
    </Suspense>
  );
}

interface ListSummaryProps {
  readonly all: readonly ContainerRow[];
  readonly shown: readonly ContainerRow[];
  readonly part: FirstImages | null;
}

function ListSummary({ all, shown, part }: ListSummaryProps) {
  const { t, format } = useWords();
  const bytes = useMemo(() => totalBytesOf(shown.map((row) => row.image)), [shown]);
  if (all.length === 0) return null;
  if (part) return t('containers.list.summary', { count: part.count, size: format.size(part.bytes) });
  const size = format.size(bytes);
  if (shown.length === all.length) return t('containers.list.summary', { count: all.length, size });
  return t('containers.list.summaryShown', { shown: shown.length, count: all.length, size });
}

function AsOf({ at, isReading }: { readonly at: string | null; readonly isReading: boolean }) {
  const { t, format } = useWords();
  const now = useNow();
  if (at === null) return null;
  const time = format.asOf(at, now);
  return (
    <span className="soft small as-of">
      {isReading ? t('containers.list.reading', { time }) : t('containers.list.asOf', { time })}
    </span>
  );
}

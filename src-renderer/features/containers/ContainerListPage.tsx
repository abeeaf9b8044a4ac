import { IconRefresh } from '@tabler/icons-react';
import { useEffect } from 'react';
import { formatAsOf, formatCount, formatSize } from '../../../src-main/contract/format.ts';
import { IconButton } from '../../components/Button.tsx';
import { PageHeader } from '../../components/PageHeader.tsx';
import { SearchField } from '../../components/SearchField.tsx';
import { ReadingBar } from '../../components/Skeleton.tsx';
import { useNow } from '../../lib/useNow.ts';
import { useStores } from '../../stores/StoresContext.tsx';
import { useRefreshKey } from '../shell/useShortcuts.ts';
import { ContainerFilters } from './ContainerFilters.tsx';
import { ContainerProblems } from './ContainerProblems.tsx';
import { ContainerTable } from './ContainerTable.tsx';
import { totalBytesOf } from './containerRows.ts';
import { EmptyContainers } from './EmptyContainers.tsx';
import { SelectionBar } from './SelectionBar.tsx';
import { useContainerRows } from './useContainerRows.ts';

export function ContainerListPage() {
  const { containerView, dialogs } = useStores();
  const { all, shown, view, listing, registries } = useContainerRows();
  const { refresh, isReading } = listing;
  const neverRead = listing.value !== null && listing.value.asOf === null && registries.length > 0;
  useRefreshKey(() => void refresh());
  // biome-ignore lint/correctness/useExhaustiveDependencies: asks the registries once, when there is no list at all
  useEffect(() => {
    if (neverRead) void refresh();
  }, [neverRead]);

  const chosen = shown.filter((row) => view.selection.selected.has(row.image.id)).map((row) => row.image);
  const openSend = () => dialogs.openSend(chosen.map((image) => image.id));
  return (
    <>
      <PageHeader
        title="Containers"
        summary={<ListSummary />}
        search={
          <SearchField
            label="Search name, tag, digest"
            value={view.search}
            onChange={(search) => containerView.change({ search })}
          />
        }
      />
      <ReadingBar isReading={isReading} />
      <div className="containers-page">
        <div className="containers-tools">
          <ContainerFilters rows={all} view={view} registries={registries} />
          <span className="push" />
          <AsOf at={listing.value?.asOf ?? null} isReading={isReading} />
          <IconButton
            label="Refresh from the registry"
            shortcut="F5"
            icon={<IconRefresh size={16} aria-hidden="true" />}
            onPress={() => void refresh()}
          />
        </div>
        <ContainerProblems listing={listing} registries={registries} onTryAgain={() => void refresh()} />
        {shown.length > 0 ? (
          <ContainerTable rows={shown} view={view} onOpenSend={openSend} />
        ) : (
          <EmptyContainers listing={listing} registries={registries} view={view} />
        )}
        {chosen.length > 0 && <SelectionBar images={chosen} onSend={openSend} />}
      </div>
    </>
  );
}

function ListSummary() {
  const { shown, all } = useContainerRows();
  if (all.length === 0) return null;
  const count = shown.length === all.length ? '' : `${shown.length.toLocaleString('en')} of `;
  const bytes = totalBytesOf(shown.map((row) => row.image));
  return `${count}${formatCount(all.length, 'image')} · ${formatSize(bytes)}`;
}

function AsOf({ at, isReading }: { readonly at: string | null; readonly isReading: boolean }) {
  const now = useNow();
  if (at === null) return null;
  const time = formatAsOf(at, now);
  return <span className="soft small as-of">{isReading ? `Showing what we had at ${time}` : `as of ${time}`}</span>;
}

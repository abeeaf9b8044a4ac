import type { ContainerListing, Registry } from '../../../src-main/contract/registry.ts';
import { Button } from '../../components/Button.tsx';
import { EmptyState } from '../../components/EmptyState.tsx';
import { ListState } from '../../components/ListState.tsx';
import { Skeleton } from '../../components/Skeleton.tsx';
import { useProblemActions } from '../../components/useProblemActions.ts';
import type { ContainerView } from '../../stores/containerViewStore.ts';
import type { ReadState } from '../../stores/readStore.ts';
import { useRead, useStores } from '../../stores/StoresContext.tsx';
import { useWords } from '../../strings/WordsContext.tsx';

interface EmptyContainersProps {
  readonly listing: ReadState<ContainerListing>;
  readonly registries: readonly Registry[];
  readonly view: ContainerView;
}

/** No row to show: nothing connected, nothing read yet, nothing there, or nothing matches. */
export function EmptyContainers({ listing, registries, view }: EmptyContainersProps) {
  const { t } = useWords();
  const { route, containerView } = useStores();
  const { startLab } = useProblemActions();
  const known = useRead('registries');
  const hasImages = (listing.value?.images.length ?? 0) > 0;
  if (hasImages) {
    return (
      <EmptyState
        purpose={
          view.search === ''
            ? t('containers.empty.noneFiltered')
            : t('containers.empty.noneFound', { search: view.search })
        }
        reason={view.search === '' ? t('containers.empty.everyFilter') : t('containers.empty.everyWord')}
        action={<Button onPress={containerView.clearFilters}>{t('containers.filters.clear')}</Button>}
      />
    );
  }
  if (listing.value === null || known.value === null) {
    // The list's own problem stands above the table already.
    if (listing.problem) return null;
    return (
      <div className={known.problem ? '' : 'table-frame'}>
        <ListState read={{ ...known, value: null }} onTryAgain={known.refresh} label={t('containers.empty.reading')} />
      </div>
    );
  }
  if (registries.length === 0) {
    return (
      <EmptyState
        purpose={t('containers.empty.purpose')}
        reason={t('containers.empty.reason')}
        action={
          <Button variant="primary" onPress={() => route.go('settings', 'registries')}>
            {t('containers.empty.connect')}
          </Button>
        }
        link={
          <Button variant="link" onPress={() => startLab?.()}>
            {t('containers.empty.practise')}
          </Button>
        }
      />
    );
  }
  if (listing.isReading)
    return (
      <div className="table-frame">
        <Skeleton label={t('containers.empty.reading')} />
      </div>
    );
  return (
    <EmptyState
      purpose={t('containers.empty.noImages')}
      reason={t('containers.empty.noImagesWhy')}
      action={<Button onPress={() => route.go('settings', 'registries')}>{t('containers.empty.openSettings')}</Button>}
    />
  );
}

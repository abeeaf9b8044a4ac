import type { ContainerListing, Registry } from '../../../src-main/contract/registry.ts';
import { Button } from '../../components/Button.tsx';
import { EmptyState } from '../../components/EmptyState.tsx';
import { Skeleton } from '../../components/Skeleton.tsx';
import { useProblemActions } from '../../components/useProblemActions.ts';
import type { ContainerView } from '../../stores/containerViewStore.ts';
import type { ReadState } from '../../stores/readStore.ts';
import { useStores } from '../../stores/StoresContext.tsx';

interface EmptyContainersProps {
  readonly listing: ReadState<ContainerListing>;
  readonly registries: readonly Registry[];
  readonly view: ContainerView;
}

/** No row to show: nothing connected, nothing read yet, nothing there, or nothing matches. */
export function EmptyContainers({ listing, registries, view }: EmptyContainersProps) {
  const { route, containerView } = useStores();
  const { startLab } = useProblemActions();
  const hasImages = (listing.value?.images.length ?? 0) > 0;
  if (hasImages) {
    return (
      <EmptyState
        purpose={view.search === '' ? 'No image passes these filters.' : `No image matches “${view.search}”.`}
        reason="Every word must occur in the name, the tag or the digest."
        action={<Button onPress={containerView.clearFilters}>Clear filters</Button>}
      />
    );
  }
  if (registries.length === 0) {
    return (
      <EmptyState
        purpose="Browse the images of a registry, and keep them where you compute."
        reason="Connect a registry to see its containers."
        action={
          <Button variant="primary" onPress={() => route.go('settings', 'registries')}>
            Connect a registry
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
  if (listing.isReading)
    return (
      <div className="table-frame">
        <Skeleton label="Reading the list of images" />
      </div>
    );
  return (
    <EmptyState
      purpose="This registry shows no images."
      reason="It may be empty, or it shows only public images until you sign in."
      action={<Button onPress={() => route.go('settings', 'registries')}>Open registry settings</Button>}
    />
  );
}

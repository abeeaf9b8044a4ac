import { IconLock, IconSnowflake } from '@tabler/icons-react';
import { formatCount } from '../../../src-main/contract/format.ts';
import type { ImageId } from '../../../src-main/contract/ids.ts';
import type { Image, ImageDetail } from '../../../src-main/contract/registry.ts';
import { Button } from '../../components/Button.tsx';
import { PageHeader } from '../../components/PageHeader.tsx';
import { ProblemView } from '../../components/ProblemView.tsx';
import { ReadingBar, Skeleton } from '../../components/Skeleton.tsx';
import { Tabs } from '../../components/Tabs.tsx';
import { nameOf, nameWithTagOf } from '../../lib/imageName.ts';
import { useAnswer } from '../../lib/useAnswer.ts';
import { hrefOf } from '../../stores/routeStore.ts';
import { useRead, useStores } from '../../stores/StoresContext.tsx';
import { useRefreshKey } from '../shell/useShortcuts.ts';
import { ContainerOverview } from './ContainerOverview.tsx';
import { ContainerRecipe } from './ContainerRecipe.tsx';
import { ContainerTags } from './ContainerTags.tsx';
import { subscriptionSourceFor } from './containerRows.ts';

export function ContainerDetailPage({ id }: { readonly id: string }) {
  const { api } = useStores();
  const listing = useRead('containers').value;
  const known = listing?.images.find((image) => image.id === id);
  const detail = useAnswer(id, () => api.containers.detail.query({ id: id as ImageId }));
  const image = detail.value?.image ?? known;
  useRefreshKey(detail.again);
  return (
    <>
      <PageHeader
        title={image ? nameOf(image) : 'Image'}
        back={{ href: hrefOf('containers'), label: 'Containers' }}
        badges={image && <ImageBadges image={image} />}
        actions={image && <ImageActions image={image} />}
      />
      <ReadingBar isReading={detail.isReading} />
      <div className="page-body detail-page">
        {detail.problem && (
          <ProblemView problem={detail.problem} handlers={{ tryAgain: detail.again, refresh: detail.again }} />
        )}
        {detail.value && <DetailTabs detail={detail.value} />}
        {!detail.value && detail.isReading && <Skeleton label="Reading the image" />}
      </div>
    </>
  );
}

function ImageBadges({ image }: { readonly image: Image }) {
  return (
    <span className="row">
      {image.tag !== null && <span className="tag">{image.tag}</span>}
      {image.architecture && <span className="badge tone-grey">{image.architecture}</span>}
      {image.isPrivate && (
        <span className="badge tone-grey">
          <IconLock size={13} aria-hidden="true" /> Private
        </span>
      )}
      {image.isFrozen && (
        <span className="badge tone-blue">
          <IconSnowflake size={13} aria-hidden="true" /> Frozen
        </span>
      )}
    </span>
  );
}

function ImageActions({ image }: { readonly image: Image }) {
  const { dialogs, route } = useStores();
  const subscribe = () => {
    dialogs.openSubscribe(subscriptionSourceFor([image]));
    route.go('subscriptions');
  };
  return (
    <>
      <Button onPress={subscribe}>Subscribe…</Button>
      <Button variant="primary" onPress={() => dialogs.openSend([image.id])}>
        Send…
      </Button>
    </>
  );
}

function DetailTabs({ detail }: { readonly detail: ImageDetail }) {
  const tagCount = detail.otherTags.length + 1;
  return (
    <Tabs
      label={nameWithTagOf(detail.image)}
      tabs={[
        { name: 'overview', title: 'Overview', content: <ContainerOverview detail={detail} /> },
        { name: 'recipe', title: 'Recipe', content: <ContainerRecipe detail={detail} /> },
        {
          name: 'tags',
          title: `Tags (${formatCount(tagCount, 'tag').split(' ')[0]})`,
          content: <ContainerTags detail={detail} />,
        },
      ]}
    />
  );
}

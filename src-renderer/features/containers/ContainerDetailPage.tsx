import { IconLock, IconSnowflake } from '@tabler/icons-react';
import type { ImageId } from '../../../src-main/contract/ids.ts';
import type { Image, ImageDetail } from '../../../src-main/contract/registry.ts';
import { Button } from '../../components/Button.tsx';
import { ListState } from '../../components/ListState.tsx';
import { PageHeader } from '../../components/PageHeader.tsx';
import { ReadingBar } from '../../components/Skeleton.tsx';
import { Tabs } from '../../components/Tabs.tsx';
import { nameOf, nameWithTagOf } from '../../lib/imageName.ts';
import { useAnswer } from '../../lib/useAnswer.ts';
import { hrefOf } from '../../stores/routeStore.ts';
import { useRead, useStores } from '../../stores/StoresContext.tsx';
import { useWords } from '../../strings/WordsContext.tsx';
import { useRefreshKey } from '../shell/useShortcuts.ts';
import { ContainerHistory } from './ContainerHistory.tsx';
import { ContainerOverview } from './ContainerOverview.tsx';
import { ContainerRecipe } from './ContainerRecipe.tsx';
import { ContainerTags } from './ContainerTags.tsx';
import { subscriptionSourceFor } from './containerRows.ts';

export function ContainerDetailPage({ id }: { readonly id: string }) {
  const { t } = useWords();
  const { api } = useStores();
  const listing = useRead('containers').value;
  const known = listing?.images.find((image) => image.id === id);
  const detail = useAnswer(id, () => api.containers.detail.query({ id: id as ImageId }));
  const image = detail.value?.image ?? known;
  useRefreshKey(detail.again);
  return (
    <>
      <PageHeader
        title={image ? nameOf(image) : t('containers.detail.image')}
        back={{ href: hrefOf('containers'), label: t('containers.title') }}
        badges={image && <ImageBadges image={image} />}
        actions={image && <ImageActions image={image} />}
      />
      <ReadingBar isReading={detail.isReading} />
      <div className="page-body detail-page">
        <ListState read={detail} onTryAgain={detail.again} label={t('containers.detail.reading')} />
        {detail.value && <DetailTabs detail={detail.value} />}
      </div>
    </>
  );
}

function ImageBadges({ image }: { readonly image: Image }) {
  const { t } = useWords();
  return (
    <span className="row page-badges">
      {image.tag !== null && (
        <span className="tag clip" title={image.tag}>
          {image.tag}
        </span>
      )}
      {image.architecture && <span className="badge tone-grey image-architecture">{image.architecture}</span>}
      {image.isPrivate && (
        <span className="badge tone-grey">
          <IconLock size={13} aria-hidden="true" /> {t('containers.private')}
        </span>
      )}
      {image.isFrozen && (
        <span className="badge tone-blue">
          <IconSnowflake size={13} aria-hidden="true" /> {t('containers.frozen')}
        </span>
      )}
    </span>
  );
}

function ImageActions({ image }: { readonly image: Image }) {
  const { t } = useWords();
  const { dialogs, route } = useStores();
  const subscribe = () => {
    dialogs.openSubscribe(subscriptionSourceFor([image]));
    route.go('subscriptions');
  };
  return (
    <>
      <Button onPress={subscribe}>{t('containers.subscribe')}</Button>
      <Button variant="primary" onPress={() => dialogs.openSend([image.id])}>
        {t('containers.send')}
      </Button>
    </>
  );
}

function DetailTabs({ detail }: { readonly detail: ImageDetail }) {
  const { t } = useWords();
  const tagCount = detail.otherTags.length + 1;
  return (
    <Tabs
      label={nameWithTagOf(detail.image)}
      tabs={[
        { name: 'overview', title: t('containers.detail.overview'), content: <ContainerOverview detail={detail} /> },
        { name: 'recipe', title: t('containers.detail.recipe'), content: <ContainerRecipe detail={detail} /> },
        {
          name: 'tags',
          title: t('containers.detail.tags', { count: tagCount }),
          content: <ContainerTags detail={detail} />,
        },
        { name: 'history', title: t('containers.detail.history'), content: <ContainerHistory image={detail.image} /> },
      ]}
    />
  );
}

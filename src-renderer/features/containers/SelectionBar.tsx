import { IconX } from '@tabler/icons-react';
import { useMemo } from 'react';
import type { Image } from '../../../src-main/contract/registry.ts';
import { Button, IconButton } from '../../components/Button.tsx';
import { useRead, useStores } from '../../stores/StoresContext.tsx';
import { useWords } from '../../strings/WordsContext.tsx';
import { subscriptionSourceFor, totalBytesOf } from './containerRows.ts';
import { isAt, placementsByImage } from './placementSummary.ts';

/** What is selected, and what can be done with it. */
export function SelectionBar({ images, onSend }: { readonly images: readonly Image[]; readonly onSend: () => void }) {
  const { t, format } = useWords();
  const { containerView, dialogs, route } = useStores();
  const subscribe = () => {
    dialogs.openSubscribe(subscriptionSourceFor(images));
    route.go('subscriptions');
  };
  return (
    <section className="selection-bar" aria-label={t('containers.selection.label')}>
      <IconButton
        label={t('containers.selection.clear')}
        icon={<IconX size={16} aria-hidden="true" />}
        onPress={containerView.clearSelection}
      />
      <strong className="num">
        {t('containers.selection.summary', { count: images.length, size: format.size(totalBytesOf(images)) })}
      </strong>
      <AlreadyThere images={images} />
      <span className="push" />
      <Button onPress={subscribe}>{t('containers.subscribe')}</Button>
      <Button variant="primary" onPress={onSend}>
        {t('containers.send')}
      </Button>
    </section>
  );
}

function AlreadyThere({ images }: { readonly images: readonly Image[] }) {
  const { t } = useWords();
  const endpoints = useRead('endpoints').value?.endpoints ?? [];
  const placements = useRead('placements').value;
  const byImage = useMemo(() => placementsByImage(placements ?? []), [placements]);
  const counts = endpoints
    .map(({ id, name }) => ({ name, count: images.filter((image) => isAt(byImage.get(image.id), id)).length }))
    .filter(({ count }) => count > 0)
    .toSorted((a, b) => b.count - a.count);
  const [most] = counts;
  if (!most) return null;
  return <span className="clip selection-there">{t('containers.selection.already', most)}</span>;
}

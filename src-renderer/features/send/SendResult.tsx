import type { Endpoint } from '../../../src-main/contract/endpoint.ts';
import type { Image } from '../../../src-main/contract/registry.ts';
import type { SendPreview } from '../../../src-main/contract/transfer.ts';
import { Button } from '../../components/Button.tsx';
import { Dialog } from '../../components/Dialog.tsx';
import { useStores } from '../../stores/StoresContext.tsx';
import { useWords } from '../../strings/WordsContext.tsx';
import { NeededRoom } from './NeededRoom.tsx';
import { SendPreviewTable } from './SendPreviewTable.tsx';

interface SendResultProps {
  /** What was asked for, as it went. */
  readonly sent: SendPreview;
  readonly images: readonly Image[];
  readonly endpoints: readonly Endpoint[];
  readonly onClose: () => void;
}

/** Whether all that was asked for goes; then a passing word is enough. */
export const goesWhole = ({ copies }: SendPreview): boolean => copies.every(({ outcome }) => outcome === 'send');

/** What goes, and what does not and why, where it was asked for. */
export function SendResult({ sent, images, endpoints, onClose }: SendResultProps) {
  const { t } = useWords();
  const { route } = useStores();
  const copies = sent.copies.filter(({ outcome }) => outcome !== 'send');
  const goes = sent.copies.length - copies.length;
  const show = () => {
    onClose();
    route.go('activity');
  };
  return (
    <Dialog
      title={t('send.result.title', { count: goes })}
      isOpen
      onClose={onClose}
      size="large"
      footer={
        <>
          <Button onPress={show}>{t('send.result.show')}</Button>
          <Button variant="primary" onPress={onClose} autoFocus>
            {t('send.result.done')}
          </Button>
        </>
      }
    >
      <div className="stack">
        <NeededRoom
          title={t('send.result.goes')}
          room={sent.room}
          nameOf={(id) => endpoints.find((endpoint) => endpoint.id === id)?.name ?? id}
        />
        <h3>{t('send.result.doesNot', { count: copies.length })}</h3>
        <SendPreviewTable preview={{ ...sent, copies }} images={images} endpoints={endpoints} />
      </div>
    </Dialog>
  );
}

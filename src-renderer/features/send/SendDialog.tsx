import './send.css';
import { useMemo, useState } from 'react';
import type { EndpointId, ImageId } from '../../../src-main/contract/ids.ts';
import type { NamingProfile } from '../../../src-main/contract/naming.ts';
import type { SendPreview } from '../../../src-main/contract/transfer.ts';
import { Button } from '../../components/Button.tsx';
import { Dialog } from '../../components/Dialog.tsx';
import { Checkbox } from '../../components/Fields.tsx';
import { ProblemView } from '../../components/ProblemView.tsx';
import { ReadingBar } from '../../components/Skeleton.tsx';
import { useAnswer } from '../../lib/useAnswer.ts';
import { useCall } from '../../lib/useCall.ts';
import { useDialogs, useRead, useStores } from '../../stores/StoresContext.tsx';
import { useWords } from '../../strings/WordsContext.tsx';
import { EndpointChoice } from './EndpointChoice.tsx';
import { NeededRoom } from './NeededRoom.tsx';
import { NoEndpoints } from './NoEndpoints.tsx';
import { SendImages } from './SendImages.tsx';
import { SendOptions } from './SendOptions.tsx';
import { previewTotals, SendPreviewTable } from './SendPreviewTable.tsx';
import { goesWhole, SendResult } from './SendResult.tsx';

/** Shows the dialog whenever a page has asked for it by `dialogs.openSend`. */
export function SendDialogHost() {
  const { dialogs } = useStores();
  const { send } = useDialogs();
  return send ? <SendDialog key={JSON.stringify(send)} {...send} onClose={dialogs.closeSend} /> : null;
}

interface SendDialogProps {
  readonly imageIds: readonly ImageId[];
  /** Endpoints that are ticked from the start. */
  readonly endpointIds: readonly EndpointId[];
  readonly onClose: () => void;
}

function SendDialog({ imageIds: startImages, endpointIds, onClose }: SendDialogProps) {
  const words = useWords();
  const { t, format } = words;
  const { api, messages, containerView } = useStores();
  const [imageIds, setImageIds] = useState(startImages);
  const [chosen, setChosen] = useState<readonly EndpointId[]>(endpointIds);
  const [namingProfile, setNamingProfile] = useState<NamingProfile | null>(null);
  const [confirmedBytes, setConfirmedBytes] = useState(0);
  const { images, endpoints } = useSendChoices();
  const [sent, setSent] = useState<SendPreview | null>(null);
  const call = useCall();

  const request = { imageIds: [...imageIds], endpointIds: [...chosen], namingProfile };
  const isComplete = imageIds.length > 0 && chosen.length > 0;
  const preview = useAnswer(isComplete ? JSON.stringify(request) : null, () => api.sends.preview.query(request));
  const totalBytes = preview.value?.totalBytes ?? 0;
  const copies = preview.value?.copies.filter((copy) => copy.outcome === 'send').length ?? 0;
  const needsConfirmation = preview.value?.needsConfirmation ?? false;
  const maySend =
    isComplete && copies > 0 && !preview.isReading && (!needsConfirmation || confirmedBytes === totalBytes);

  async function send(): Promise<void> {
    const started = await call.ask(() => api.sends.send.mutate({ ...request, confirmed: needsConfirmation }));
    if (started === null) return;
    const { outcome } = started.answer;
    const to = endpoints.filter(({ id }) => chosen.includes(id)).map(({ name }) => name);
    containerView.clearSelection();
    if (!goesWhole(outcome)) return setSent(outcome);
    messages.succeed(t('send.sending', { count: imageIds.length, endpoints: to.join(', ') }));
    onClose();
  }

  const sending = useMemo(() => {
    const wanted = new Set(imageIds);
    return images.filter(({ id }) => wanted.has(id));
  }, [images, imageIds]);
  if (sent !== null) return <SendResult sent={sent} images={images} endpoints={endpoints} onClose={onClose} />;
  return (
    <Dialog
      title={t('send.title', { count: imageIds.length })}
      isOpen
      onClose={onClose}
      size="large"
      footer={
        <>
          <span className="send-totals num" role="status">
            {preview.value ? previewTotals(words, preview.value) : t('send.choose')}
          </span>
          {needsConfirmation && (
            <Checkbox
              label={t('send.confirm', { size: format.size(totalBytes) })}
              hint={t('send.confirmHint')}
              checked={confirmedBytes === totalBytes}
              onChange={(isOn) => setConfirmedBytes(isOn ? totalBytes : 0)}
            />
          )}
          <Button onPress={onClose}>{t('send.cancel')}</Button>
          <Button variant="primary" isDisabled={!maySend || call.isBusy} onPress={() => void send()}>
            {t('send.send')}
          </Button>
        </>
      }
    >
      <div className="send-columns">
        <SendImages images={sending} chosenIds={imageIds} onChange={setImageIds} all={images} />
        <section className="stack" aria-label={t('send.where')}>
          <h3>{t('send.where')}</h3>
          {endpoints.length === 0 ? (
            <NoEndpoints onLeave={onClose} />
          ) : (
            <EndpointChoice endpoints={endpoints} chosen={chosen} onChange={setChosen} imageIds={imageIds} />
          )}
        </section>
      </div>
      <ReadingBar isReading={preview.isReading} />
      <div className="stack">
        {preview.value && <SendPreviewTable preview={preview.value} images={images} endpoints={endpoints} />}
        {preview.value && (
          <NeededRoom
            title={t('send.room.title')}
            room={preview.value.room}
            nameOf={(id) => endpoints.find((endpoint) => endpoint.id === id)?.name ?? id}
          />
        )}
        <SendOptions namingProfile={namingProfile} onChange={setNamingProfile} />
        {preview.problem && <ProblemView problem={preview.problem} handlers={{ tryAgain: preview.again }} compact />}
        {call.problem && (
          <div ref={intoSight}>
            <ProblemView problem={call.problem} handlers={{ tryAgain: () => void send() }} compact />
          </div>
        )}
      </div>
    </Dialog>
  );
}

/** The dialog may be longer than the window; a refusal must not be below its edge. */
const intoSight = (refusal: HTMLElement | null): void => refusal?.scrollIntoView({ block: 'nearest' });

/** A registry's own endpoint holds the images already, so it is no place to send them to. */
function useSendChoices() {
  const images = useRead('containers').value?.images ?? [];
  const registries = useRead('registries').value ?? [];
  const harbours = registries.map(({ harbour }) => harbour?.endpointId);
  const all = useRead('endpoints').value?.endpoints ?? [];
  return {
    images,
    endpoints: all.filter((endpoint) => !endpoint.isHidden && !harbours.includes(endpoint.id)),
  };
}

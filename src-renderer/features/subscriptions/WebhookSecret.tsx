import { useState } from 'react';
import { Button } from '../../components/Button.tsx';
import { ConfirmDialog } from '../../components/Dialog.tsx';
import { ProblemView } from '../../components/ProblemView.tsx';
import { CopyText } from '../../components/Values.tsx';
import { useCall } from '../../lib/useCall.ts';
import { useStores } from '../../stores/StoresContext.tsx';
import { useWords } from '../../strings/WordsContext.tsx';

/** What a receiver checks signatures with. It is the same for all webhooks, and shown only when asked for. */
export function WebhookSecret() {
  const { api, messages } = useStores();
  const { t } = useWords();
  const { run, isBusy, problem } = useCall();
  const [secret, setSecret] = useState<string | null>(null);
  const [asksToRenew, setAsksToRenew] = useState(false);
  const read = (renew: boolean) =>
    run(async () => setSecret((await api.subscriptions.webhookSecret.mutate({ renew })).secret));
  const renew = async () => {
    if (await read(true)) messages.succeed(t('subscriptions.secret.renewed'));
  };
  return (
    <div className="subscription-secret">
      <span className="field-label">{t('subscriptions.secret.label')}</span>
      {secret !== null && <CopyText text={secret} what={t('subscriptions.secret.toCopy')} />}
      <div className="row row-wrap">
        {secret === null ? (
          <Button size="small" isDisabled={isBusy} onPress={() => void read(false)}>
            {t('subscriptions.secret.show')}
          </Button>
        ) : (
          <Button size="small" onPress={() => setSecret(null)}>
            {t('subscriptions.secret.hide')}
          </Button>
        )}
        <Button size="small" isDisabled={isBusy} onPress={() => setAsksToRenew(true)}>
          {t('subscriptions.secret.renew')}
        </Button>
      </div>
      <p className="field-hint">{t('subscriptions.secret.hint')}</p>
      {problem && <ProblemView problem={problem} compact />}
      <ConfirmDialog
        title={t('subscriptions.secret.renewTitle')}
        verb={t('subscriptions.secret.renewVerb')}
        isOpen={asksToRenew}
        onConfirm={() => void renew()}
        onClose={() => setAsksToRenew(false)}
      >
        <p>{t('subscriptions.secret.renewSays')}</p>
      </ConfirmDialog>
    </div>
  );
}

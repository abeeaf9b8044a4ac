import { useEffect, useRef } from 'react';
import type { Provider } from '../../../src-main/contract/signIn.ts';
import { Dialog } from '../../components/Dialog.tsx';
import { useDialogs, useSignIns, useStores } from '../../stores/StoresContext.tsx';
import { signInStateOf } from '../../stores/signInStore.ts';
import { useWords } from '../../strings/WordsContext.tsx';
import { SignInPanel } from './SignInPanel.tsx';

/** A sign-in or a consent begun from any page: starts at once, closes by itself when it has worked. */
export function SignInDialogHost() {
  const open = useDialogs().signIn;
  return open ? <SignInDialog key={JSON.stringify(open)} {...open} /> : null;
}

interface SignInDialogProps {
  readonly provider: Provider;
  readonly consentFor: NonNullable<ReturnType<typeof useDialogs>['signIn']>['consentFor'];
}

function SignInDialog({ provider, consentFor }: SignInDialogProps) {
  const { t } = useWords();
  const { signIns, dialogs, messages, reads } = useStores();
  const state = signInStateOf(useSignIns(), provider);
  const hasBegun = useRef(false);

  // biome-ignore lint/correctness/useExhaustiveDependencies: begins once, when the dialog opens
  useEffect(() => {
    void signIns.start(provider, { consentFor: [...consentFor] }).then(() => {
      hasBegun.current = true;
    });
  }, []);
  useEffect(() => {
    if (!hasBegun.current) return;
    if (state.kind === 'signedOut') dialogs.closeSignIn();
    if (state.kind !== 'signedIn') return;
    dialogs.closeSignIn();
    messages.succeed(consentFor.length > 0 ? t('signIn.dialog.consentGiven') : t('signIn.dialog.signedIn'));
    reads.endpoints.invalidate();
  }, [state, dialogs, messages, reads, consentFor, t]);

  const close = () => {
    if (state.kind === 'waitingForBrowser') void signIns.cancel(provider);
    dialogs.closeSignIn();
  };
  const title = consentFor.length > 0 ? t('signIn.dialog.consent') : t('signIn.dialog.signIn');
  return (
    <Dialog title={title} isOpen onClose={close} size="small">
      {consentFor.length > 0 && <p className="soft consent-why">{t('signIn.dialog.consentWhy')}</p>}
      <SignInPanel provider={provider} consentFor={consentFor} />
    </Dialog>
  );
}

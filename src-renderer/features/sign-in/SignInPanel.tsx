import './signIn.css';
import { IconCircleCheck } from '@tabler/icons-react';
import type { EndpointId } from '../../../src-main/contract/ids.ts';
import type { Provider } from '../../../src-main/contract/signIn.ts';
import { Button } from '../../components/Button.tsx';
import { ProblemView } from '../../components/ProblemView.tsx';
import { Progress } from '../../components/Progress.tsx';
import { useSignIns, useStores } from '../../stores/StoresContext.tsx';
import { signInStateOf } from '../../stores/signInStore.ts';
import { useWords } from '../../strings/WordsContext.tsx';
import { SignInWaiting } from './SignInWaiting.tsx';

interface SignInPanelProps {
  readonly provider: Provider;
  readonly consentFor?: readonly EndpointId[];
  readonly offersSignOut?: boolean;
  /** There is another way in already. */
  readonly isOptional?: boolean;
}

/** One sign-in, wherever it stands, with what can be done next. */
export function SignInPanel(props: SignInPanelProps) {
  const { provider, consentFor = [], offersSignOut = false, isOptional = false } = props;
  const { t } = useWords();
  const { signIns } = useStores();
  const service = t(`signIn.services.${provider.kind}`);
  const state = signInStateOf(useSignIns(), provider);
  const start = (way: 'browser' | 'code') =>
    void signIns.start(provider, { way, ...(consentFor.length > 0 && { consentFor: [...consentFor] }) });
  const startButton = (
    <Button variant={isOptional ? 'plain' : 'primary'} onPress={() => start('browser')}>
      {t('signIn.button', { service })}
    </Button>
  );
  switch (state.kind) {
    case 'signedOut':
      return <div className="sign-in-panel">{startButton}</div>;
    case 'waitingForBrowser':
      return <SignInWaiting provider={provider} state={state} />;
    case 'exchangingCode':
      return (
        <div className="sign-in-panel" role="status">
          <p>{t('signIn.finishing')}</p>
          <Progress done={0} total={null} label={t('signIn.finishingLabel')} />
        </div>
      );
    case 'failed':
      return (
        <div className="sign-in-panel">
          <ProblemView
            problem={state.problem}
            handlers={{ tryAgain: null, signInGlobus: null, signInRegistry: null }}
          />
          <div className="sign-in-else">
            {startButton}
            <Button variant="link" onPress={() => start('code')}>
              {t('signIn.waiting.haveCode')}
            </Button>
          </div>
        </div>
      );
    case 'signedIn':
      return (
        <div className="sign-in-done">
          <IconCircleCheck size={22} aria-hidden="true" />
          <div>
            <strong>{t('signIn.signedInAs', { name: state.account.username })}</strong>
            <p className="soft small">{[state.account.name, state.account.organization].filter(Boolean).join(' · ')}</p>
          </div>
          {offersSignOut && (
            <Button className="push" onPress={() => void signIns.signOut(provider)}>
              {t('signIn.signOut', { service })}
            </Button>
          )}
        </div>
      );
  }
}

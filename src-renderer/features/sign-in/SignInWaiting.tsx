import { IconExternalLink } from '@tabler/icons-react';
import { useState } from 'react';
import { Trans } from 'react-i18next';
import { formatCountdown } from '../../../src-main/contract/format.ts';
import type { Provider, SignInState } from '../../../src-main/contract/signIn.ts';
import { Button } from '../../components/Button.tsx';
import { CopyButton } from '../../components/CopyButton.tsx';
import { useNow } from '../../lib/useNow.ts';
import { useStores } from '../../stores/StoresContext.tsx';
import { useWords } from '../../strings/WordsContext.tsx';
import { PasteCode } from './PasteCode.tsx';

type Waiting = Extract<SignInState, { kind: 'waitingForBrowser' }>;

/** While the browser is open: how long it is waited for, and the ways round a browser that does not come back. */
export function SignInWaiting({ provider, state }: { readonly provider: Provider; readonly state: Waiting }) {
  const { t } = useWords();
  const { signIns } = useStores();
  const now = useNow(1000);
  const [wantsCode, setWantsCode] = useState(state.way === 'code');
  const leftMs = Date.parse(state.expiresAt) - now.getTime();
  return (
    <div className="sign-in-waiting">
      <p>{state.browserOpened ? t('signIn.waiting.opened') : t('signIn.waiting.open')}</p>
      <p className="soft small" role="timer" aria-live="off">
        <Trans
          t={t}
          i18nKey="signIn.waiting.timer"
          components={{ time: <span className="num">{formatCountdown(leftMs)}</span> }}
        />
      </p>
      <div className="sign-in-ways">
        <a className="button button-plain button-normal" href={state.authorizeUrl} target="_blank" rel="noopener">
          <IconExternalLink size={16} aria-hidden="true" />
          {state.browserOpened ? t('signIn.waiting.openAgain') : t('signIn.waiting.openBrowser')}
        </a>
        <span className="copy-address">
          <CopyButton text={state.authorizeUrl} what={t('signIn.waiting.address')} />
          <span className="mono clip soft">{state.authorizeUrl}</span>
        </span>
      </div>
      {wantsCode && <PasteCode provider={provider} />}
      <div className="sign-in-else">
        {!wantsCode && (
          <Button variant="link" onPress={() => setWantsCode(true)}>
            {t('signIn.waiting.haveCode')}
          </Button>
        )}
        <Button variant="link" onPress={() => void signIns.cancel(provider)}>
          {t('signIn.waiting.stop')}
        </Button>
      </div>
    </div>
  );
}

import { IconExternalLink } from '@tabler/icons-react';
import { useState } from 'react';
import { formatCountdown } from '../../../src-main/contract/format.ts';
import type { Provider, SignInState } from '../../../src-main/contract/signIn.ts';
import { Button } from '../../components/Button.tsx';
import { CopyButton } from '../../components/CopyButton.tsx';
import { useNow } from '../../lib/useNow.ts';
import { useStores } from '../../stores/StoresContext.tsx';
import { PasteCode } from './PasteCode.tsx';

type Waiting = Extract<SignInState, { kind: 'waitingForBrowser' }>;

/** While the browser is open: how long it is waited for, and the ways round a browser that does not come back. */
export function SignInWaiting({ provider, state }: { readonly provider: Provider; readonly state: Waiting }) {
  const { signIns } = useStores();
  const now = useNow(1000);
  const [wantsCode, setWantsCode] = useState(state.way === 'code');
  const leftMs = Date.parse(state.expiresAt) - now.getTime();
  return (
    <div className="sign-in-waiting">
      <p>
        {state.browserOpened
          ? 'Your browser opens. Log in there, then come back.'
          : 'Open this address in a browser and log in there.'}
      </p>
      <p className="soft small" role="timer" aria-live="off">
        Waiting for you <span className="num">{formatCountdown(leftMs)}</span>
      </p>
      <div className="sign-in-ways">
        <a className="button button-plain button-normal" href={state.authorizeUrl} target="_blank" rel="noopener">
          <IconExternalLink size={16} aria-hidden="true" />
          {state.browserOpened ? 'Open the browser again' : 'Open the browser'}
        </a>
        <span className="copy-address">
          <CopyButton text={state.authorizeUrl} what="the address" />
          <span className="mono clip soft">{state.authorizeUrl}</span>
        </span>
      </div>
      {wantsCode ? (
        <PasteCode provider={provider} />
      ) : (
        <Button variant="link" onPress={() => setWantsCode(true)}>
          I have a code instead
        </Button>
      )}
      <Button variant="quiet" size="small" onPress={() => void signIns.cancel(provider)}>
        Stop signing in
      </Button>
    </div>
  );
}

import { IconAlertTriangle, IconArrowRight, IconKey } from '@tabler/icons-react';
import type { AppStatus } from '../../../src-main/contract/events.ts';
import { formatCount, formatPercent } from '../../../src-main/contract/format.ts';
import type { SignInState } from '../../../src-main/contract/signIn.ts';
import { hrefOf } from '../../stores/routeStore.ts';
import { useRead, useSignIns } from '../../stores/StoresContext.tsx';

function Dot({ tone, children }: { readonly tone: 'green' | 'amber' | 'red' | 'grey'; readonly children: string }) {
  return (
    <span className="status-dot clip">
      <span className={`dot dot-${tone}`} aria-hidden="true" />
      {children}
    </span>
  );
}

const globusWords = (state: SignInState): { tone: 'green' | 'amber' | 'red' | 'grey'; word: string } => {
  switch (state.kind) {
    case 'signedIn':
      return { tone: 'green', word: `Globus: ${state.account.username}` };
    case 'signedOut':
      return { tone: 'grey', word: 'Globus: not signed in' };
    case 'failed':
      return {
        tone: 'red',
        word: state.problem.code === 'signIn.needed' ? 'Globus: sign-in has ended' : 'Globus: sign-in failed',
      };
    case 'waitingForBrowser':
    case 'exchangingCode':
      return { tone: 'amber', word: 'Globus: signing in' };
  }
};

function RegistryDots({ registries }: Pick<AppStatus, 'registries'>) {
  if (registries.length === 0) return <Dot tone="grey">No registry</Dot>;
  return registries.map(({ id, name, isReachable }) => {
    if (isReachable === null) return <Dot key={id} tone="grey">{`${name}: not known yet`}</Dot>;
    return isReachable ? (
      <Dot key={id} tone="green">
        {name}
      </Dot>
    ) : (
      <Dot key={id} tone="red">{`${name}: not reachable`}</Dot>
    );
  });
}

export function StatusBar() {
  const status = useRead('status').value;
  const globus = globusWords(useSignIns().globus);
  if (!status) return <footer className="status-bar" />;
  const { running, waitingForYou, problems } = status;
  const percent = formatPercent(running.bytesDone, running.bytesTotal);
  return (
    <footer className="status-bar">
      <RegistryDots registries={status.registries} />
      <Dot tone={globus.tone}>{globus.word}</Dot>
      {status.lab && <span className="badge tone-blue">Practice lab</span>}
      <span className="push" />
      {running.tasks > 0 && (
        <a href={hrefOf('activity')} className="status-link">
          <IconArrowRight size={14} aria-hidden="true" />
          {`${running.tasks} running${percent ? ` · ${percent}` : ''}`}
        </a>
      )}
      {waitingForYou > 0 && (
        <a href={hrefOf('activity')} className="status-link status-amber">
          <IconKey size={14} aria-hidden="true" />
          {`${waitingForYou} waiting for you`}
        </a>
      )}
      {problems > 0 && (
        <a href={hrefOf('activity')} className="status-link status-red">
          <IconAlertTriangle size={14} aria-hidden="true" />
          {formatCount(problems, 'problem')}
        </a>
      )}
      {running.tasks === 0 && problems === 0 && waitingForYou === 0 && <span>Nothing is running</span>}
    </footer>
  );
}

import { IconAlertTriangle, IconArrowRight, IconKey, IconPlayerPause } from '@tabler/icons-react';
import type { AppStatus } from '../../../src-main/contract/events.ts';
import type { SignInState } from '../../../src-main/contract/signIn.ts';
import { hrefOf } from '../../stores/routeStore.ts';
import { useRead, useSignIns } from '../../stores/StoresContext.tsx';
import type { Translate } from '../../strings/types.ts';
import { useWords } from '../../strings/WordsContext.tsx';

function Dot({ tone, children }: { readonly tone: 'green' | 'amber' | 'red' | 'grey'; readonly children: string }) {
  return (
    <span className="status-dot" title={children}>
      <span className={`dot dot-${tone}`} aria-hidden="true" />
      <span className="clip">{children}</span>
    </span>
  );
}

const globusWords = (t: Translate, state: SignInState): { tone: 'green' | 'amber' | 'red' | 'grey'; word: string } => {
  switch (state.kind) {
    case 'signedIn':
      return { tone: 'green', word: t('shell.status.globusAs', { name: state.account.username }) };
    case 'signedOut':
      return { tone: 'grey', word: t('shell.status.globusSignedOut') };
    case 'failed':
      return {
        tone: 'red',
        word: state.problem.code === 'signIn.needed' ? t('shell.status.globusEnded') : t('shell.status.globusFailed'),
      };
    case 'waitingForBrowser':
    case 'exchangingCode':
      return { tone: 'amber', word: t('shell.status.globusSigningIn') };
  }
};

function RegistryDots({ registries }: Pick<AppStatus, 'registries'>) {
  const { t } = useWords();
  if (registries.length === 0) return <Dot tone="grey">{t('shell.status.noRegistry')}</Dot>;
  return registries.map(({ id, name, isReachable }) => {
    if (isReachable === null)
      return (
        <Dot key={id} tone="grey">
          {t('shell.status.registryNotKnown', { name })}
        </Dot>
      );
    return isReachable ? (
      <Dot key={id} tone="green">
        {name}
      </Dot>
    ) : (
      <Dot key={id} tone="red">
        {t('shell.status.registryNotReachable', { name })}
      </Dot>
    );
  });
}

export function StatusBar() {
  const { t, format } = useWords();
  const status = useRead('status').value;
  const globus = globusWords(t, useSignIns().globus);
  if (!status) return <footer className="status-bar" />;
  const { running, isPaused, waitingForYou, problems } = status;
  const percent = format.percent(running.bytesDone, running.bytesTotal);
  return (
    <footer className="status-bar">
      <RegistryDots registries={status.registries} />
      <Dot tone={globus.tone}>{globus.word}</Dot>
      {status.lab && <span className="badge tone-blue">{t('shell.status.practice')}</span>}
      <span className="push" />
      {running.tasks > 0 && (
        <a href={hrefOf('activity')} className="status-link">
          <IconArrowRight size={14} aria-hidden="true" />
          {percent === null
            ? t('shell.status.running', { count: running.tasks })
            : t('shell.status.runningPercent', { count: running.tasks, percent })}
        </a>
      )}
      {isPaused && (
        <a href={hrefOf('activity')} className="status-link status-amber">
          <IconPlayerPause size={14} aria-hidden="true" />
          {t('shell.status.paused')}
        </a>
      )}
      {waitingForYou > 0 && (
        <a href={hrefOf('activity')} className="status-link status-amber">
          <IconKey size={14} aria-hidden="true" />
          {t('shell.status.waiting', { count: waitingForYou })}
        </a>
      )}
      {problems > 0 && (
        <a href={hrefOf('activity')} className="status-link status-red">
          <IconAlertTriangle size={14} aria-hidden="true" />
          {t('shell.status.problems', { count: problems })}
        </a>
      )}
      {running.tasks === 0 && !isPaused && problems === 0 && waitingForYou === 0 && (
        <span>{t('shell.status.nothing')}</span>
      )}
    </footer>
  );
}

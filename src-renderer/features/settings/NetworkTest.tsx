import { IconAlertTriangle, IconCircleCheck } from '@tabler/icons-react';
import { useState } from 'react';
import { Trans } from 'react-i18next';
import type { NetworkCheck, NetworkReport } from '../../../src-main/contract/network.ts';
import { Button } from '../../components/Button.tsx';
import { ConfirmDialog } from '../../components/Dialog.tsx';
import { ProblemView } from '../../components/ProblemView.tsx';
import { useProblemWords } from '../../components/useProblemWords.ts';
import { CopyText } from '../../components/Values.tsx';
import { useCall } from '../../lib/useCall.ts';
import { useStores } from '../../stores/StoresContext.tsx';
import { useWords } from '../../strings/WordsContext.tsx';

/** Tries everything the app speaks to and tells what was found, each with its way. */
export function NetworkTest() {
  const { api } = useStores();
  const { t, format } = useWords();
  const [report, setReport] = useState<NetworkReport | null>(null);
  const { run, isBusy, problem } = useCall();
  const test = () => void run(async () => setReport(await api.network.test.mutate()));
  const good = report?.checks.filter((check) => check.problem === null).length ?? 0;
  const all = report?.checks.length ?? 0;
  return (
    <div className="network-test stack">
      <div className="row row-wrap">
        <Button onPress={test} isDisabled={isBusy}>
          {t(isBusy ? 'settings.network.testing' : 'settings.network.testAll')}
        </Button>
        <span role="status" className="soft">
          {report && !isBusy && (
            <>
              {good === all
                ? t('settings.network.resultAll', { count: all })
                : t('settings.network.resultSome', { good, all })}
              {' · '}
              <Trans
                t={t}
                i18nKey="settings.network.tested"
                components={{ time: <time dateTime={report.at}>{format.exactTime(report.at)}</time> }}
              />
            </>
          )}
        </span>
      </div>
      {problem && <ProblemView problem={problem} compact />}
      {report && (
        <ul className="network-checks">
          {report.checks.map((check) => (
            <CheckRow key={`${check.kind} ${check.origin}`} check={check} onTrusted={test} />
          ))}
        </ul>
      )}
    </div>
  );
}

interface CheckRowProps {
  readonly check: NetworkCheck;
  readonly onTrusted: () => void;
}

function CheckRow({ check, onTrusted }: CheckRowProps) {
  const { t } = useWords();
  const { kind, name, origin, proxy, answeredMs, problem } = check;
  const Mark = problem === null ? IconCircleCheck : IconAlertTriangle;
  return (
    <li className={problem === null ? 'check-good' : 'check-bad'}>
      <Mark size={18} aria-hidden="true" />
      <div className="check-text">
        <div className="row row-wrap">
          <strong>{kind === 'registry' ? name : t(`settings.network.${kind}`)}</strong>
          <span className="mono soft">{origin}</span>
        </div>
        {answeredMs !== null && (
          <p className="soft">
            {t('settings.network.reached', { ms: answeredMs })} ·{' '}
            {proxy === null ? t('settings.network.direct') : t('settings.network.viaProxy', { proxy })}
          </p>
        )}
        {problem && <Trouble problem={problem} origin={origin} onTrusted={onTrusted} />}
      </div>
    </li>
  );
}

interface TroubleProps extends Pick<CheckRowProps, 'onTrusted'> {
  readonly problem: NonNullable<NetworkCheck['problem']>;
  readonly origin: string;
}

function Trouble({ problem, origin, onTrusted }: TroubleProps) {
  const { title, advice } = useProblemWords(problem);
  const { fingerprint } = problem.facts;
  return (
    <>
      <p>{title}</p>
      {typeof fingerprint === 'string' ? (
        <Certificate facts={problem.facts} fingerprint={fingerprint} origin={origin} onTrusted={onTrusted} />
      ) : (
        <p className="soft">{advice}</p>
      )}
    </>
  );
}

interface CertificateProps extends Pick<CheckRowProps, 'onTrusted'> {
  readonly facts: NonNullable<NetworkCheck['problem']>['facts'];
  readonly fingerprint: string;
  readonly origin: string;
}

/** Who stands behind the certificate, and the way to accept it all the same. */
function Certificate({ facts, fingerprint, origin, onTrusted }: CertificateProps) {
  const { api, messages, reads } = useStores();
  const { t, format } = useWords();
  const [isAsking, setAsking] = useState(false);
  const { run, isBusy, problem } = useCall();
  const { host } = new URL(origin);
  const trust = async () => {
    const isDone = await run(async () => reads.settings.put(await api.network.trust.mutate({ origin, fingerprint })));
    if (!isDone) return;
    messages.succeed(t('settings.network.trustDone', { host }));
    onTrusted();
  };
  return (
    <>
      <dl className="facts">
        <dt>{t('settings.network.subject')}</dt>
        <dd>{String(facts.subject ?? '')}</dd>
        <dt>{t('settings.network.issuer')}</dt>
        <dd>{String(facts.issuer ?? '')}</dd>
        <dt>{t('settings.network.validTo')}</dt>
        <dd>{format.exactTime(String(facts.validTo ?? ''))}</dd>
        <dt>{t('settings.network.fingerprint')}</dt>
        <dd className="fingerprint">
          <CopyText text={fingerprint} what={t('settings.network.fingerprintToCopy')} />
        </dd>
      </dl>
      {facts.reason !== 'CERT_HAS_EXPIRED' && (
        <Button size="small" onPress={() => setAsking(true)} isDisabled={isBusy}>
          {t('settings.network.trust', { host })}
        </Button>
      )}
      {problem && <ProblemView problem={problem} compact />}
      <ConfirmDialog
        title={t('settings.network.trustQuestion', { host })}
        verb={t('settings.network.trust', { host })}
        isOpen={isAsking}
        onClose={() => setAsking(false)}
        onConfirm={() => void trust()}
      >
        <p>{t('settings.network.trustSure')}</p>
        <p className="mono fingerprint">{fingerprint}</p>
      </ConfirmDialog>
    </>
  );
}

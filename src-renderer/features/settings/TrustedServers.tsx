import type { Settings, UpdateSettings } from '../../../src-main/contract/settings.ts';
import { Button } from '../../components/Button.tsx';
import { useStores } from '../../stores/StoresContext.tsx';
import { useWords } from '../../strings/WordsContext.tsx';
import { anchorId } from './settingsIndex.ts';

interface TrustedServersProps {
  readonly trusted: Settings['network']['trusted'];
  readonly put: (changes: NonNullable<UpdateSettings['network']>) => void;
}

export function TrustedServers({ trusted, put }: TrustedServersProps) {
  const { t } = useWords();
  const { messages } = useStores();
  const forget = (host: string) => {
    put({ trusted: trusted.filter((server) => server.host !== host) });
    messages.succeed(t('settings.network.forgotten', { host }));
  };
  return (
    <section className="trusted-servers" id={anchorId('network.trusted')} aria-label={t('settings.network.trusted')}>
      <h3 className="field-label">{t('settings.network.trusted')}</h3>
      {trusted.length === 0 && <p className="field-hint">{t('settings.network.noTrusted')}</p>}
      <ul>
        {trusted.map(({ host, fingerprint }) => (
          <li key={host} className="trusted-server">
            <div className="clip">
              <strong>{host}</strong>
              <span className="mono soft fingerprint">{fingerprint}</span>
            </div>
            <Button size="small" aria-label={t('settings.network.forgetServer', { host })} onPress={() => forget(host)}>
              {t('settings.network.forget')}
            </Button>
          </li>
        ))}
      </ul>
    </section>
  );
}

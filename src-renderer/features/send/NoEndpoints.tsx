import { Button } from '../../components/Button.tsx';
import { useRead, useSignIns, useStores } from '../../stores/StoresContext.tsx';
import { useWords } from '../../strings/WordsContext.tsx';

/** Nothing to send to yet: because nobody is signed in, or because nothing was found. */
export function NoEndpoints({ onLeave }: { readonly onLeave: () => void }) {
  const { t } = useWords();
  const { dialogs, route } = useStores();
  const isSignedIn = useSignIns().globus.kind === 'signedIn';
  const { isReading } = useRead('endpoints');
  if (isReading) return <p className="soft">{t('send.none.looking')}</p>;
  return (
    <div className="stack no-endpoints">
      <p className="soft">{isSignedIn ? t('send.none.notFound') : t('send.none.notSignedIn')}</p>
      {isSignedIn ? (
        <Button
          onPress={() => {
            onLeave();
            route.go('settings', 'endpoints');
          }}
        >
          {t('send.none.openSettings')}
        </Button>
      ) : (
        <Button variant="primary" onPress={() => dialogs.openSignIn({ kind: 'globus' })}>
          {t('send.none.signIn')}
        </Button>
      )}
    </div>
  );
}

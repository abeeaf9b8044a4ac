import { Button } from '../../components/Button.tsx';
import { useRead, useSignIns, useStores } from '../../stores/StoresContext.tsx';

/** Nothing to send to yet: because nobody is signed in, or because nothing was found. */
export function NoEndpoints({ onLeave }: { readonly onLeave: () => void }) {
  const { dialogs, route } = useStores();
  const isSignedIn = useSignIns().globus.kind === 'signedIn';
  const { isReading } = useRead('endpoints');
  if (isReading) return <p className="soft">Looking for your endpoints…</p>;
  return (
    <div className="stack no-endpoints">
      <p className="soft">
        {isSignedIn
          ? 'No endpoint was found for your account. Add one by its id.'
          : 'No endpoints yet. Connect Globus to see where images can go.'}
      </p>
      {isSignedIn ? (
        <Button
          onPress={() => {
            onLeave();
            route.go('settings', 'endpoints');
          }}
        >
          Open endpoint settings
        </Button>
      ) : (
        <Button variant="primary" onPress={() => dialogs.openSignIn({ kind: 'globus' })}>
          Sign in to Globus
        </Button>
      )}
    </div>
  );
}

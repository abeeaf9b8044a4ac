import { IconKey, IconX } from '@tabler/icons-react';
import { useState } from 'react';
import type { Registry } from '../../../src-main/contract/registry.ts';
import type { Provider } from '../../../src-main/contract/signIn.ts';
import { Button, IconButton } from '../../components/Button.tsx';
import { useRead, useSignIns, useStores } from '../../stores/StoresContext.tsx';

interface Offer {
  readonly key: string;
  readonly provider: Provider;
  readonly button: string;
  readonly why: string;
}

const offerOfRegistry = ({ id, name }: Registry): Offer => ({
  key: id,
  provider: { kind: 'registry', registryId: id },
  button: 'Sign in to the registry',
  why: `${name} shows its public images only.`,
});

const globusOffer: Offer = {
  key: 'globus',
  provider: { kind: 'globus' },
  button: 'Sign in to Globus',
  why: 'Your endpoints and transfers need Globus.',
};

/** On every page, until it is done or put off: the sign-ins that are missing. */
export function SignInBanner() {
  const { dialogs } = useStores();
  const globus = useSignIns().globus;
  const registries = useRead('registries').value ?? [];
  const [putOff, setPutOff] = useState<readonly string[]>([]);
  const unsigned = registries.filter(
    ({ access }) => access.signInOffered && ['public', 'signInNeeded'].includes(access.state),
  );
  const isGlobusMissing = globus.kind === 'signedOut' || globus.kind === 'failed';
  const offers = [...unsigned.map(offerOfRegistry), ...(isGlobusMissing ? [globusOffer] : [])];
  const shown = offers.filter(({ key }) => !putOff.includes(key));
  if (shown.length === 0) return null;
  return (
    <section className="sign-in-banner" aria-label="Not signed in">
      {shown.map(({ key, provider, button, why }) => (
        <div key={key} className="sign-in-offer">
          <IconKey size={16} aria-hidden="true" />
          <span className="clip">{why}</span>
          <Button size="small" onPress={() => dialogs.openSignIn(provider)}>
            {button}
          </Button>
          <IconButton
            label={`Not now (${button})`}
            icon={<IconX size={14} aria-hidden="true" />}
            onPress={() => setPutOff([...putOff, key])}
          />
        </div>
      ))}
    </section>
  );
}

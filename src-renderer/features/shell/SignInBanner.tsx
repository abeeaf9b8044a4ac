import { IconKey, IconX } from '@tabler/icons-react';
import { useState } from 'react';
import type { Registry } from '../../../src-main/contract/registry.ts';
import type { Provider } from '../../../src-main/contract/signIn.ts';
import { Button, IconButton } from '../../components/Button.tsx';
import { useRead, useSignIns, useStores } from '../../stores/StoresContext.tsx';
import type { Translate } from '../../strings/types.ts';
import { useWords } from '../../strings/WordsContext.tsx';

interface Offer {
  readonly key: string;
  readonly provider: Provider;
  readonly button: string;
  readonly why: string;
}

const offerOfRegistry = (t: Translate, { id, name }: Registry): Offer => ({
  key: id,
  provider: { kind: 'registry', registryId: id },
  button: t('shell.signIn.registry'),
  why: t('shell.signIn.registryWhy', { name }),
});

const globusOffer = (t: Translate): Offer => ({
  key: 'globus',
  provider: { kind: 'globus' },
  button: t('shell.signIn.globus'),
  why: t('shell.signIn.globusWhy'),
});

/** On every page, until it is done or put off: the sign-ins that are missing. */
export function SignInBanner() {
  const { t } = useWords();
  const { dialogs } = useStores();
  const globus = useSignIns().globus;
  const registries = useRead('registries').value ?? [];
  const [putOff, setPutOff] = useState<readonly string[]>([]);
  const unsigned = registries.filter(
    ({ access }) => access.signInOffered && ['public', 'signInNeeded'].includes(access.state),
  );
  const isGlobusMissing = globus.kind === 'signedOut' || globus.kind === 'failed';
  const offers = [
    ...unsigned.map((registry) => offerOfRegistry(t, registry)),
    ...(isGlobusMissing ? [globusOffer(t)] : []),
  ];
  const shown = offers.filter(({ key }) => !putOff.includes(key));
  if (shown.length === 0) return null;
  return (
    <section className="sign-in-banner" aria-label={t('shell.signIn.label')}>
      {shown.map(({ key, provider, button, why }) => (
        <div key={key} className="sign-in-offer">
          <IconKey size={16} aria-hidden="true" />
          <span className="clip">{why}</span>
          <Button size="small" onPress={() => dialogs.openSignIn(provider)}>
            {button}
          </Button>
          <IconButton
            label={t('shell.signIn.notNow', { button })}
            icon={<IconX size={14} aria-hidden="true" />}
            onPress={() => setPutOff([...putOff, key])}
          />
        </div>
      ))}
    </section>
  );
}

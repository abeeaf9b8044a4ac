import { useState } from 'react';
import { formatCount } from '../../../src-main/contract/format.ts';
import type { Registry } from '../../../src-main/contract/registry.ts';
import type { StateWords } from '../../../src-main/contract/states.ts';
import { Button } from '../../components/Button.tsx';
import { ConfirmDialog } from '../../components/Dialog.tsx';
import { ProblemView } from '../../components/ProblemView.tsx';
import { StateBadge } from '../../components/StateBadge.tsx';
import { useCall } from '../../lib/useCall.ts';
import { useStores } from '../../stores/StoresContext.tsx';
import { RegistryAccessField } from './RegistryAccessField.tsx';
import { RegistryFolder } from './RegistryFolder.tsx';
import { RegistryHarbour } from './RegistryHarbour.tsx';

const accessStates: Readonly<Record<Registry['access']['state'], StateWords>> = {
  public: { tone: 'grey', icon: 'minus', word: 'Public images only' },
  token: { tone: 'green', icon: 'key', word: 'Token' },
  signedIn: { tone: 'green', icon: 'check', word: 'Signed in' },
  signInNeeded: { tone: 'amber', icon: 'key', word: 'Waiting for you: sign in' },
};

export function RegistryCard({ registry }: { readonly registry: Registry }) {
  const { api, messages } = useStores();
  const [isRemoving, setRemoving] = useState(false);
  const { run, problem } = useCall();
  const { access } = registry;
  const remove = async () => {
    if (await run(() => api.registries.remove.mutate({ id: registry.id })))
      messages.succeed(`${registry.name} is removed`);
  };
  const badge = accessStates[access.state];
  return (
    <article className="card registry-card" aria-label={registry.name}>
      <div className="registry-head">
        <div className="clip">
          <h3>{registry.name}</h3>
          <span className="mono soft">{registry.url}</span>
        </div>
        <span className="push" />
        {registry.imageCount !== null && (
          <span className="soft small num">{formatCount(registry.imageCount, 'image')}</span>
        )}
        <StateBadge state={badge}>{access.username ? `${badge.word}: ${access.username}` : badge.word}</StateBadge>
      </div>
      {registry.problem && <ProblemView problem={registry.problem} compact />}
      {registry.folder.problem && <ProblemView problem={registry.folder.problem} compact />}
      {problem && <ProblemView problem={problem} compact />}
      <RegistryAccessField registry={registry} />
      <RegistryHarbour key={JSON.stringify(registry.harbour)} registry={registry} />
      <RegistryFolder key={registry.imagesDir} registry={registry} />
      <div className="registry-foot">
        <Button variant="quiet" size="small" onPress={() => setRemoving(true)}>
          Remove this registry
        </Button>
      </div>
      <ConfirmDialog
        title={`Remove ${registry.name}?`}
        verb={`Remove ${registry.name}`}
        isOpen={isRemoving}
        onClose={() => setRemoving(false)}
        onConfirm={() => void remove()}
      >
        <p>Its images are no longer listed here and its subscriptions end. Copies at endpoints stay where they are.</p>
      </ConfirmDialog>
    </article>
  );
}

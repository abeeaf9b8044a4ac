import { useState } from 'react';
import type { Registry } from '../../../src-main/contract/registry.ts';
import type { StateWords } from '../../../src-main/contract/states.ts';
import { Button } from '../../components/Button.tsx';
import { ConfirmDialog } from '../../components/Dialog.tsx';
import { ProblemView } from '../../components/ProblemView.tsx';
import { StateBadge } from '../../components/StateBadge.tsx';
import { useCall } from '../../lib/useCall.ts';
import { useStores } from '../../stores/StoresContext.tsx';
import { useWords } from '../../strings/WordsContext.tsx';
import { RegistryAccessField } from './RegistryAccessField.tsx';
import { RegistryFolder } from './RegistryFolder.tsx';
import { RegistryHarbour } from './RegistryHarbour.tsx';
import { RegistryPrivates } from './RegistryPrivates.tsx';

const accessStates = {
  public: { tone: 'grey', icon: 'minus', word: 'settings.access.publicOnly' },
  token: { tone: 'green', icon: 'key', word: 'settings.access.token' },
  signedIn: { tone: 'green', icon: 'check', word: 'settings.access.signedIn' },
  signInNeeded: { tone: 'amber', icon: 'key', word: 'settings.access.signInNeeded' },
} as const satisfies Readonly<Record<Registry['access']['state'], StateWords>>;

export function RegistryCard({ registry }: { readonly registry: Registry }) {
  const { api, messages } = useStores();
  const { t } = useWords();
  const [isRemoving, setRemoving] = useState(false);
  const { run, problem } = useCall();
  const { access } = registry;
  const remove = async () => {
    if (await run(() => api.registries.remove.mutate({ id: registry.id })))
      messages.succeed(t('settings.registries.removed', { name: registry.name }));
  };
  const badge = accessStates[access.state];
  const state = t(badge.word);
  return (
    <article className="card registry-card" aria-label={registry.name}>
      <div className="registry-head">
        <div className="clip">
          <h3>{registry.name}</h3>
          <span className="mono soft">{registry.url}</span>
        </div>
        <span className="push" />
        {registry.imageCount !== null && (
          <span className="soft small num">{t('settings.registries.images', { count: registry.imageCount })}</span>
        )}
        <StateBadge state={badge}>
          {access.username ? t('settings.access.as', { state, name: access.username }) : state}
        </StateBadge>
      </div>
      {registry.problem && <ProblemView problem={registry.problem} compact />}
      {registry.folder.problem && <ProblemView problem={registry.folder.problem} compact />}
      {problem && <ProblemView problem={problem} compact />}
      {registry.notices?.map((notice) => (
        <ProblemView key={JSON.stringify(notice)} problem={notice} compact isNotice />
      ))}
      <RegistryAccessField registry={registry} />
      <RegistryHarbour key={JSON.stringify(registry.harbour)} registry={registry} />
      <RegistryFolder key={registry.imagesDir} registry={registry} />
      <RegistryPrivates key={registry.privateNames?.join(' ')} registry={registry} />
      <div className="registry-foot">
        <Button variant="quiet" size="small" onPress={() => setRemoving(true)}>
          {t('settings.registries.remove')}
        </Button>
      </div>
      <ConfirmDialog
        title={t('settings.registries.removeTitle', { name: registry.name })}
        verb={t('settings.registries.removeVerb', { name: registry.name })}
        isOpen={isRemoving}
        onClose={() => setRemoving(false)}
        onConfirm={() => void remove()}
      >
        <p>{t('settings.registries.removeSays')}</p>
      </ConfirmDialog>
    </article>
  );
}

import { type FormEvent, useState } from 'react';
import { Trans } from 'react-i18next';
import type { Registry } from '../../../src-main/contract/registry.ts';
import { Button } from '../../components/Button.tsx';
import { TextField } from '../../components/Fields.tsx';
import { ProblemView } from '../../components/ProblemView.tsx';
import { Ago } from '../../components/Values.tsx';
import { useCall } from '../../lib/useCall.ts';
import { useStores } from '../../stores/StoresContext.tsx';
import { useWords } from '../../strings/WordsContext.tsx';

/** The image folder, when the app runs on the registry's own computer: new images are then seen at once. */
export function RegistryFolder({ registry }: { readonly registry: Registry }) {
  const { api, messages } = useStores();
  const { t } = useWords();
  const [imagesDir, setImagesDir] = useState(registry.imagesDir ?? '');
  const { run, isBusy, problem } = useCall();
  const { folder } = registry;
  const isReplaced = folder.problem?.code === 'folder.replaced';
  const isSame = imagesDir.trim() === (registry.imagesDir ?? '');
  const state =
    folder.state === 'off' ? t('settings.folder.off') : t(`settings.folder.${folder.state}`, { count: folder.files });
  async function save(event: FormEvent): Promise<void> {
    event.preventDefault();
    const chosen = imagesDir.trim() === '' ? null : imagesDir.trim();
    if (await run(() => api.registries.update.mutate({ id: registry.id, imagesDir: chosen })))
      messages.succeed(t('settings.page.saved'));
  }
  return (
    <details className="registry-more" open={isReplaced || undefined}>
      <summary>
        {folder.lastChangeAt === null ? (
          state
        ) : (
          <Trans
            t={t}
            i18nKey="settings.folder.lastChange"
            values={{ state }}
            components={{ time: <Ago at={folder.lastChangeAt} /> }}
          />
        )}
      </summary>
      <form className="inline-form" onSubmit={(event) => void save(event)}>
        <TextField
          label={t('settings.folder.label')}
          hint={t('settings.folder.hint')}
          value={imagesDir}
          onChange={setImagesDir}
          mono
        />
        <Button type="submit" isDisabled={isBusy || (isSame && !isReplaced)}>
          {t(isSame && isReplaced ? 'settings.folder.useNow' : 'settings.page.save')}
        </Button>
      </form>
      {problem && <ProblemView problem={problem} compact />}
    </details>
  );
}

import { type FormEvent, useState } from 'react';
import { formatCount } from '../../../src-main/contract/format.ts';
import type { FolderHealth, Registry } from '../../../src-main/contract/registry.ts';
import { Button } from '../../components/Button.tsx';
import { TextField } from '../../components/Fields.tsx';
import { ProblemView } from '../../components/ProblemView.tsx';
import { Ago } from '../../components/Values.tsx';
import { useCall } from '../../lib/useCall.ts';
import { useStores } from '../../stores/StoresContext.tsx';

const folderWords: Readonly<Record<FolderHealth['state'], string>> = {
  off: 'No image folder on this computer',
  watching: 'Watching',
  scanningOnly: 'Looking regularly through',
  paused: 'Paused at',
};

/** The image folder, when the app runs on the registry's own computer: new images are then seen at once. */
export function RegistryFolder({ registry }: { readonly registry: Registry }) {
  const { api, messages } = useStores();
  const [imagesDir, setImagesDir] = useState(registry.imagesDir ?? '');
  const { run, isBusy, problem } = useCall();
  const { folder } = registry;
  const isReplaced = folder.problem?.code === 'folder.replaced';
  const isSame = imagesDir.trim() === (registry.imagesDir ?? '');
  async function save(event: FormEvent): Promise<void> {
    event.preventDefault();
    const chosen = imagesDir.trim() === '' ? null : imagesDir.trim();
    if (await run(() => api.registries.update.mutate({ id: registry.id, imagesDir: chosen })))
      messages.succeed('Saved');
  }
  return (
    <details className="registry-more" open={isReplaced || undefined}>
      <summary>
        {folder.state === 'off' ? folderWords.off : `${folderWords[folder.state]} ${formatCount(folder.files, 'file')}`}
        {folder.lastChangeAt && (
          <>
            , last change <Ago at={folder.lastChangeAt} />
          </>
        )}
      </summary>
      <form className="inline-form" onSubmit={(event) => void save(event)}>
        <TextField
          label="Image folder on this computer"
          hint="Only when Portolan runs beside the registry. Empty: the registry is asked instead."
          value={imagesDir}
          onChange={setImagesDir}
          mono
        />
        <Button type="submit" isDisabled={isBusy || (isSame && !isReplaced)}>
          {isSame && isReplaced ? 'Use this folder now' : 'Save'}
        </Button>
      </form>
      {problem && <ProblemView problem={problem} compact />}
    </details>
  );
}

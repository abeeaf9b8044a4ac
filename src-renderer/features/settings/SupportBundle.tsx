import { useState } from 'react';
import { Button } from '../../components/Button.tsx';
import { CopyButton } from '../../components/CopyButton.tsx';
import { ProblemView } from '../../components/ProblemView.tsx';
import { useCall } from '../../lib/useCall.ts';
import { useRead, useStores } from '../../stores/StoresContext.tsx';
import { useWords } from '../../strings/WordsContext.tsx';

/** Collected, shown, and only then saved: exactly what is read here. */
export function SupportBundle() {
  const { api, messages } = useStores();
  const { t } = useWords();
  const canOpen = useRead('support').value?.canOpenFolders ?? false;
  const [text, setText] = useState<string | null>(null);
  const [file, setFile] = useState<string | null>(null);
  const { run, isBusy, problem } = useCall();
  const collect = () =>
    void run(async () => {
      setFile(null);
      setText((await api.support.bundle.mutate()).text);
    });
  const save = (shown: string) =>
    void run(async () => {
      const saved = await api.support.saveBundle.mutate({ text: shown });
      setFile(saved.file);
      messages.succeed(t('settings.advanced.savedAs', saved));
    });
  return (
    <div className="support-bundle stack">
      <Button onPress={collect} isDisabled={isBusy}>
        {t(isBusy && text === null ? 'settings.advanced.collecting' : 'settings.advanced.collect')}
      </Button>
      {problem && <ProblemView problem={problem} compact />}
      {text !== null && (
        <>
          <p className="soft">{t('settings.advanced.readIt')}</p>
          <textarea
            className="input mono bundle-text"
            readOnly
            rows={16}
            aria-label={t('settings.advanced.bundle')}
            value={text}
          />
          <div className="row row-wrap">
            <Button variant="primary" onPress={() => save(text)} isDisabled={isBusy}>
              {t('settings.advanced.save')}
            </Button>
            <CopyButton text={text} what={t('settings.advanced.copy')} />
            {file !== null && <span className="mono soft bundle-file">{file}</span>}
            {file !== null && canOpen && (
              <Button size="small" onPress={() => void run(() => api.support.openFolder.mutate({ folder: 'support' }))}>
                {t('settings.advanced.open')}
              </Button>
            )}
          </div>
        </>
      )}
    </div>
  );
}

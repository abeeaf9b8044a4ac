import { useState } from 'react';
import { Button } from '../../components/Button.tsx';
import { ConfirmDialog } from '../../components/Dialog.tsx';
import { Checkbox, SelectField } from '../../components/Fields.tsx';
import { ProblemView } from '../../components/ProblemView.tsx';
import { CopyText } from '../../components/Values.tsx';
import { useCall } from '../../lib/useCall.ts';
import { hrefOf } from '../../stores/routeStore.ts';
import { useRead, useStores } from '../../stores/StoresContext.tsx';
import { useWords } from '../../strings/WordsContext.tsx';
import { Section } from './Section.tsx';
import { Setting } from './Setting.tsx';
import { SupportBundle } from './SupportBundle.tsx';
import { useSettings } from './useSettings.ts';

const levels = ['error', 'warn', 'info', 'debug'] as const;

export function AdvancedSection() {
  const { t } = useWords();
  const { settings, change, problem } = useSettings();
  if (!settings) return null;
  return (
    <>
      {problem && <ProblemView problem={problem} compact />}
      <Folders />
      <Section
        anchor="advanced.support"
        title={t('settings.advanced.supportTitle')}
        says={t('settings.advanced.supportSays')}
      >
        <Setting name="advanced.logLevel">
          <SelectField
            label={t('settings.advanced.logLevel')}
            value={settings.advanced.logLevel}
            options={levels.map((value) => ({ value, label: t(`settings.advanced.${value}`) }))}
            onChange={(logLevel) => void change({ advanced: { logLevel } })}
          />
        </Setting>
        <SupportBundle />
      </Section>
      <Practice />
      <Managed />
      <Reset />
    </>
  );
}

function Folders() {
  const { api } = useStores();
  const { t } = useWords();
  const facts = useRead('support').value;
  const { run, problem } = useCall();
  if (!facts) return null;
  const folders = [
    { folder: 'data', name: t('settings.advanced.dataFolder'), path: facts.dataFolder },
    { folder: 'logs', name: t('settings.advanced.logFolder'), path: facts.logFolder },
  ] as const;
  return (
    <Section anchor="advanced.folders" title={t('settings.advanced.folders')}>
      <ul className="folder-list">
        {folders.map(({ folder, name, path }) => (
          <li key={folder}>
            <strong>{name}</strong>
            <CopyText text={path} what={t('settings.advanced.path')} />
            {facts.canOpenFolders && (
              <Button
                size="small"
                aria-label={t('settings.advanced.openOf', { folder: name })}
                onPress={() => void run(() => api.support.openFolder.mutate({ folder }))}
              >
                {t('settings.advanced.open')}
              </Button>
            )}
          </li>
        ))}
      </ul>
      {!facts.canOpenFolders && <p className="field-hint">{t('settings.advanced.noOpening')}</p>}
      {problem && <ProblemView problem={problem} compact />}
    </Section>
  );
}

function Practice() {
  const { api, invalidateAll } = useStores();
  const { t } = useWords();
  const isPractising = useRead('status').value?.lab ?? false;
  const { run, isBusy, problem } = useCall();
  const practise = async (isWanted: boolean) => {
    if (await run(() => (isWanted ? api.lab.start.mutate() : api.lab.leave.mutate()))) invalidateAll();
  };
  return (
    <Section anchor="advanced.practice" title={t('settings.advanced.practiceTitle')}>
      <Checkbox
        kind="switch"
        label={t('settings.advanced.practice')}
        hint={t('settings.advanced.practiceHint')}
        checked={isPractising}
        disabled={isBusy}
        onChange={(isWanted) => void practise(isWanted)}
      />
      {isPractising && <a href={hrefOf('settings', 'lab')}>{t('settings.advanced.practiceMore')}</a>}
      {problem && <ProblemView problem={problem} compact />}
    </Section>
  );
}

function Managed() {
  const { t } = useWords();
  const files = useRead('support').value?.managedFiles ?? [];
  const managed = useRead('managed').value;
  if (!managed) return null;
  const { locks, problems } = managed;
  return (
    <Section
      anchor="advanced.managed"
      title={t('settings.advanced.managedTitle')}
      says={t('settings.advanced.managedSays')}
    >
      <ul className="folder-list">
        {files.map((file) => (
          <li key={file}>
            <CopyText text={file} what={t('settings.advanced.path')} />
          </li>
        ))}
      </ul>
      <p>
        {locks.length === 0
          ? t('settings.advanced.managedNone')
          : t('settings.advanced.managedSome', { count: locks.length })}
      </p>
      {problems.map((problem) => (
        <ProblemView key={JSON.stringify(problem.facts)} problem={problem} compact />
      ))}
    </Section>
  );
}

function Reset() {
  const { api, reads, messages } = useStores();
  const { t } = useWords();
  const [isAsking, setAsking] = useState(false);
  const { run, problem } = useCall();
  const reset = async () => {
    if (!(await run(async () => reads.settings.put(await api.settings.reset.mutate({ keys: null }))))) return;
    messages.succeed(t('settings.advanced.resetDone'));
  };
  return (
    <Section anchor="advanced.reset" title={t('settings.advanced.resetTitle')} says={t('settings.advanced.resetSays')}>
      <Button onPress={() => setAsking(true)}>{t('settings.advanced.reset')}</Button>
      {problem && <ProblemView problem={problem} compact />}
      <ConfirmDialog
        title={t('settings.advanced.resetQuestion')}
        verb={t('settings.advanced.reset')}
        isOpen={isAsking}
        onClose={() => setAsking(false)}
        onConfirm={() => void reset()}
      >
        <p>{t('settings.advanced.resetSays')}</p>
      </ConfirmDialog>
    </Section>
  );
}

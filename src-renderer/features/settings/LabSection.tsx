import { useState } from 'react';
import { Button } from '../../components/Button.tsx';
import { ConfirmDialog } from '../../components/Dialog.tsx';
import { ProblemView } from '../../components/ProblemView.tsx';
import { useCall } from '../../lib/useCall.ts';
import { useRead, useStores } from '../../stores/StoresContext.tsx';
import { useWords } from '../../strings/WordsContext.tsx';
import { LabFaults } from './LabFaults.tsx';
import { LabPushForm } from './LabPushForm.tsx';
import { Section } from './Section.tsx';

export function LabSection() {
  const { api, messages, invalidate } = useLab();
  const { t } = useWords();
  const isRunning = useRead('status').value?.lab ?? false;
  const [isResetting, setResetting] = useState(false);
  const { run, isBusy, problem } = useCall();
  const act = async (call: () => Promise<unknown>, done: string) => {
    if (!(await run(call))) return;
    messages.succeed(done);
    invalidate();
  };
  if (!isRunning) {
    return (
      <Section anchor="lab.title" title={t('settings.lab.title')} says={t('settings.lab.says')}>
        {problem && <ProblemView problem={problem} compact />}
        <Button
          variant="primary"
          isDisabled={isBusy}
          onPress={() => void act(() => api.lab.start.mutate(), t('settings.lab.started'))}
        >
          {t(isBusy ? 'settings.lab.starting' : 'settings.lab.start')}
        </Button>
      </Section>
    );
  }
  return (
    <>
      <Section anchor="lab.title" title={t('settings.lab.title')} says={t('settings.lab.says')}>
        {problem && <ProblemView problem={problem} compact />}
        <div className="row">
          <Button onPress={() => setResetting(true)} isDisabled={isBusy}>
            {t('settings.lab.reset')}
          </Button>
          <Button onPress={() => void act(() => api.lab.leave.mutate(), t('settings.lab.left'))} isDisabled={isBusy}>
            {t('settings.lab.leave')}
          </Button>
        </div>
      </Section>
      <Section title={t('settings.lab.pushTitle')} says={t('settings.lab.pushSays')}>
        <LabPushForm />
      </Section>
      <Section title={t('settings.lab.faultsTitle')} says={t('settings.lab.faultsSays')}>
        <LabFaults />
      </Section>
      <ConfirmDialog
        title={t('settings.lab.resetTitle')}
        verb={t('settings.lab.reset')}
        isOpen={isResetting}
        onClose={() => setResetting(false)}
        onConfirm={() => void act(() => api.lab.reset.mutate(), t('settings.lab.resetDone'))}
      >
        <p>{t('settings.lab.resetSays')}</p>
      </ConfirmDialog>
    </>
  );
}

function useLab() {
  const { api, messages, invalidateAll } = useStores();
  return { api, messages, invalidate: invalidateAll };
}

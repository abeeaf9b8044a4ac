import { useState } from 'react';
import { Button } from '../../components/Button.tsx';
import { ConfirmDialog } from '../../components/Dialog.tsx';
import { ProblemView } from '../../components/ProblemView.tsx';
import { useCall } from '../../lib/useCall.ts';
import { useRead, useStores } from '../../stores/StoresContext.tsx';
import { LabFaults } from './LabFaults.tsx';
import { LabPushForm } from './LabPushForm.tsx';
import { Section } from './Section.tsx';

const says =
  'A registry and a Globus of its own on this computer, with six endpoints. Everything works as it does outside, and nothing leaves this computer.';

export function LabSection() {
  const { api, messages, invalidate } = useLab();
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
      <Section title="Practice lab" says={says}>
        {problem && <ProblemView problem={problem} compact />}
        <Button
          variant="primary"
          isDisabled={isBusy}
          onPress={() => void act(() => api.lab.start.mutate(), 'Practice data is ready')}
        >
          {isBusy ? 'Starting the practice lab…' : 'Try with practice data'}
        </Button>
      </Section>
    );
  }
  return (
    <>
      <Section title="Practice lab" says={says}>
        {problem && <ProblemView problem={problem} compact />}
        <div className="row">
          <Button onPress={() => setResetting(true)} isDisabled={isBusy}>
            Reset the lab
          </Button>
          <Button onPress={() => void act(() => api.lab.leave.mutate(), 'Back to your own data')} isDisabled={isBusy}>
            Leave practice
          </Button>
        </div>
      </Section>
      <Section title="Push an image" says="As if someone had built a new one: subscriptions notice it.">
        <LabPushForm />
      </Section>
      <Section title="Faults" says="What can go wrong outside, at a switch.">
        <LabFaults />
      </Section>
      <ConfirmDialog
        title="Reset the practice lab?"
        verb="Reset the lab"
        isOpen={isResetting}
        onClose={() => setResetting(false)}
        onConfirm={() => void act(() => api.lab.reset.mutate(), 'The lab is as new')}
      >
        <p>Its images, transfers and sign-ins go back to how they were at the first start.</p>
      </ConfirmDialog>
    </>
  );
}

function useLab() {
  const { api, messages, invalidateAll } = useStores();
  return { api, messages, invalidate: invalidateAll };
}

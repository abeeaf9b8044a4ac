import { useState } from 'react';
import { Checkbox, SelectField, TextField } from '../../components/Fields.tsx';
import { ProblemView } from '../../components/ProblemView.tsx';
import { useWords } from '../../strings/WordsContext.tsx';
import { Section } from './Section.tsx';
import { Setting } from './Setting.tsx';
import { useSettings } from './useSettings.ts';

const gigabyte = 1000 ** 3;
const megabyte = 1000 ** 2;
const parallelOptions = (['1', '2', '3'] as const).map((value) => ({ value, label: value }));

export function TransfersSection() {
  const { t } = useWords();
  const { settings, change, problem } = useSettings();
  if (!settings) return null;
  const { transfers, sync } = settings;
  return (
    <>
      <Section title={t('settings.transfers.title')}>
        {problem && <ProblemView problem={problem} compact />}
        <Setting name="transfers.isPaused">
          <Checkbox
            kind="switch"
            label={t('settings.transfers.paused')}
            hint={t('settings.transfers.pausedHint')}
            checked={transfers.isPaused}
            onChange={(isPaused) => void change({ transfers: { isPaused } })}
          />
        </Setting>
        <Setting name="transfers.parallelTasks">
          <SelectField
            label={t('settings.transfers.parallel')}
            hint={t('settings.transfers.parallelHint')}
            value={parallelOptions[transfers.parallelTasks - 1]?.value ?? '3'}
            options={parallelOptions}
            onChange={(count) => void change({ transfers: { parallelTasks: Number(count) } })}
          />
        </Setting>
        <Setting name="transfers.encryptsData">
          <Checkbox
            kind="switch"
            label={t('settings.transfers.encrypt')}
            hint={t('settings.transfers.encryptHint')}
            checked={transfers.encryptsData}
            onChange={(encryptsData) => void change({ transfers: { encryptsData } })}
          />
        </Setting>
        <Setting name="transfers.confirmAboveBytes">
          <NumberField
            key={transfers.confirmAboveBytes}
            label={t('settings.transfers.askAbove')}
            value={Math.round(transfers.confirmAboveBytes / gigabyte)}
            min={1}
            max={1_000_000}
            onCommit={(size) => void change({ transfers: { confirmAboveBytes: size * gigabyte } })}
          />
        </Setting>
        <Setting name="sync.publishAtomicallyAboveBytes">
          <NumberField
            key={sync.publishAtomicallyAboveBytes}
            label={t('settings.transfers.whole')}
            hint={t('settings.transfers.wholeHint')}
            value={Math.round(sync.publishAtomicallyAboveBytes / megabyte)}
            min={0}
            max={1_000_000}
            onCommit={(size) => void change({ sync: { publishAtomicallyAboveBytes: size * megabyte } })}
          />
        </Setting>
      </Section>
      <Section title={t('settings.transfers.newTitle')}>
        <Setting name="sync.rescanSeconds">
          <NumberField
            key={sync.rescanSeconds}
            label={t('settings.transfers.rescan')}
            hint={t('settings.transfers.rescanHint')}
            value={sync.rescanSeconds}
            min={5}
            max={86_400}
            onCommit={(rescanSeconds) => void change({ sync: { rescanSeconds } })}
          />
        </Setting>
        <Setting name="sync.pollSeconds">
          <NumberField
            key={sync.pollSeconds}
            label={t('settings.transfers.poll')}
            value={sync.pollSeconds}
            min={30}
            max={86_400}
            onCommit={(pollSeconds) => void change({ sync: { pollSeconds } })}
          />
        </Setting>
      </Section>
    </>
  );
}

interface NumberFieldProps {
  readonly label: string;
  readonly hint?: string;
  readonly value: number;
  readonly min: number;
  readonly max: number;
  readonly onCommit: (value: number) => void;
}

/** Takes effect on Enter or when it is left, and only within its bounds. */
function NumberField({ label, hint, value, min, max, onCommit }: NumberFieldProps) {
  const { t } = useWords();
  const [text, setText] = useState(String(value));
  const number = Number(text);
  const isValid = Number.isInteger(number) && number >= min && number <= max;
  const commit = () => {
    if (isValid && number !== value) onCommit(number);
  };
  return (
    <TextField
      label={label}
      hint={hint}
      error={isValid ? null : t('settings.transfers.wholeNumber', { min, max })}
      inputMode="numeric"
      value={text}
      onChange={setText}
      onBlur={commit}
      onKeyDown={(event) => {
        if (event.key === 'Enter') commit();
      }}
    />
  );
}

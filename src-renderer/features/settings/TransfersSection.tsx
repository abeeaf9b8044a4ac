import { useState } from 'react';
import { formatNumber } from '../../../src-main/contract/format.ts';
import { Checkbox, SelectField, TextField } from '../../components/Fields.tsx';
import { ProblemView } from '../../components/ProblemView.tsx';
import { Section } from './Section.tsx';
import { useSettings } from './useSettings.ts';

const gigabyte = 1000 ** 3;
const parallelOptions = (['1', '2', '3'] as const).map((value) => ({ value, label: value }));

export function TransfersSection() {
  const { settings, change, problem } = useSettings();
  if (!settings) return null;
  const { transfers, sync } = settings;
  return (
    <>
      <Section title="Transfers">
        {problem && <ProblemView problem={problem} compact />}
        <SelectField
          label="Transfers at the same time"
          hint="Globus runs at most three of yours at once."
          value={parallelOptions[transfers.parallelTasks - 1]?.value ?? '3'}
          options={parallelOptions}
          onChange={(count) => void change({ transfers: { parallelTasks: Number(count) } })}
        />
        <Checkbox
          kind="switch"
          label="Encrypt on the way"
          hint="Slower. Endpoints that require it do it anyway."
          checked={transfers.encryptsData}
          onChange={(encryptsData) => void change({ transfers: { encryptsData } })}
        />
        <NumberField
          label="Ask before sending more than (GB)"
          value={Math.round(transfers.confirmAboveBytes / gigabyte)}
          min={1}
          max={1_000_000}
          onCommit={(size) => void change({ transfers: { confirmAboveBytes: size * gigabyte } })}
        />
      </Section>
      <Section title="Looking for new images">
        <NumberField
          label="Look through image folders every (seconds)"
          hint="Changes are usually seen at once; this finds what the folder watch missed."
          value={sync.rescanSeconds}
          min={5}
          max={86_400}
          onCommit={(rescanSeconds) => void change({ sync: { rescanSeconds } })}
        />
        <NumberField
          label="Ask registries every (seconds)"
          value={sync.pollSeconds}
          min={30}
          max={86_400}
          onCommit={(pollSeconds) => void change({ sync: { pollSeconds } })}
        />
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
      error={isValid ? null : `A whole number from ${formatNumber(min)} to ${formatNumber(max)}`}
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

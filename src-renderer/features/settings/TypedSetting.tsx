import { useState } from 'react';
import { type SettingKey, settingFromText, settingText } from '../../../src-main/contract/settingKeys.ts';
import { TextField } from '../../components/Fields.tsx';
import { Setting } from './Setting.tsx';

interface TypedSettingProps {
  readonly name: SettingKey;
  readonly label: string;
  readonly hint?: string;
  /** What is wrong with a text that the setting does not take. */
  readonly wrong?: string;
  readonly value: unknown;
  readonly onCommit: (value: unknown) => void;
  readonly mono?: boolean;
}

/** A setting that is typed: takes effect on Enter or when it is left, and only when it fits. */
export function TypedSetting({ name, ...field }: TypedSettingProps) {
  // Another value from elsewhere (the command line, a reset) takes the place of what stands here.
  return (
    <Setting name={name}>
      <TypedField key={settingText(field.value)} name={name} {...field} />
    </Setting>
  );
}

function TypedField({ name, label, hint, wrong, value, onCommit, mono = false }: TypedSettingProps) {
  const known = settingText(value);
  const [text, setText] = useState(known);
  const taken = settingFromText(name, text);
  const commit = () => {
    if ('value' in taken && settingText(taken.value) !== known) onCommit(taken.value);
  };
  return (
    <TextField
      label={label}
      hint={hint}
      error={'why' in taken ? (wrong ?? taken.why) : null}
      value={text}
      onChange={setText}
      onBlur={commit}
      onKeyDown={(event) => {
        if (event.key === 'Enter') commit();
      }}
      mono={mono}
    />
  );
}

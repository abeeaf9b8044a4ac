import { useState } from 'react';
import type { SettingKey } from '../../../src-main/contract/settingKeys.ts';
import { TextField } from '../../components/Fields.tsx';
import { Setting } from './Setting.tsx';

interface TypedSettingProps {
  readonly name: SettingKey;
  readonly label: string;
  readonly hint?: string;
  /** What the setting takes, and what is said of all else. */
  readonly shape?: { readonly fits: (text: string) => boolean; readonly wrong: string };
  readonly value: string;
  readonly onCommit: (text: string) => void;
  readonly mono?: boolean;
}

/** A setting that is typed: takes effect on Enter or when it is left, and only when it fits. */
export function TypedSetting({ name, ...field }: TypedSettingProps) {
  // Another value from elsewhere (the command line, a reset) takes the place of what stands here.
  return (
    <Setting name={name}>
      <TypedField key={field.value} name={name} {...field} />
    </Setting>
  );
}

function TypedField({ label, hint, shape, value, onCommit, mono = false }: TypedSettingProps) {
  const [text, setText] = useState(value);
  const typed = text.trim();
  const fits = shape?.fits(typed) ?? true;
  const commit = () => {
    if (fits && typed !== value) onCommit(typed);
  };
  return (
    <TextField
      label={label}
      hint={hint}
      error={fits ? null : (shape?.wrong ?? null)}
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

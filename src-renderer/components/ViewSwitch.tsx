import type { IconList } from '@tabler/icons-react';

interface ViewSwitchProps<Name extends string> {
  readonly label: string;
  readonly options: readonly { readonly name: Name; readonly word: string; readonly icon?: typeof IconList }[];
  readonly selected: Name;
  readonly onChange: (name: Name) => void;
}

/** Two or three ways to look at the same things. */
export function ViewSwitch<Name extends string>({ label, options, selected, onChange }: ViewSwitchProps<Name>) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for form fields, these are pressed buttons
    <div className="view-switch" role="group" aria-label={label}>
      {options.map(({ name, word, icon: Shape }) => (
        <button key={name} type="button" aria-pressed={name === selected} onClick={() => onChange(name)}>
          {Shape && <Shape size={15} stroke={1.9} aria-hidden="true" />}
          {word}
        </button>
      ))}
    </div>
  );
}

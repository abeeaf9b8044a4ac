import type { NamingProfile } from '../../../src-main/contract/naming.ts';
import { namingProfileNames, namingProfiles } from '../../../src-main/contract/states.ts';
import { SelectField } from '../../components/Fields.tsx';

interface SendOptionsProps {
  readonly namingProfile: NamingProfile | null;
  readonly onChange: (profile: NamingProfile | null) => void;
}

const own = 'own';

/** Seldom needed, so closed at first. */
export function SendOptions({ namingProfile, onChange }: SendOptionsProps) {
  const profiles = namingProfileNames.map((value) => ({
    value,
    label: `${namingProfiles[value].name} (${namingProfiles[value].example})`,
  }));
  return (
    <details className="send-options">
      <summary>Options</summary>
      <SelectField
        label="Names at the endpoints"
        hint="Globus verifies every file from end to end; that cannot be switched off."
        value={namingProfile ?? own}
        options={[{ value: own, label: 'As each endpoint is set' }, ...profiles]}
        onChange={(value) => onChange(value === own ? null : value)}
      />
    </details>
  );
}

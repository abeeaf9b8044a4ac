import { formatCount, formatSize } from '../../../src-main/contract/format.ts';
import type { Image } from '../../../src-main/contract/registry.ts';
import { Checkbox, SelectField, TextField } from '../../components/Fields.tsx';
import type { SectionProps } from './editorSection.ts';

interface ConditionsSectionProps extends SectionProps {
  readonly images: readonly Image[];
  readonly matching: readonly Image[];
}

/** Which of the matching images are taken. */
export function ConditionsSection({ draft, change, faults, images, matching }: ConditionsSectionProps) {
  const found = images.flatMap(({ architecture }) => architecture ?? []);
  const architectures = [...new Set([...found, ...(draft.architecture === null ? [] : [draft.architecture])])].sort();
  const bytes = matching.reduce((sum, { sizeBytes }) => sum + (sizeBytes ?? 0), 0);
  return (
    <fieldset className="card subscription-section">
      <legend>Conditions</legend>
      <div className="subscription-globs">
        <SelectField
          label="Architecture"
          value={draft.architecture ?? ''}
          options={[{ value: '', label: 'Any' }, ...architectures.map((value) => ({ value, label: value }))]}
          onChange={(value) => change({ architecture: value === '' ? null : value })}
        />
        <TextField
          label="Largest size in GB"
          inputMode="decimal"
          placeholder="Any"
          value={draft.maxSizeGb}
          error={faults.maxSizeGb ?? null}
          onChange={(maxSizeGb) => change({ maxSizeGb })}
        />
      </div>
      <Checkbox
        label="Send what is in the registry already, too"
        checked={draft.includesExisting}
        onChange={(includesExisting) => change({ includesExisting })}
        hint={
          matching.length === 0
            ? 'Otherwise only images that come or change from now on.'
            : `${formatCount(matching.length, 'image')}, ${formatSize(bytes)}. Otherwise only images that come or change from now on.`
        }
      />
    </fieldset>
  );
}

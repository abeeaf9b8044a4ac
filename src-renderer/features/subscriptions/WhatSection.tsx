import { useId } from 'react';
import { formatCount, formatSize } from '../../../src-main/contract/format.ts';
import type { Image, Registry } from '../../../src-main/contract/registry.ts';
import { SelectField, TextField } from '../../components/Fields.tsx';
import { nameWithTagOf } from '../../lib/imageName.ts';
import type { SectionProps } from './editorSection.ts';

interface WhatSectionProps extends SectionProps {
  readonly registries: readonly Registry[];
  readonly images: readonly Image[];
  /** Those that match source and conditions. */
  readonly matching: readonly Image[];
}

const firstMatches = 5;
const suggested = 200;

const distinct = (values: readonly string[]): readonly string[] => [...new Set(values)].sort().slice(0, suggested);

const matchText = (matching: readonly Image[]): string => {
  if (matching.length === 0) return 'No image matches now.';
  const bytes = matching.reduce((sum, { sizeBytes }) => sum + (sizeBytes ?? 0), 0);
  return `${formatCount(matching.length, 'image')} ${matching.length === 1 ? 'matches' : 'match'} now · ${formatSize(bytes)}`;
};

/** Which images: registry, container collection, container and tag, each a pattern. */
export function WhatSection({ draft, change, faults, registries, images, matching }: WhatSectionProps) {
  const id = useId();
  const own = images.filter(({ registryId }) => registryId === draft.registryId);
  const ofCollection = own.filter(({ containerCollection }) => containerCollection === draft.containerCollection);
  const containers = (ofCollection.length > 0 ? ofCollection : own).map(({ container }) => container);
  return (
    <fieldset className="card subscription-section">
      <legend>What</legend>
      <SelectField
        label="Registry"
        value={draft.registryId ?? ''}
        options={[
          ...(draft.registryId === null ? [{ value: '', label: 'Choose a registry' }] : []),
          ...registries.map((registry) => ({ value: registry.id as string, label: registry.name })),
        ]}
        onChange={(value) => change({ registryId: registries.find((registry) => registry.id === value)?.id ?? null })}
        hint={faults.registryId && <span className="field-error">{faults.registryId}</span>}
      />
      <div className="subscription-globs">
        <TextField
          label="Container collection"
          mono
          list={`${id}-collections`}
          value={draft.containerCollection}
          error={faults.containerCollection ?? null}
          onChange={(containerCollection) => change({ containerCollection })}
        />
        <TextField
          label="Container"
          mono
          list={`${id}-containers`}
          value={draft.container}
          error={faults.container ?? null}
          onChange={(container) => change({ container })}
        />
        <TextField label="Tag" mono value={draft.tag} error={faults.tag ?? null} onChange={(tag) => change({ tag })} />
      </div>
      <datalist id={`${id}-collections`}>
        {distinct(own.map(({ containerCollection }) => containerCollection)).map((name) => (
          <option key={name} value={name} />
        ))}
      </datalist>
      <datalist id={`${id}-containers`}>
        {distinct(containers).map((name) => (
          <option key={name} value={name} />
        ))}
      </datalist>
      <p className="field-hint">
        <code>*</code> stands for anything and <code>?</code> for one character.
      </p>
      <div className="subscription-matches">
        <p className="num" role="status">
          <strong>{matchText(matching)}</strong>
        </p>
        <ul>
          {matching.slice(0, firstMatches).map((image) => (
            <li key={image.id} className="tag">
              {nameWithTagOf(image)}
            </li>
          ))}
          {matching.length > firstMatches && <li className="soft small">and {matching.length - firstMatches} more</li>}
        </ul>
      </div>
    </fieldset>
  );
}

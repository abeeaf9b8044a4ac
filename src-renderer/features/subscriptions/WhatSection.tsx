import { useId } from 'react';
import { Trans } from 'react-i18next';
import type { Image, Registry } from '../../../src-main/contract/registry.ts';
import { SelectField, TextField } from '../../components/Fields.tsx';
import { nameWithTagOf } from '../../lib/imageName.ts';
import type { Words } from '../../strings/createWords.ts';
import { useWords } from '../../strings/WordsContext.tsx';
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

const matchText = ({ t, format }: Words, matching: readonly Image[]): string => {
  if (matching.length === 0) return t('subscriptions.what.noMatch');
  const bytes = matching.reduce((sum, { sizeBytes }) => sum + (sizeBytes ?? 0), 0);
  return t('subscriptions.what.matches', { count: matching.length, size: format.size(bytes) });
};

/** Which images: registry, container collection, container and tag, each a pattern. */
export function WhatSection({ draft, change, faults, registries, images, matching }: WhatSectionProps) {
  const words = useWords();
  const { t } = words;
  const id = useId();
  const own = images.filter(({ registryId }) => registryId === draft.registryId);
  const ofCollection = own.filter(({ containerCollection }) => containerCollection === draft.containerCollection);
  const containers = (ofCollection.length > 0 ? ofCollection : own).map(({ container }) => container);
  return (
    <fieldset className="card subscription-section">
      <legend>{t('subscriptions.what.legend')}</legend>
      <SelectField
        label={t('subscriptions.what.registry')}
        value={draft.registryId ?? ''}
        options={[
          ...(draft.registryId === null ? [{ value: '', label: t('subscriptions.what.chooseRegistry') }] : []),
          ...registries.map((registry) => ({ value: registry.id as string, label: registry.name })),
        ]}
        onChange={(value) => change({ registryId: registries.find((registry) => registry.id === value)?.id ?? null })}
        hint={faults.registryId && <span className="field-error">{faults.registryId}</span>}
      />
      <div className="subscription-globs">
        <TextField
          label={t('subscriptions.what.containerCollection')}
          mono
          list={`${id}-collections`}
          value={draft.containerCollection}
          error={faults.containerCollection ?? null}
          onChange={(containerCollection) => change({ containerCollection })}
        />
        <TextField
          label={t('subscriptions.what.container')}
          mono
          list={`${id}-containers`}
          value={draft.container}
          error={faults.container ?? null}
          onChange={(container) => change({ container })}
        />
        <TextField
          label={t('subscriptions.what.tag')}
          mono
          value={draft.tag}
          error={faults.tag ?? null}
          onChange={(tag) => change({ tag })}
        />
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
        <Trans t={t} i18nKey="subscriptions.what.patternHint" components={{ code: <code /> }} />
      </p>
      <div className="subscription-matches">
        <p className="num" role="status">
          <strong>{matchText(words, matching)}</strong>
        </p>
        <ul>
          {matching.slice(0, firstMatches).map((image) => (
            <li key={image.id} className="tag">
              {nameWithTagOf(image)}
            </li>
          ))}
          {matching.length > firstMatches && (
            <li className="soft small">
              {t('subscriptions.what.moreMatches', { count: matching.length - firstMatches })}
            </li>
          )}
        </ul>
      </div>
    </fieldset>
  );
}

import { type ReactNode, useState } from 'react';
import { Trans } from 'react-i18next';
import type { Endpoint } from '../../../src-main/contract/endpoint.ts';
import type { NamingProfile } from '../../../src-main/contract/naming.ts';
import { namingProfileNames } from '../../../src-main/contract/states.ts';
import type { Destination } from '../../../src-main/contract/subscription.ts';
import { Checkbox, SelectField, TextField } from '../../components/Fields.tsx';
import { StateBadge } from '../../components/StateBadge.tsx';
import { hrefOf } from '../../stores/routeStore.ts';
import { useWords } from '../../strings/WordsContext.tsx';
import type { SectionProps } from './editorSection.ts';
import { destinationAt } from './subscriptionDraft.ts';

interface WhereSectionProps extends SectionProps {
  readonly endpoints: readonly Endpoint[];
}

const searchFrom = 9;

/** At which endpoints the images are kept, in which folder and under which names. */
export function WhereSection({ draft, change, faults, endpoints }: WhereSectionProps) {
  const { t } = useWords();
  const [text, setText] = useState('');
  const chosen = new Map(draft.destinations.map((destination) => [destination.endpointId, destination]));
  const listed = endpoints
    .filter(
      ({ id, name, organization }) =>
        chosen.has(id) || `${name} ${organization ?? ''}`.toLowerCase().includes(text.trim().toLowerCase()),
    )
    .toSorted((a, b) => Number(chosen.has(b.id)) - Number(chosen.has(a.id)) || a.name.localeCompare(b.name, 'en'));
  const put = (changed: Destination) =>
    change({ destinations: draft.destinations.map((one) => (one.endpointId === changed.endpointId ? changed : one)) });
  const toggle = (endpoint: Endpoint, isOn: boolean) =>
    change({
      destinations: isOn
        ? [...draft.destinations, destinationAt(endpoint.id)]
        : draft.destinations.filter(({ endpointId }) => endpointId !== endpoint.id),
    });
  return (
    <fieldset className="card subscription-section" aria-invalid={faults.destinations ? true : undefined}>
      <legend>{t('subscriptions.where.legend')}</legend>
      {(faults.destinations ?? faults.folders) && (
        <p className="field-error" role="alert">
          {faults.destinations ?? faults.folders}
        </p>
      )}
      {endpoints.length >= searchFrom && (
        <input
          type="search"
          className="input"
          aria-label={t('subscriptions.where.searchEndpoints')}
          placeholder={t('subscriptions.where.searchEndpoints')}
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
      )}
      <ul className="subscription-endpoints">
        {listed.map((endpoint) => (
          <EndpointChoice
            key={endpoint.id}
            endpoint={endpoint}
            destination={chosen.get(endpoint.id) ?? null}
            onToggle={(isOn) => toggle(endpoint, isOn)}
            onChange={put}
          />
        ))}
        {endpoints.length === 0 && (
          <li className="soft small">
            <Trans t={t} i18nKey="subscriptions.where.noEndpoints" components={{ globus: <GlobusLink /> }} />
          </li>
        )}
        {endpoints.length > 0 && listed.length === 0 && (
          <li className="soft small">{t('subscriptions.where.noEndpointMatches', { text })}</li>
        )}
      </ul>
    </fieldset>
  );
}

/** Its words come from the sentence it stands in. */
const GlobusLink = ({ children }: { readonly children?: ReactNode }) => (
  <a href={hrefOf('settings', 'globus')}>{children}</a>
);

interface EndpointChoiceProps {
  readonly endpoint: Endpoint;
  /** null: not chosen. */
  readonly destination: Destination | null;
  readonly onToggle: (isOn: boolean) => void;
  readonly onChange: (destination: Destination) => void;
}

function EndpointChoice({ endpoint, destination, onToggle, onChange }: EndpointChoiceProps) {
  const { t, states } = useWords();
  const { namingProfile: profiles } = states;
  return (
    <li className={destination === null ? '' : 'subscription-chosen'}>
      <div className="subscription-endpoint">
        <Checkbox
          label={
            <>
              {endpoint.name}
              {endpoint.organization !== null && <span className="soft small"> {endpoint.organization}</span>}
            </>
          }
          checked={destination !== null}
          onChange={onToggle}
        />
        <StateBadge state={states.endpoint[endpoint.state]} />
      </div>
      {destination !== null && (
        <div className="subscription-destination">
          <TextField
            label={t('subscriptions.where.folderThere')}
            mono
            placeholder={endpoint.folder}
            value={destination.folder ?? ''}
            error={
              destination.folder !== null && !destination.folder.startsWith('/') && !destination.folder.startsWith('~')
                ? t('subscriptions.where.beginsWithSlash')
                : null
            }
            onChange={(folder) => onChange({ ...destination, folder: folder === '' ? null : folder })}
            onBlur={() => onChange({ ...destination, folder: wholeFolder(destination.folder) })}
          />
          <SelectField<NamingProfile | ''>
            label={t('subscriptions.where.fileNames')}
            value={destination.namingProfile ?? ''}
            options={[
              {
                value: '',
                label: t('subscriptions.where.asSetForIt', { profile: profiles[endpoint.namingProfile].name }),
              },
              ...namingProfileNames.map((value) => ({ value, label: profiles[value].name })),
            ]}
            onChange={(value) => onChange({ ...destination, namingProfile: value === '' ? null : value })}
          />
        </div>
      )}
    </li>
  );
}

/** Folders end with a slash; an empty field means the endpoint's own folder. */
const wholeFolder = (folder: string | null): string | null => {
  const typed = folder?.trim() ?? '';
  if (typed === '') return null;
  return typed.endsWith('/') ? typed : `${typed}/`;
};

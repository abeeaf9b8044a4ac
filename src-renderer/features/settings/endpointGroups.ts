import type { Endpoint, EndpointRelation } from '../../../src-main/contract/endpoint.ts';
import type { Words } from '../../strings/createWords.ts';

export interface EndpointGroup {
  readonly word: string;
  readonly endpoints: readonly Endpoint[];
}

/** Each endpoint once, in the first group that fits; groups in the order people look for them. */
export function endpointGroups({ t, states }: Words, endpoints: readonly Endpoint[]): readonly EndpointGroup[] {
  const relations = states.endpointRelation;
  const order = Object.keys(relations) as EndpointRelation[];
  const groupOf = (endpoint: Endpoint) => order.find((relation) => endpoint.relations.includes(relation));
  const groups = [...order, undefined].map((relation) => ({
    word: relation ? relations[relation] : t('settings.endpoints.others'),
    endpoints: endpoints
      .filter((endpoint) => groupOf(endpoint) === relation)
      .toSorted((a, b) => a.name.localeCompare(b.name)),
  }));
  return groups.filter((group) => group.endpoints.length > 0);
}

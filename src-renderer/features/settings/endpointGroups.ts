import type { Endpoint, EndpointRelation } from '../../../src-main/contract/endpoint.ts';
import { endpointRelations } from '../../../src-main/contract/states.ts';

export interface EndpointGroup {
  readonly word: string;
  readonly endpoints: readonly Endpoint[];
}

/** Each endpoint once, in the first group that fits; groups in the order people look for them. */
export function endpointGroups(endpoints: readonly Endpoint[]): readonly EndpointGroup[] {
  const order = Object.keys(endpointRelations) as EndpointRelation[];
  const groupOf = (endpoint: Endpoint) => order.find((relation) => endpoint.relations.includes(relation));
  const groups = [...order, undefined].map((relation) => ({
    word: relation ? endpointRelations[relation] : 'Others',
    endpoints: endpoints
      .filter((endpoint) => groupOf(endpoint) === relation)
      .toSorted((a, b) => a.name.localeCompare(b.name)),
  }));
  return groups.filter((group) => group.endpoints.length > 0);
}

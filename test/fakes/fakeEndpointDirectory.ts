import type { Endpoint } from '../../src-main/contract/endpoint.ts';
import type { AppError } from '../../src-main/contract/errors.ts';
import type { EndpointId } from '../../src-main/contract/ids.ts';
import type { EndpointDirectory } from '../../src-main/ports/transfers.ts';

export interface FakeEndpointDirectory extends EndpointDirectory {
  readonly observations: readonly { readonly id: EndpointId; readonly outcome: 'ok' | string }[];
  set(endpoint: Endpoint): void;
}

export const endpointNamed = (id: EndpointId, name: string, change: Partial<Endpoint> = {}): Endpoint => ({
  id,
  name,
  kind: 'mapped',
  organization: null,
  ownerName: null,
  description: null,
  contact: null,
  hostId: null,
  relations: ['mine'],
  state: 'online',
  problem: null,
  asksForConsent: false,
  isHighAssurance: false,
  forcesEncryption: false,
  httpsUrl: null,
  folder: '/containers/',
  folderIsChosen: true,
  namingProfile: 'plain',
  isHidden: false,
  ...change,
});

export function createFakeEndpointDirectory(endpoints: readonly Endpoint[]): FakeEndpointDirectory {
  const byId = new Map(endpoints.map((endpoint) => [endpoint.id, endpoint]));
  const observations: { id: EndpointId; outcome: string }[] = [];
  return {
    observations,
    set: (endpoint) => void byId.set(endpoint.id, endpoint),
    endpoint: (id) => byId.get(id) ?? null,
    all: () => [...byId.values()],
    observed: (id, outcome: 'ok' | AppError) => {
      observations.push({ id, outcome: outcome === 'ok' ? 'ok' : outcome.code });
    },
  };
}

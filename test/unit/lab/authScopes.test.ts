import { describe, expect, test } from 'vitest';
import {
  dataAccessEndpoint,
  parseScopes,
  resourceServerOf,
  scopePaths,
  scopesByService,
  unknownScopes,
} from '../../../src-main/lab/authScopes.ts';
import { wordsFor } from '../../../src-main/lab/loginWords.ts';
import type { LabEndpoint } from '../../../src-main/lab/world.ts';

const transferAll = 'urn:globus:auth:scope:transfer.api.globus.org:all';
const timer = 'https://auth.globus.org/scopes/524230d7-ea86-4a52-8312-86065a9e0417/timer';
const mappedId = 'a0000003-0000-4000-8000-000000000003';
const guestId = 'a0000004-0000-4000-8000-000000000004';
const hostId = 'b0000001-0000-4000-8000-000000000001';
const scopeOf = (endpointId: string, right: string) => `https://auth.globus.org/scopes/${endpointId}/${right}`;

const endpoint = (id: string, entityType: string, hostEndpointId: string | null): [string, LabEndpoint] => [
  id,
  {
    id,
    entityType,
    hostEndpointId,
    name: `Endpoint ${id.slice(0, 8)}`,
    kind: 'mapped',
    ownerId: 'owner',
    organization: '',
    description: '',
    root: '/nowhere',
    defaultDirectory: '/',
    basePath: '/',
    visibleTo: 'all',
    isReadOnly: false,
    quotaBytes: null,
    isConnected: true,
    isPaused: false,
  },
];
const endpoints = new Map([
  endpoint(mappedId, 'GCSv5_mapped_collection', hostId),
  endpoint(guestId, 'GCSv5_guest_collection', mappedId),
]);

describe('scope strings', () => {
  test('keep their tree and their stars', () => {
    const nested = `openid ${timer}[${transferAll}[*${scopeOf(mappedId, 'data_access')}]]`;
    expect(parseScopes(nested)).toEqual([
      { name: 'openid', isOptional: false, dependencies: [] },
      {
        name: timer,
        isOptional: false,
        dependencies: [
          {
            name: transferAll,
            isOptional: false,
            dependencies: [{ name: scopeOf(mappedId, 'data_access'), isOptional: true, dependencies: [] }],
          },
        ],
      },
    ]);
    expect(scopePaths(parseScopes(nested) ?? []).map(({ path }) => path.length)).toEqual([1, 1, 2, 3]);
  });

  test('merge what is named twice; required wins over optional', () => {
    expect(parseScopes('a[*b] a[b c]')).toEqual(parseScopes('a[b c]'));
  });

  test.each(['a[b', 'a]b', '[a]', 'a b]', '* a', 'a[[b]]'])(
    'with brackets that do not match are refused: %s',
    (text) => {
      expect(parseScopes(text)).toBeUndefined();
    },
  );

  test('go to one token a service, in the order asked', () => {
    const scopes = parseScopes(`openid ${transferAll} email ${timer} ${scopeOf(guestId, 'https')}`) ?? [];
    expect([...scopesByService(scopes)]).toEqual([
      ['auth.globus.org', ['openid', 'email']],
      ['transfer.api.globus.org', [transferAll]],
      ['524230d7-ea86-4a52-8312-86065a9e0417', [timer]],
      [guestId, [scopeOf(guestId, 'https')]],
    ]);
    expect(resourceServerOf('https://auth.globus.org/scopes/eec9b274-0c81-4334-bdc2-54e90e689b9a/all')).toBe(
      'flows.globus.org',
    );
  });

  test('are unknown where no such endpoint gives the right', () => {
    const unknown = (text: string) => unknownScopes(parseScopes(text) ?? [], endpoints);
    expect(unknown(`${transferAll}[*${scopeOf(mappedId, 'data_access')}]`)).toEqual([]);
    expect(unknown(`${transferAll}[*${scopeOf(guestId, 'data_access')}]`)).toEqual([scopeOf(guestId, 'data_access')]);
    expect(unknown(scopeOf('c0000001-0000-4000-8000-000000000001', 'https'))).toHaveLength(1);
    expect(unknown(`${scopeOf(guestId, 'https')} urn:globus:auth:scope:${hostId}:manage_collections`)).toEqual([]);
    expect(unknown('urn:globus:auth:scope:transfer.api.globus.org:everything')).toHaveLength(1);
    expect(dataAccessEndpoint(scopeOf(mappedId, 'https'))).toBeUndefined();
  });

  test('read as plain words, each thing once', () => {
    const scopes = parseScopes(`openid profile email ${transferAll}[*${scopeOf(mappedId, 'data_access')}]`) ?? [];
    expect(wordsFor(scopes, true, endpoints)).toEqual([
      'see who you are: name, username and e-mail address',
      'manage transfers and look into folders of endpoints, as you',
      'use the endpoint “Endpoint a0000003”',
      'stay signed in until you sign out',
    ]);
  });
});

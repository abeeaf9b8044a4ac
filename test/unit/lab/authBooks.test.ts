import { describe, expect, test } from 'vitest';
import { createScopeGrants } from '../../../src-main/lab/authConsents.ts';
import { parseScopes } from '../../../src-main/lab/authScopes.ts';
import { createAuthStore } from '../../../src-main/lab/authStore.ts';
import { whoIsCalling } from '../../../src-main/lab/bearer.ts';
import { FaultSwitches } from '../../../src-main/lab/faultSwitches.ts';
import { LabClock } from '../../../src-main/lab/labClock.ts';
import { labManager, labPeople } from '../../../src-main/lab/people.ts';
import { ConsentBook, TokenBook } from '../../../src-main/lab/world.ts';

const transfer = 'transfer.api.globus.org';
const transferAll = `urn:globus:auth:scope:${transfer}:all`;
const mappedId = 'a0000003-0000-4000-8000-000000000003';
const dataAccess = `https://auth.globus.org/scopes/${mappedId}/data_access`;

function setUp() {
  const clock = new LabClock();
  const faults = new FaultSwitches();
  const tokens = new TokenBook(clock, faults);
  const consents = new ConsentBook(faults);
  const issue = (kind: 'access' | 'refresh' = 'access') =>
    tokens.issue({ kind, resourceServer: transfer, scopes: [transferAll], personId: labManager.id, clientId: 'c' }, 60)
      .token;
  const ask = (header: string | undefined, service = transfer) =>
    whoIsCalling({ tokens, people: labPeople }, header, service);
  return { clock, faults, tokens, consents, issue, ask };
}

const jsonOf = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

describe('whoIsCalling', () => {
  test('knows the person, the client and the scopes of a live access token', () => {
    const { issue, ask } = setUp();
    expect(ask(`Bearer ${issue()}`)).toEqual({
      kind: 'caller',
      person: labManager,
      clientId: 'c',
      scopes: [transferAll],
    });
    expect(ask(`bearer ${issue()}`).kind).toBe('caller');
  });

  test('says why nobody was recognised', () => {
    const { issue, ask, clock, tokens } = setUp();
    const reason = (header: string | undefined, service?: string) => {
      const answer = ask(header, service);
      return answer.kind === 'refused' ? answer.reason : 'none';
    };
    expect(reason(undefined)).toBe('missing');
    expect(reason('Basic abc')).toBe('missing');
    expect(reason('Bearer nonsense')).toBe('invalid');
    expect(reason(`Bearer ${issue('refresh')}`)).toBe('invalid');
    const token = issue();
    expect(reason(`Bearer ${token}`, 'search.api.globus.org')).toBe('otherService');
    tokens.revoke(token);
    expect(reason(`Bearer ${token}`)).toBe('invalid');
    const late = issue();
    clock.hurry(61_000);
    expect(reason(`Bearer ${late}`)).toBe('invalid');
  });
});

describe('token faults', () => {
  test('token-expired strikes access tokens given out before it, not refreshed ones, and once more each time', () => {
    const { faults, issue, ask, tokens } = setUp();
    const [old, refresh] = [issue(), issue('refresh')];
    faults.switch({ name: 'token-expired', isOn: true });
    expect(ask(`Bearer ${old}`).kind).toBe('refused');
    expect(tokens.find(refresh)).toBeDefined();
    const fresh = issue();
    expect(ask(`Bearer ${fresh}`).kind).toBe('caller');
    faults.switch({ name: 'token-expired', isOn: true });
    expect(ask(`Bearer ${fresh}`).kind).toBe('refused');
    faults.switch({ name: 'token-expired', isOn: false });
    expect(ask(`Bearer ${old}`).kind).toBe('caller');
  });

  test('token-revoked strikes refresh tokens as well', () => {
    const { faults, issue, tokens } = setUp();
    const refresh = issue('refresh');
    faults.switch({ name: 'token-revoked', isOn: true });
    expect(tokens.find(refresh)).toBeUndefined();
    expect(tokens.find(issue('refresh'))).toBeDefined();
  });

  test('strike restored tokens too', () => {
    const { clock, tokens, issue } = setUp();
    const old = issue();
    const faults = new FaultSwitches();
    const restored = new TokenBook(clock, faults, jsonOf(tokens.snapshot()));
    expect(restored.find(old)?.personId).toBe(labManager.id);
    faults.switch({ name: 'token-expired', isOn: true });
    expect(restored.find(old)).toBeUndefined();
  });

  test('strike what the registry’s provider stored', () => {
    const { clock, faults } = setUp();
    const store = createAuthStore(clock, faults);
    store.put('AccessToken', 'a', { grantId: 'g' }, 60);
    store.put('RefreshToken', 'r', { grantId: 'g' }, 60);
    store.put('Session', 's', {}, 60);
    faults.switch({ name: 'token-expired', isOn: true });
    expect([store.find('AccessToken', 'a'), store.find('RefreshToken', 'r')?.grantId]).toEqual([undefined, 'g']);
    faults.switch({ name: 'token-revoked', isOn: true });
    expect(store.find('RefreshToken', 'r')).toBeUndefined();
    expect(store.find('Session', 's')).toBeDefined();
  });
});

describe('consents', () => {
  test('stand until revoked, struck or forgotten, per person and client', () => {
    const { consents, faults } = setUp();
    consents.give('p', 'c', mappedId, 5);
    expect(consents.has('p', 'c', mappedId)).toBe(true);
    expect(consents.has('p', 'other', mappedId)).toBe(false);
    expect(consents.of('p')).toEqual([{ personId: 'p', clientId: 'c', endpointId: mappedId, createdAt: 5 }]);
    faults.switch({ name: 'consent-revoked', isOn: true, endpointId: mappedId });
    expect(consents.has('p', 'c', mappedId)).toBe(false);
    expect(consents.of('p')).toEqual([]);
    consents.give('p', 'c', mappedId, 6);
    expect(consents.has('p', 'c', mappedId)).toBe(true);
    const restored = new ConsentBook(new FaultSwitches(), jsonOf(consents.snapshot()));
    expect(restored.has('p', 'c', mappedId)).toBe(true);
    restored.revokeAll(mappedId);
    expect(restored.has('p', 'c', mappedId)).toBe(false);
  });

  test('of scopes are covered only while their data_access stands, and list their path', () => {
    const { clock, consents, faults } = setUp();
    const grants = createScopeGrants({ clock, consents });
    const grantee = { personId: 'p', clientId: 'c' };
    const scopes = parseScopes(`${transferAll}[*${dataAccess}]`) ?? [];
    expect(grants.covers(grantee, scopes)).toBe(false);
    grants.give(grantee, scopes, true);
    expect(grants.covers(grantee, scopes)).toBe(true);
    expect(grants.covers({ ...grantee, personId: 'q' }, scopes)).toBe(false);
    const [top, below] = grants.documents('p', 'c');
    expect(top).toMatchObject({ scope_name: transferAll, dependency_path: [top?.id], atomically_revocable: false });
    expect(below).toMatchObject({
      scope_name: dataAccess,
      dependency_path: [top?.id, below?.id],
      atomically_revocable: true,
      allows_refresh: true,
      status: 'approved',
    });
    const restored = createScopeGrants({ clock, consents }, jsonOf(grants.snapshot()));
    expect(restored.documents('p', undefined)).toEqual(grants.documents('p', undefined));
    faults.switch({ name: 'consent-revoked', isOn: true });
    expect(grants.covers(grantee, scopes)).toBe(false);
    expect(grants.documents('p', 'c').map(({ id }) => id)).toEqual([top?.id]);
  });
});

describe('the provider’s store', () => {
  test('forgets by the lab’s clock, by grant and on demand, and is restored whole', async () => {
    const { clock, faults } = setUp();
    const store = createAuthStore(clock, faults);
    const refreshTokens = store.adapter('RefreshToken');
    await refreshTokens.upsert('r1', { grantId: 'g' }, 60);
    await refreshTokens.upsert('r2', { grantId: 'h' }, 60);
    await store.adapter('Session').upsert('s', { uid: 'u' }, 120);
    await refreshTokens.consume('r2');
    await refreshTokens.revokeByGrantId('g');
    expect(await refreshTokens.find('r1')).toBeUndefined();
    const restored = createAuthStore(clock, faults, jsonOf(store.snapshot()));
    expect(await restored.adapter('Session').findByUid('u')).toEqual({ uid: 'u' });
    expect((await restored.adapter('RefreshToken').find('r2'))?.consumed).toEqual(expect.any(Number));
    clock.hurry(61_000);
    expect(await restored.adapter('RefreshToken').find('r2')).toBeUndefined();
    await restored.adapter('Session').destroy('s');
    expect(await restored.adapter('Session').findByUid('u')).toBeUndefined();
  });
});

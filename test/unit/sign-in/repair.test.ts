import { describe, expect, it } from 'vitest';
import { addRepair } from '../../../src-main/sign-in/repair.ts';

const id = '11111111-1111-4111-8111-111111111111';
const scope = `urn:globus:auth:scope:transfer.api.globus.org:all[*https://auth.globus.org/scopes/${id}/data_access]`;

describe('addRepair', () => {
  it('remembers scopes once and the endpoints they are for', () => {
    const first = addRepair(null, { requiredScopes: [scope], sessionMessage: 'Missing consent' });
    const again = addRepair(first, { requiredScopes: [scope] });
    expect(again).toEqual({
      scopes: [scope],
      endpointIds: [id],
      sessionParameters: {},
      message: 'Missing consent',
    });
  });

  it('joins session requirements of several answers and asks for a fresh login', () => {
    const first = addRepair(null, { sessionRequiredIdentities: ['a'], sessionRequiredPolicies: ['p'] });
    const both = addRepair(first, {
      sessionRequiredIdentities: ['b', 'a'],
      sessionRequiredSingleDomain: ['uni.edu'],
      sessionRequiredMfa: true,
      sessionMessage: 'Policy',
    });
    expect(both?.sessionParameters).toEqual({
      session_required_identities: 'a,b',
      session_required_policies: 'p',
      session_required_single_domain: 'uni.edu',
      session_required_mfa: 'true',
      session_message: 'Policy',
      prompt: 'login',
    });
  });

  it('is not moved by an error that a sign-in cannot repair', () => {
    expect(addRepair(null, { status: 403 })).toBeNull();
    const before = addRepair(null, { requiredScopes: [scope] });
    expect(addRepair(before, { status: 500 })).toEqual(before);
  });
});

import { describe, expect, it } from 'vitest';
import { globusError } from '../../../src-main/domain/globusErrors.ts';

const ls = '/v0.10/operation/endpoint/x/ls';
const error = (status: number, body: unknown, path = ls) => globusError({ status, body, path });

describe('Globus errors', () => {
  it.each([
    [502, 'ExternalError.DirListingFailed.GCDisconnected', 'endpoint.asleep'],
    [502, 'ExternalError.DirListingFailed.GCPaused', 'endpoint.paused'],
    [409, 'OperationPaused', 'endpoint.paused'],
    [502, 'ExternalError.MkdirFailed.Exists', 'endpoint.exists'],
    [409, 'Exists', 'endpoint.exists'],
    [502, 'ExternalError.MkdirFailed.PermissionDenied', 'endpoint.permissionDenied'],
    [403, 'PermissionDenied', 'endpoint.permissionDenied'],
    [403, 'EndpointPermissionDenied', 'endpoint.permissionDenied'],
    [403, 'ExternalError.DirListingFailed.LoginFailed', 'endpoint.permissionDenied'],
    [502, 'ExternalError.MkdirFailed.ReadOnlyFileSystem', 'endpoint.readOnly'],
    [502, 'ExternalError.RenameFailed.QuotaExceeded', 'endpoint.full'],
    [502, 'ExternalError.DirListingFailed', 'endpoint.trouble'],
    [502, 'EndpointError', 'endpoint.trouble'],
    [404, 'EndpointNotFound', 'endpoint.notFound'],
    [404, 'EndpointDeleted', 'endpoint.notFound'],
    [404, 'ClientError.NotFound', 'endpoint.pathNotFound'],
    [404, 'TaskNotFound', 'task.notFound'],
    [403, 'AuthPolicyFailed', 'session.needed'],
    [401, 'ClientError.AuthenticationFailed', 'signIn.needed'],
    [401, 'AuthenticationFailed', 'signIn.needed'],
    [409, 'TooManyPendingJobs', 'transfer.tooMany'],
    [503, 'ServiceUnavailable', 'service.unavailable'],
    [500, 'InternalError', 'service.unavailable'],
    [429, 'ExternalError.Busy', 'service.rateLimited'],
    [400, 'ClientError.BadRequest.NoTransferItems', 'service.refused'],
    [400, 'InvalidPath', 'service.refused'],
    [409, 'ClientError.Conflict', 'service.refused'],
    [418, 'Something.New', 'service.refused'],
    [501, 'NotSupported', 'service.unavailable'],
  ])('reads %d %s as %s', (status, code, expected) => {
    expect(error(status, { code, message: 'm', request_id: 'abc' })).toMatchObject({
      code: expected,
      facts: { status, globusCode: code, requestId: 'abc' },
    });
  });

  it.each([
    ['/v0.10/task/x', 'task.notFound'],
    ['/v0.10/endpoint/x', 'endpoint.notFound'],
    ['/v0.10/operation/endpoint/x/ls', 'endpoint.pathNotFound'],
    ['/v0.10/elsewhere', 'service.refused'],
  ])('knows what is missing at %s', (path, expected) => {
    expect(error(404, { code: 'ClientError.NotFound' }, path).code).toBe(expected);
    expect(error(404, '<html>', path).code).toBe(expected);
  });

  const scope = 'urn:globus:auth:scope:transfer.api.globus.org:all[*https://auth.globus.org/scopes/x/data_access]';
  it.each([
    ['at the top', { code: 'ConsentRequired', required_scopes: [scope] }],
    ['in the parameters', { code: 'Other', authorization_parameters: { required_scopes: [scope] } }],
    ['as one text', { code: 'Other', required_scope: scope }],
    ['as unapproved', { error: 'dependent_consent_required', errors: [{ unapproved_scopes: [scope] }] }],
    [
      'twice',
      { required_scopes: [scope], authorization_parameters: { required_scopes: [scope], session_required_mfa: true } },
    ],
  ])('finds missing scopes %s', (_where, body) => {
    expect(error(403, body)).toMatchObject({ code: 'consent.needed', facts: { requiredScopes: [scope] } });
  });

  it('finds what a session must bring, in both spellings', () => {
    const parameters = {
      session_message: 'Log in again',
      session_required_policies: 'p1,p2',
      session_required_single_domain: ['uni.edu'],
      session_required_identities: [],
      session_required_mfa: true,
    };
    expect(error(403, { code: 'X', authorization_parameters: parameters })).toMatchObject({
      code: 'session.needed',
      facts: {
        sessionMessage: 'Log in again',
        sessionRequiredPolicies: ['p1', 'p2'],
        sessionRequiredSingleDomain: ['uni.edu'],
        sessionRequiredMfa: true,
      },
    });
    expect(error(403, { code: 'X', authorization_parameters: parameters }).facts).not.toHaveProperty(
      'sessionRequiredIdentities',
    );
  });

  it.each([null, 'text', 429, [], { code: 7, message: {}, authorization_parameters: 'x', errors: [null, 3] }])(
    'makes something of %j',
    (body) => {
      expect(error(500, body)).toMatchObject({ code: 'service.unavailable', facts: { status: 500 } });
    },
  );

  it('keeps facts short and clean', () => {
    const facts = error(403, {
      code: `A\u0000${'b'.repeat(9999)}`,
      message: '\u202e'.repeat(10) + 'x'.repeat(99_999),
    }).facts;
    expect(JSON.stringify(facts).length).toBeLessThan(1000);
    expect(JSON.stringify(facts)).not.toMatch(/\\u0000|\u202e/);
  });
});

import { describe, expect, it } from 'vitest';
import { appErrorCodes } from '../../../src-main/contract/errors.ts';
import { explanationJson, explanationOf } from '../../../src-main/contract/explanation.ts';
import { explainTaskWord } from '../../../src-main/domain/explanation.ts';
import { globusError } from '../../../src-main/domain/globusErrors.ts';

describe('what Globus says of a task', () => {
  it.each([
    ['PERMISSION_DENIED', 'endpoint.permissionDenied', 'you', 'chooseFolder', true],
    ['QUOTA_EXCEEDED', 'endpoint.full', 'you', 'freeSpace', true],
    ['NO_SPACE', 'endpoint.full', 'you', 'freeSpace', true],
    ['FILE_NOT_FOUND', 'transfer.sourceMissing', 'registryAdmin', 'refresh', true],
    ['FILE_SIZE_CHANGED', 'image.changedWhileRead', 'nobody', 'wait', true],
    ['NOT_A_DIRECTORY', 'endpoint.exists', 'you', 'chooseFolder', false],
    ['GC_NOT_CONNECTED', 'endpoint.asleep', 'endpointOwner', 'startGlobusConnect', true],
    ['GC_PAUSED', 'endpoint.paused', 'endpointAdmin', 'askContact', true],
    ['PAUSED_BY_ADMIN', 'endpoint.paused', 'endpointAdmin', 'askContact', true],
    ['CONSENT_REQUIRED', 'consent.needed', 'you', 'grantConsent', true],
    ['AUTHENTICATION_FAILED', 'session.needed', 'you', 'signInGlobus', true],
    ['VERIFY_CHECKSUM', 'transfer.checksumMismatch', 'nobody', 'sendAgain', true],
    ['CONNECTION_RESET', 'endpoint.trouble', 'globus', 'wait', true],
    ['ENDPOINT_TOO_BUSY', 'endpoint.trouble', 'globus', 'wait', true],
    ['READ_ONLY_FILE_SYSTEM', 'endpoint.readOnly', 'you', 'chooseEndpoint', false],
    ['CANCELED', 'transfer.cancelled', 'you', 'sendAgain', false],
    ['EXPIRED', 'transfer.expired', 'you', 'sendAgain', true],
  ])('explains %s', (word, code, whoCanFix, action, isRetryable) => {
    expect(explainTaskWord(word)).toMatchObject({ code, whoCanFix, action, isRetryable, raw: word });
  });

  it('keeps a word it does not know, without what could harm a screen', () => {
    expect(explainTaskWord('WARP_CORE_\u001b[2JBREACH')).toEqual({
      code: 'endpoint.trouble',
      cause: 'WARP_CORE_[2JBREACH',
      whoCanFix: 'globus',
      action: 'wait',
      isRetryable: true,
      raw: 'WARP_CORE_[2JBREACH',
    });
  });

  it.each(['OK', 'Queued', 'STARTED', 'SUCCEEDED', 'UNPAUSED', ''])('finds nothing wrong with "%s"', (word) =>
    expect(explainTaskWord(word)).toBeNull(),
  );
});

describe('what Globus asks of a sign-in', () => {
  const asked = (authorization_parameters: object) => {
    const body = { code: 'AuthPolicyFailed', message: 'no', authorization_parameters };
    return explanationOf(globusError({ status: 403, body, path: '/v0.10/transfer' }));
  };

  it.each([
    [{ session_required_identities: ['a@lab.edu'] }],
    [{ session_required_single_domain: ['lab.edu'] }],
    [{ session_required_policies: ['0f0f0f0f-0000-4000-8000-000000000001'] }],
    [{ session_required_mfa: true }],
    [{ prompt: 'login' }],
  ])('%o: the user signs in, and what waits goes on', (parameters) => {
    expect(asked(parameters)).toMatchObject({
      code: 'session.needed',
      whoCanFix: 'you',
      action: 'signInGlobus',
      isRetryable: true,
    });
  });

  it('a missing consent: one button', () => {
    expect(asked({ required_scopes: ['urn:x[*y]'] })).toMatchObject({ code: 'consent.needed', action: 'grantConsent' });
  });
});

describe('for programs', () => {
  it.each(appErrorCodes)('%s has a cause, a fix and says whether to try again', (code) => {
    const told = explanationJson({ code, facts: {} });
    expect(told).toMatchObject({ code, retryable: expect.any(Boolean) });
    expect(told.cause.length).toBeGreaterThan(5);
    expect(told.fix.advice.length).toBeGreaterThan(5);
    expect(told).not.toHaveProperty('raw');
  });

  it('names the folder, the size and the word that Globus used', () => {
    const facts = {
      neededBytes: 6_200_000_000,
      folder: '/home/u/',
      errorEventCode: 'QUOTA_EXCEEDED',
      niceStatus: 'OK',
    };
    expect(explanationJson({ code: 'endpoint.full', facts })).toMatchObject({
      cause: 'No space: 6.2 GB needed in /home/u/',
      fix: { by: 'you', action: 'freeSpace' },
      retryable: true,
      raw: 'QUOTA_EXCEEDED',
    });
  });

  it('asks the registry for rights at the source', () => {
    const denied = { code: 'endpoint.permissionDenied', facts: { side: 'source' } } as const;
    expect(explanationOf(denied)).toMatchObject({ whoCanFix: 'registryAdmin', action: 'askContact' });
  });
});

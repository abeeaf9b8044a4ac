import { AuthorizationResponseError, ClientError, ResponseBodyError } from 'openid-client';
import { AppError, type AppErrorCode } from '../contract/errors.ts';
import { hostileText } from '../domain/hostileText.ts';

/** OAuth error words (RFC 6749 §5.2) that mean this app is not set up as the provider wants. */
const configurationErrors = new Set([
  'invalid_client',
  'unauthorized_client',
  'invalid_scope',
  'unsupported_grant_type',
  'unsupported_response_type',
]);

const libraryCodes: Readonly<Record<string, AppErrorCode>> = {
  OAUTH_TIMEOUT: 'network.timeout',
  OAUTH_RESPONSE_IS_NOT_JSON: 'answer.notJson',
  OAUTH_PARSE_ERROR: 'answer.notJson',
  OAUTH_RESPONSE_IS_NOT_CONFORM: 'answer.unexpected',
  OAUTH_HTTP_REQUEST_FORBIDDEN: 'signIn.configuration',
  OAUTH_JSON_ATTRIBUTE_COMPARISON_FAILED: 'signIn.configuration',
  OAUTH_MISSING_SERVER_METADATA: 'signIn.configuration',
  OAUTH_INVALID_SERVER_METADATA: 'signIn.configuration',
  // An answer that does not prove who it is from: nonce, audience, issuer, times.
  OAUTH_JWT_CLAIM_COMPARISON_FAILED: 'signIn.refused',
  OAUTH_JWT_TIMESTAMP_CHECK_FAILED: 'signIn.refused',
  OAUTH_KEY_SELECTION_FAILED: 'signIn.refused',
};

/** The provider said that the code or the refresh token is dead. Nothing else means so. */
export const isInvalidGrant = (error: AppError): boolean =>
  error.code === 'signIn.refused' && error.facts.error === 'invalid_grant';

function ofBody({ error, error_description, status }: ResponseBodyError): AppError {
  const facts = {
    error: hostileText(error, 100),
    description: hostileText(error_description, 200),
    status,
  };
  return new AppError(configurationErrors.has(error) ? 'signIn.configuration' : 'signIn.refused', { facts });
}

/** The library's errors hold answers and tokens in their causes: none of it is carried along. */
export function providerError(error: unknown): AppError {
  for (let inner = error, depth = 0; inner instanceof Error && depth < 5; inner = inner.cause, depth += 1) {
    if (inner instanceof AppError) return inner;
    if (inner instanceof ResponseBodyError) return ofBody(inner);
    if (inner instanceof AuthorizationResponseError) {
      return new AppError('signIn.denied', { facts: { error: hostileText(inner.error, 100) } });
    }
    if (inner.name === 'TimeoutError') return new AppError('network.timeout');
    if (inner.name === 'AbortError') return new AppError('signIn.cancelled');
  }
  const reason = error instanceof ClientError ? (error.code ?? '') : '';
  const code = libraryCodes[reason] ?? 'answer.unexpected';
  return new AppError(code, { facts: { reason: reason || (error instanceof Error ? error.name : 'unknown') } });
}

/** In a code exchange an invalid answer is one without an id_token, or with one that was not signed by the issuer. */
export function unprovenAnswer(error: unknown): AppError {
  const found = providerError(error);
  return found.facts.reason === 'OAUTH_INVALID_RESPONSE'
    ? new AppError('signIn.refused', { facts: found.facts })
    : found;
}

import { AppError, type AppErrorCode, type ErrorFacts } from '../contract/errors.ts';
import { isJsonAnswer, jsonOf, type ReceivedAnswer } from '../domain/httpAnswers.ts';
import { retryAfterMs } from '../domain/retryPolicy.ts';
import type { RegistryCredential } from '../ports/tokens.ts';

export interface ReadingOptions {
  readonly credential: RegistryCredential['kind'];
  /** What 404 means for this call. */
  readonly notFound?: AppErrorCode;
  /** What an HTML error page means for this call: some views stumble over private things. */
  readonly serverError?: AppErrorCode;
  readonly nowMs: number;
  /** Who answered; told with what went wrong. */
  readonly host?: string;
}

const whoIn = ({ host }: ReadingOptions): ErrorFacts => (host === undefined ? {} : { host });

/** A registry's own token is refused for good; a sign-in can be renewed, and nobody can sign in. */
const accessCode = (credential: RegistryCredential['kind']): AppErrorCode =>
  credential === 'token' ? 'registry.tokenRefused' : 'signIn.needed';

/**
 * 403 has three meanings: JSON or nothing at all from the access check, a page from the limit of requests a day, and an
 * empty "page" from the limit of downloads a week.
 */
function forbiddenCode(answer: ReceivedAnswer, credential: RegistryCredential['kind']): AppErrorCode {
  const isPage = /^text\/html/i.test(answer.headers['content-type'] ?? '');
  return isPage ? 'registry.limitReached' : accessCode(credential);
}

function refusalCode(answer: ReceivedAnswer, options: ReadingOptions): AppErrorCode {
  const { status } = answer;
  if (status < 400) return 'answer.unexpected';
  if (status === 401) return accessCode(options.credential);
  if (status === 403) return forbiddenCode(answer, options.credential);
  if (status === 404) return options.notFound ?? 'registry.notFound';
  if (status === 429) return 'service.rateLimited';
  if (status < 500) return 'service.refused';
  return isJsonAnswer(answer) ? 'service.unavailable' : (options.serverError ?? 'service.unavailable');
}

function refusal(answer: ReceivedAnswer, options: ReadingOptions): AppError {
  const waitMs = retryAfterMs(answer.headers['retry-after'] ?? null, options.nowMs);
  const facts: ErrorFacts = {
    ...whoIn(options),
    status: answer.status,
    ...(waitMs === null ? {} : { retryAfterSeconds: Math.ceil(waitMs / 1000) }),
  };
  return new AppError(refusalCode(answer, options), { facts });
}

/**
 * The JSON object or array of a registry's answer. Two views answer a bare number with status 200 where they mean an
 * error.
 * @throws AppError
 */
export function readAnswer(answer: ReceivedAnswer, options: ReadingOptions): object {
  if (answer.status < 200 || answer.status >= 300) throw refusal(answer, options);
  const value = jsonOf(answer, whoIn(options));
  if (typeof value === 'object' && value !== null) return value;
  if (value === 429) throw new AppError('registry.limitReached', { facts: { ...whoIn(options), status: 429 } });
  if (value === 400) throw new AppError('registry.tokenRefused', { facts: { ...whoIn(options), status: 400 } });
  throw new AppError('answer.unexpected', { facts: { ...whoIn(options), status: answer.status } });
}

import { AppError, type AppErrorCode, type ErrorFacts } from '../contract/errors.ts';
import { hostileText, hostileTextOrNull } from './hostileText.ts';
import { asRecord } from './httpAnswers.ts';

const longestList = 20;

/** Lists come as arrays, and in older answers as one text with commas. */
function textList(value: unknown): string[] {
  const entries = typeof value === 'string' ? value.split(',') : Array.isArray(value) ? value : [];
  return entries.flatMap((entry) => hostileTextOrNull(entry, 1000) ?? []).slice(0, longestList);
}

/** Scopes hold commas nowhere, but spaces between several. */
function scopeList(value: unknown): string[] {
  return typeof value === 'string' ? textList([value]) : textList(value);
}

type Fields = Readonly<Record<string, unknown>>;

/** Scopes that are missing, wherever a Globus service puts them. */
function requiredScopes(body: Fields, parameters: Fields): string[] {
  const unapproved = Array.isArray(body.errors)
    ? body.errors.flatMap((entry) => scopeList(asRecord(entry)?.unapproved_scopes))
    : [];
  const found = [
    ...scopeList(body.required_scopes),
    ...scopeList(parameters.required_scopes),
    ...scopeList(body.required_scope),
    ...unapproved,
  ];
  return [...new Set(found)];
}

/** What the next sign-in has to bring; empty when the answer asks for none. */
function sessionFacts(parameters: Fields): ErrorFacts {
  const lists = {
    sessionRequiredIdentities: textList(parameters.session_required_identities),
    sessionRequiredSingleDomain: textList(parameters.session_required_single_domain),
    sessionRequiredPolicies: textList(parameters.session_required_policies),
  };
  const facts = Object.fromEntries(Object.entries(lists).filter(([, entries]) => entries.length > 0));
  const asksForMfa = parameters.session_required_mfa === true ? { sessionRequiredMfa: true } : {};
  return { ...facts, ...asksForMfa };
}

/** First match wins; service codes are dotted and grow, so they are matched by a part of them. */
const byServiceCode: readonly (readonly [RegExp, AppErrorCode])[] = [
  [/GCDisconnected|GC_NOT_CONNECTED/, 'endpoint.asleep'],
  [/GCPaused|GC_PAUSED|OperationPaused/, 'endpoint.paused'],
  [/EndpointNotFound|EndpointDeleted/, 'endpoint.notFound'],
  [/TaskNotFound/, 'task.notFound'],
  [/TooManyPendingJobs/, 'transfer.tooMany'],
  [/Exists$/, 'endpoint.exists'],
  [/ReadOnly/i, 'endpoint.readOnly'],
  [/Quota|NoSpace|DiskFull/i, 'endpoint.full'],
  [/AuthenticationFailed/, 'signIn.needed'],
  [/PermissionDenied|LoginFailed/, 'endpoint.permissionDenied'],
  [/ServiceUnavailable|InternalError/, 'service.unavailable'],
];

function notFoundCode(resource: string): AppErrorCode {
  if (/\/operation\//.test(resource)) return 'endpoint.pathNotFound';
  if (/\/task\//.test(resource)) return 'task.notFound';
  return /\/endpoint\//.test(resource) ? 'endpoint.notFound' : 'service.refused';
}

function codeByStatus(status: number): AppErrorCode {
  if (status === 401) return 'signIn.needed';
  if (status === 403) return 'endpoint.permissionDenied';
  if (status === 429) return 'service.rateLimited';
  return status >= 500 ? 'service.unavailable' : 'service.refused';
}

function plainCode(status: number, serviceCode: string, resource: string): AppErrorCode {
  if (status === 429) return 'service.rateLimited';
  const known = byServiceCode.find(([pattern]) => pattern.test(serviceCode));
  if (known) return known[1];
  if (/NotFound/.test(serviceCode) || status === 404) return notFoundCode(resource);
  if (/EndpointError|ExternalError/.test(serviceCode)) return 'endpoint.trouble';
  return codeByStatus(status);
}

/** A service's own code of a failed answer, or null: for the retry policy. */
export const globusServiceCode = (body: unknown): string | null =>
  hostileTextOrNull(asRecord(body)?.code ?? asRecord(asRecord(body)?.error)?.code, 200);

/** Transfer says `message`, Timers `error.detail`, or where a value of the body is wrong. */
function messageOf(fields: Fields): unknown {
  const [first] = Array.isArray(fields.detail) ? fields.detail : [];
  const wrong = asRecord(first);
  const place = Array.isArray(wrong?.loc) ? `${wrong.loc.join('.')}: ` : '';
  return fields.message ?? asRecord(fields.error)?.detail ?? (wrong === null ? undefined : `${place}${wrong.msg}`);
}

export interface RefusedRequest {
  readonly status: number;
  /** Parsed JSON of the answer; anything when it was none. */
  readonly body: unknown;
  /** The path asked for; decides what a bare "not found" means. */
  readonly path: string;
}

/**
 * What a Globus service's error document means. Facts: `globusCode`, `requestId`, `status`, `serviceMessage`; of a
 * missing consent `requiredScopes`; of a session that is too old or of the wrong identity the `session…` lists.
 */
export function globusError({ status, body, path }: RefusedRequest): AppError {
  const fields = asRecord(body) ?? {};
  const parameters = asRecord(fields.authorization_parameters) ?? {};
  const serviceCode = globusServiceCode(body) ?? '';
  const told: ErrorFacts = Object.fromEntries(
    Object.entries({
      status,
      globusCode: serviceCode,
      requestId: hostileText(fields.request_id, 64),
      serviceMessage: hostileText(messageOf(fields), 500),
      sessionMessage: hostileText(parameters.session_message, 500),
    }).filter(([, value]) => value !== ''),
  );

  const scopes = requiredScopes(fields, parameters);
  // A consent has preference: without it no session would be enough.
  if (scopes.length > 0 || serviceCode.includes('ConsentRequired'))
    return new AppError('consent.needed', { facts: { ...told, requiredScopes: scopes } });
  const session = sessionFacts(parameters);
  if (Object.keys(session).length > 0 || serviceCode === 'AuthPolicyFailed' || parameters.prompt === 'login')
    return new AppError('session.needed', { facts: { ...told, ...session } });
  return new AppError(plainCode(status, serviceCode, path), { facts: told });
}

import type { AppErrorCode, ErrorFacts } from '../contract/errors.ts';
import { hostileText } from './hostileText.ts';

/** Words of `nice_status`, `fatal_error.code` and event codes; first match wins, upper and lower case alike. */
const byTaskCode: readonly (readonly [RegExp, AppErrorCode])[] = [
  [/CONSENT/, 'consent.needed'],
  [/SESSION|AUTH_POLICY|LOGIN|CREDENTIAL|AUTHENTICATION|REAUTH/, 'session.needed'],
  [/GC_?NOT_?CONNECTED|GC_?DISCONNECTED/, 'endpoint.asleep'],
  [/PAUSED/, 'endpoint.paused'],
  [/CHECKSUM|VERIFY/, 'transfer.checksumMismatch'],
  [/QUOTA|NO_?SPACE|DISK_FULL|OUT_OF_SPACE/, 'endpoint.full'],
  [/SIZE_CHANGED|FILE_CHANGED|MODIFIED_DURING/, 'image.changedWhileRead'],
  [/IS_?A_?DIR|NOT_?A_?DIR|ALREADY_EXISTS|FILE_EXISTS|NOT_A_FILE/, 'endpoint.exists'],
  [/INVALID_PATH|AMBIGUOUS_PATH|NAME_TOO_LONG|UNSUPPORTED_PATH/, 'endpoint.pathNotFound'],
  [/TOO_MANY_(PENDING|ACTIVE)/, 'transfer.tooMany'],
  [/READ_?ONLY/, 'endpoint.readOnly'],
  [/PERMISSION|ACCESS_DENIED|NOT_ALLOWED/, 'endpoint.permissionDenied'],
  [/(FILE|PATH|DIR(ECTORY)?)_NOT_FOUND|NO_SUCH_(FILE|PATH)/, 'transfer.sourceMissing'],
  [/ENDPOINT_(NOT_FOUND|DELETED)/, 'endpoint.notFound'],
  [/CANCEL/, 'transfer.cancelled'],
  [/EXPIRED|DEADLINE/, 'transfer.expired'],
  [/ENDPOINT|CONNECT|TIME_?OUT|RESET|TOO_BUSY|RATE_LIMIT|FAULT|UNKNOWN|INTERNAL|FTP|ERROR/, 'endpoint.trouble'],
];

/** Words of tasks that go well, or that only tell of what is over. */
const fine = ['', 'OK', 'QUEUED', 'STARTED', 'SUCCEEDED', 'PROGRESS', 'UNPAUSED', 'RESUMED'];

/** Whether one of a task's words says that nothing is wrong. */
export const isFine = (code: string): boolean => fine.includes(code.trim().toUpperCase());

/** What one of a task's own codes means; null for a code that says nothing is wrong, or that is not known here. */
export function explainTaskCode(code: string | null): AppErrorCode | null {
  const word = (code ?? '').trim().toUpperCase();
  return isFine(word) ? null : (byTaskCode.find(([pattern]) => pattern.test(word))?.[1] ?? null);
}

export interface TaskFacts {
  readonly status: 'active' | 'inactive' | 'succeeded' | 'failed';
  readonly isPaused: boolean;
  readonly niceStatus: string | null;
  readonly fatalErrorCode: string | null;
  /** Code of the newest event that is an error, when the events were read. */
  readonly errorEventCode?: string | null;
}

export interface TaskExplanation {
  readonly code: AppErrorCode;
  /** The task's own words: `niceStatus`, `fatalErrorCode`, `errorEventCode`. */
  readonly facts: ErrorFacts;
}

function codeOf(task: TaskFacts): AppErrorCode | null {
  const event = explainTaskCode(task.errorEventCode ?? null);
  const nice = explainTaskCode(task.niceStatus);
  if (task.status === 'failed') return explainTaskCode(task.fatalErrorCode) ?? event ?? 'transfer.failed';
  if (task.isPaused) return 'endpoint.paused';
  // Globus suspends a task only until its owner does something.
  if (task.status === 'inactive')
    return nice === 'consent.needed' || event === 'consent.needed' ? 'consent.needed' : 'session.needed';
  if (nice !== null) return nice;
  const isNiceUnknown = !isFine(task.niceStatus ?? '');
  return isNiceUnknown ? (event ?? 'endpoint.trouble') : event;
}

/** Why a task does not move or did not succeed; null while nothing is wrong. */
export function explainTask(task: TaskFacts): TaskExplanation | null {
  const code = task.status === 'succeeded' ? null : codeOf(task);
  if (code === null) return null;
  const { niceStatus, fatalErrorCode, errorEventCode } = task;
  const told = Object.entries({ niceStatus, fatalErrorCode, errorEventCode }).map(
    ([name, value]) => [name, hostileText(value, 200)] as const,
  );
  return { code, facts: Object.fromEntries(told.filter(([, value]) => value !== '')) };
}

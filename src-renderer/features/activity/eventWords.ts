/** Globus's event codes in words; an unknown one is shown as Globus describes it. */
const words: Readonly<Record<string, string>> = {
  STARTED: 'Globus started the transfer',
  PROGRESS: 'Files are moving',
  SUCCEEDED: 'Globus finished the transfer',
  FAILED: 'Globus gave up',
  CANCELED: 'The transfer was stopped',
  EXPIRED: 'The deadline passed',
  PAUSED: 'Paused',
  UNPAUSED: 'Goes on after a pause',
  CONNECTION_RESET: 'The endpoint broke the connection',
  CONNECTION_BROKEN: 'The connection broke',
  CONNECT_FAILED: 'The endpoint did not answer',
  TIMEOUT: 'The endpoint took too long',
  ENDPOINT_ERROR: 'The endpoint reported an error',
  ENDPOINT_TOO_BUSY: 'The endpoint is too busy',
  GC_NOT_CONNECTED: 'Globus Connect is not running there',
  GC_PAUSED: 'Globus Connect is paused there',
  PERMISSION_DENIED: 'The endpoint refused to write or read there',
  PATH_NOT_FOUND: 'A file or folder is not there',
  FILE_NOT_FOUND: 'A file is not there',
  NO_SPACE_LEFT: 'No space is left there',
  QUOTA_EXCEEDED: 'The quota there is used up',
  VERIFY_CHECKSUM: 'A copy differs from its source',
  AUTH: 'The endpoint did not accept the login',
  UNKNOWN: 'Something happened that Globus cannot name',
};

export const eventWords = (code: string, description: string): string => words[code] ?? (description || code);

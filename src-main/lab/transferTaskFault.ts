import { OutsideEndpointError } from './endpointFiles.ts';
import type { LabEndpoint } from './world.ts';

export type TransferSide = 'source' | 'destination';

/** Why a task, or one of its files, does not get on. Not fatal = tried again until the deadline. */
export class TaskFault extends Error {
  readonly code: string;
  readonly side: TransferSide | null;
  readonly isFatal: boolean;

  constructor(
    code: string,
    details: string,
    { side = null, isFatal = false }: Partial<Pick<TaskFault, 'side' | 'isFatal'>> = {},
  ) {
    super(details);
    this.code = code;
    this.side = side;
    this.isFatal = isFatal;
  }
}

/** Event codes for what the disk says. */
const codes: Readonly<Record<string, string>> = {
  ENOENT: 'FILE_NOT_FOUND',
  ENOTDIR: 'FILE_NOT_FOUND',
  EACCES: 'PERMISSION_DENIED',
  EPERM: 'PERMISSION_DENIED',
  EROFS: 'PERMISSION_DENIED',
  ELOOP: 'PERMISSION_DENIED',
  ENOSPC: 'NO_SPACE',
  EDQUOT: 'QUOTA_EXCEEDED',
  ECONNRESET: 'CONNECTION_RESET',
};

export interface FaultPlace {
  readonly side: TransferSide;
  readonly endpoint: LabEndpoint;
  /** As the client wrote it. */
  readonly path: string;
}

/** The details text, in the form of a GridFTP error. */
const faultDetails = ({ endpoint, path }: FaultPlace, why: string): string =>
  `Error (transfer)\nEndpoint: ${endpoint.name} (${endpoint.id})\nFile: ${path}\nMessage: Fatal FTP response\n---\nDetails: ${why}\n`;

export const faultAt = (place: FaultPlace, code: string, why: string, isFatal = false): TaskFault =>
  new TaskFault(code, faultDetails(place, why), { side: place.side, isFatal });

/** Runs what touches one side's disk and turns its errors into faults of that side. */
export async function atPlace<Result>(place: FaultPlace, act: () => Promise<Result>): Promise<Result> {
  try {
    return await act();
  } catch (error) {
    if (error instanceof TaskFault || (error instanceof Error && error.name === 'AbortError')) throw error;
    if (error instanceof OutsideEndpointError) throw faultAt(place, 'PERMISSION_DENIED', 'Path not allowed.');
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    throw faultAt(place, codes[code] ?? 'ENDPOINT_ERROR', code === '' ? String(error) : `System error: ${code}`);
  }
}

import type { Activity } from '../../../src-main/contract/transfer.ts';

export type HistoryKind = 'csv' | 'json';

type Cell = string | number | null;

const columns = [
  'requestedAt',
  'completedAt',
  'state',
  'startedBy',
  'endpoint',
  'endpointId',
  'image',
  'digest',
  'sizeBytes',
  'destinationPath',
  'imageState',
  'problem',
  'taskId',
  'id',
] as const;

/** One row an image; the same columns in every language, for the programs that read them. */
function rowsOf(activity: Activity): readonly Readonly<Record<(typeof columns)[number], Cell>>[] {
  const { requestedAt, completedAt, state, startedBy, taskId, id } = activity;
  return activity.images.map((image) => ({
    ...{ requestedAt, completedAt, state, taskId, id },
    startedBy: startedBy.kind === 'you' ? 'you' : startedBy.name,
    endpoint: activity.destinationName,
    endpointId: activity.destinationEndpointId,
    image: image.name,
    digest: image.digest,
    sizeBytes: image.sizeBytes,
    destinationPath: image.destinationPath,
    imageState: image.state,
    problem: (image.problem ?? activity.problem)?.code ?? null,
  }));
}

/** RFC 4180. What a spreadsheet would take for a formula gets an apostrophe: names come from registries. */
function csvCell(value: Cell): string {
  const text = value === null ? '' : String(value);
  const harmless = typeof value === 'string' && /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}

const csvOf = (activities: readonly Activity[]): string =>
  [[...columns], ...activities.flatMap(rowsOf).map((row) => columns.map((column) => row[column]))]
    .map((cells) => `${cells.map(csvCell).join(',')}\r\n`)
    .join('');

/** Finished transfers as a file's text. */
export const historyText = (kind: HistoryKind, activities: readonly Activity[]): string =>
  kind === 'csv' ? csvOf(activities) : `${JSON.stringify({ activities }, null, 2)}\n`;

import type { SubmissionId } from '../contract/ids.ts';
import { globusFolder } from './imagePath.ts';
import type { PlannedWant } from './syncPlan.ts';

/** Copies lie here, beside the images, until they are whole; the second name is for endpoints that hide dot folders. */
export const incomingNames = ['.portolan-incoming', 'portolan-incoming'] as const;

/** Everything of one submission that is not published yet. */
export const incomingOf = (incoming: string, submissionId: SubmissionId): string => `${incoming}${submissionId}/`;

/** Where a copy lies until it is published; below it the same folders as below the endpoint's own. */
export function stagedPath({ want, destinationPath }: PlannedWant, incoming: string, id: SubmissionId): string {
  const folder = globusFolder(want.folder);
  const isBelow = destinationPath.startsWith(folder);
  const rest = isBelow
    ? destinationPath.slice(folder.length)
    : destinationPath.slice(destinationPath.lastIndexOf('/') + 1);
  return incomingOf(incoming, id) + rest;
}

export interface StagedFile {
  readonly from: string;
  readonly to: string;
  readonly sizeBytes: number | null;
}

const folderOf = (path: string): string => path.slice(0, path.lastIndexOf('/') + 1);

export interface StagedGroup {
  readonly from: string;
  readonly to: string;
  readonly files: readonly StagedFile[];
}

/** Files that share their folders, before and after: where the later one is new, one step publishes all of them. */
export function stagedGroups(files: readonly StagedFile[]): readonly StagedGroup[] {
  const groups = Map.groupBy(files, ({ from, to }) => `${folderOf(from)} ${folderOf(to)}`);
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    return first === undefined ? [] : { from: folderOf(first.from), to: folderOf(first.to), files: group };
  });
}

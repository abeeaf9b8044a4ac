import type { SubmissionId } from '../contract/ids.ts';
import { formatContainerName } from '../domain/containerName.ts';
import { joinGlobusPath } from '../domain/imagePath.ts';
import type { PlannedWant } from '../domain/syncPlan.ts';
import type { SourceRegistry } from '../ports/imageSource.ts';
import type { TransferFile, TransferOrder } from '../ports/transfers.ts';
import type { FileToSend } from './submissionStore.ts';

/** Globus takes labels up to this length. */
const longestLabel = 128;

/** Part of every label of a submission: by it a task is found again when its answer was lost. */
export const labelMark = (submissionId: SubmissionId): string => `[${submissionId.slice(0, 8)}]`;

/** `Portolan: lab/torch:2.4 (+4) to Sherlock [1a2b3c4d]`. */
function labelOf(names: readonly string[], destinationName: string, submissionId: SubmissionId): string {
  const mark = labelMark(submissionId);
  const more = names.length > 1 ? ` (+${names.length - 1})` : '';
  const words = `Portolan: ${names[0] ?? ''}${more} to ${destinationName}`.replace(/\s+/g, ' ');
  return `${words.slice(0, longestLabel - mark.length - 1).trimEnd()} ${mark}`;
}

export const fileToSend = ({ want, destinationPath }: PlannedWant): FileToSend[] =>
  want.image.digest === null
    ? []
    : [
        {
          imageId: want.image.id,
          name: formatContainerName(want.image),
          digest: want.image.digest,
          sizeBytes: want.image.sizeBytes,
          destinationPath,
          subscriptionId: want.subscriptionId,
        },
      ];

/** The whole request for one pack of copies; null when its registry has no harbour (any more). */
export function orderOf(
  pack: readonly PlannedWant[],
  registry: SourceRegistry | null,
  options: {
    readonly submissionId: SubmissionId;
    readonly destinationName: string;
    readonly encryptsData: boolean;
    /** Where a copy is kept until it is whole; null for those that go straight to their place. */
    readonly stagedAt: (copy: PlannedWant) => string | null;
  },
): TransferOrder | null {
  const harbour = registry?.harbour ?? null;
  const [first] = pack;
  if (harbour === null || first === undefined) return null;
  const files = pack.flatMap((copy): TransferFile[] => {
    const { want, destinationPath } = copy;
    const { relativePath, digest } = want.image;
    if (relativePath === null) return [];
    const sourcePath = joinGlobusPath(harbour.basePath, relativePath);
    const staged = options.stagedAt(copy);
    if (staged === null) return [{ sourcePath, destinationPath, digest }];
    return [{ sourcePath, destinationPath: staged, publishAs: destinationPath, digest }];
  });
  const names = pack.map(({ want }) => formatContainerName(want.image));
  return {
    submissionId: options.submissionId,
    sourceEndpointId: harbour.endpointId,
    destinationEndpointId: first.endpointId,
    label: labelOf(names, options.destinationName, options.submissionId),
    files,
    encryptsData: options.encryptsData,
    deadlineAt: null,
  };
}

import { AppError, type Problem, toProblem } from '../contract/errors.ts';
import type { EndpointId } from '../contract/ids.ts';
import type { Settings } from '../contract/settings.ts';
import type { StartedBy } from '../contract/transfer.ts';
import { type PackLimits, packCopies } from '../domain/packing.ts';
import { stagedPath } from '../domain/staging.ts';
import type { PlannedWant } from '../domain/syncPlan.ts';
import type { Clock } from '../ports/clock.ts';
import type { EndpointDirectory } from '../ports/transfers.ts';
import type { IncomingFolders } from './incomingFolders.ts';
import type { Ledger } from './ledger.ts';
import type { Planner } from './planner.ts';
import type { SubmissionIds } from './submissionIds.ts';
import type { SubmissionRecord } from './submissionStore.ts';
import { fileToSend, orderOf } from './transferOrder.ts';

/** One task: far below what Globus takes, still small enough to show as one activity and to be done within a day. */
export const packLimits: PackLimits = { maxFiles: 1000, maxBytes: 200 * 1024 ** 3 };

export interface Written {
  readonly submissions: readonly SubmissionRecord[];
  /** Endpoints that take nothing now, and why: no folder can be made there, for one. */
  readonly refusals: ReadonlyMap<EndpointId, Problem>;
}

export type SubmissionWriter = ReturnType<typeof createSubmissionWriter>;

/** Writes requests down, whole, before any of them is sent. */
export function createSubmissionWriter(deps: {
  readonly clock: Clock;
  readonly ledger: Ledger;
  readonly ids: Pick<SubmissionIds, 'take'>;
  readonly endpoints: EndpointDirectory;
  readonly incoming: Pick<IncomingFolders, 'folderFor'>;
  readonly settings: { read(): Settings };
  readonly planner: Pick<Planner, 'registryOf'>;
}) {
  const { clock, ledger, endpoints } = deps;

  /** While an id was fetched, somebody else may have begun to write the same path. */
  const isFree = ({ endpointId, destinationPath }: PlannedWant): boolean =>
    !ledger.deliveries.index(endpointId).busyPaths.has(destinationPath.toLowerCase());

  /** Globus writes under the name it is given while it copies: who reads there then opens half an image. */
  const isStaged = ({ endpointId, destinationPath, sizeBytes }: PlannedWant): boolean =>
    (sizeBytes ?? 0) >= deps.settings.read().sync.publishAtomicallyAboveBytes ||
    ledger.deliveries.index(endpointId).placements.has(destinationPath);

  const writePack = async (
    planned: readonly PlannedWant[],
    startedBy: StartedBy,
    { isSentNow = false } = {},
  ): Promise<SubmissionRecord | null> => {
    const [asked] = planned;
    const incoming = asked !== undefined && planned.some(isStaged) ? await deps.incoming.folderFor(asked) : null;
    const submissionId = await deps.ids.take();
    const pack = planned.filter(isFree);
    const [first] = pack;
    if (first === undefined) return null;
    const endpoint = endpoints.endpoint(first.endpointId);
    const { registryId } = first.want.image;
    const order = orderOf(pack, deps.planner.registryOf(registryId), {
      submissionId,
      destinationName: endpoint?.name ?? first.endpointId,
      stagedAt: (copy) => (incoming !== null && isStaged(copy) ? stagedPath(copy, incoming, submissionId) : null),
      encryptsData: deps.settings.read().transfers.encryptsData || endpoint?.forcesEncryption === true,
    });
    if (order === null) throw new AppError('registry.noHarbour', { facts: { registry: registryId } });
    const createdAt = clock.nowIso();
    const posted = isSentNow ? { postedAt: createdAt } : {};
    const submission = { order, registryId, startedBy, createdAt, files: pack.flatMap(fileToSend), ...posted };
    try {
      ledger.db.transaction(() => {
        ledger.submissions.insert(submission);
        ledger.deliveries.carriedBy(submission);
      });
    } catch (error) {
      ledger.deliveries.touched(first.endpointId);
      throw error;
    }
    return ledger.submissions.find(submissionId);
  };

  return {
    /** One submission for copies of one registry to one endpoint; `isSentNow`: it is posted next, and noted so. */
    writePack,
    /** As few submissions as possible; resolves when all are durably written that can be. What refuses keeps nothing else back. */
    async write(owed: readonly PlannedWant[], startedBy: StartedBy): Promise<Written> {
      const submissions: SubmissionRecord[] = [];
      const refusals = new Map<EndpointId, Problem>();
      for (const pack of packCopies(owed, packLimits)) {
        const endpointId = pack[0]?.endpointId;
        if (endpointId === undefined || refusals.has(endpointId)) continue;
        try {
          const submission = await writePack(pack, startedBy);
          if (submission) submissions.push(submission);
        } catch (error) {
          if (!(error instanceof AppError)) throw error;
          const { code, facts, at } = toProblem(error, clock.nowIso());
          refusals.set(endpointId, { code, facts: { endpointId, ...facts }, at });
        }
      }
      return { submissions, refusals };
    },
  };
}

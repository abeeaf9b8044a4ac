import { AppError, toProblem } from '../contract/errors.ts';
import type { EndpointId, SubmissionId } from '../contract/ids.ts';
import { globusFolder } from '../domain/imagePath.ts';
import { incomingNames, incomingOf } from '../domain/staging.ts';
import type { PlannedWant } from '../domain/syncPlan.ts';
import type { Clock } from '../ports/clock.ts';
import type { Logger } from '../ports/logger.ts';
import type { Transfers } from '../ports/transfers.ts';
import type { Ledger } from './ledger.ts';
import { json } from './ledgerRow.ts';
import { listOrNothing } from './placementCheck.ts';
import type { SubmissionIds } from './submissionIds.ts';
import { createWakeableLoop } from './wakeableLoop.ts';

interface Incoming {
  readonly endpointId: EndpointId;
  /** Ends in `/`. */
  readonly path: string;
}

const keyStart = 'incoming ';
/** What an endpoint answers that has no such names; anything else passes or is told by the task. */
const refusals: ReadonlySet<string> = new Set(['endpoint.permissionDenied', 'service.refused', 'path.escapes']);
const retryMs = 600_000;

export type IncomingFolders = ReturnType<typeof createIncomingFolders>;

/** The folders at endpoints where copies lie until they are whole, and their tidying up. */
export function createIncomingFolders(deps: {
  readonly clock: Clock;
  readonly ledger: Ledger;
  readonly transfers: Pick<Transfers, 'makeFolder' | 'list' | 'removeFiles'>;
  readonly ids: Pick<SubmissionIds, 'take'>;
  readonly logger: Logger;
}) {
  const { ledger, transfers } = deps;
  const { db } = ledger;
  let isChecked = false;

  const known = (key: string): Incoming | null => {
    const row = db.get('SELECT json FROM setting WHERE key = ?', key);
    return row === undefined ? null : json<Incoming>(row, 'json');
  };

  const make = async (endpointId: EndpointId, folder: string): Promise<string> => {
    const [usual, plain] = incomingNames;
    try {
      await transfers.makeFolder(endpointId, `${folder}${usual}/`);
      return `${folder}${usual}/`;
    } catch (error) {
      if (!(error instanceof AppError) || !refusals.has(error.code)) throw error;
      await transfers.makeFolder(endpointId, `${folder}${plain}/`);
      return `${folder}${plain}/`;
    }
  };

  const remove = async ({ endpointId, path }: Incoming): Promise<void> => {
    const submissionId = await deps.ids.take();
    const label = `Portolan: tidying up [${submissionId.slice(0, 8)}]`;
    await transfers.removeFiles({ submissionId, endpointId, label, paths: [path], withFolders: true });
  };

  /** Removes what submissions left there that are over: of runs that ended before they could tidy up. */
  const tidy = async ({ endpointId, path }: Incoming): Promise<void> => {
    const mine = new Set<string>(ledger.submissions.open().map(({ id }) => id));
    for (const { name, kind } of await listOrNothing(transfers, endpointId, path)) {
      const isOurs = kind === 'folder' && ledger.submissions.find(name as SubmissionId) !== null;
      if (isOurs && !mine.has(name)) await remove({ endpointId, path: incomingOf(path, name as SubmissionId) });
    }
  };

  const turn = async (): Promise<number | null> => {
    if (isChecked) return null;
    const places = db
      .all("SELECT json FROM setting WHERE key LIKE 'incoming %'")
      .map((row) => json<Incoming>(row, 'json'));
    for (const place of places) await tidy(place);
    isChecked = true;
    return null;
  };

  const loop = createWakeableLoop({
    clock: deps.clock,
    turn,
    onError: (error) => {
      deps.logger.info('incoming folders could not be tidied up', { code: toProblem(error, '').code });
      return retryMs;
    },
  });

  return {
    start: loop.start,
    stop: loop.stop,
    /** After a sign-in: what could not be tidied up before. */
    wake: loop.wake,
    /** Where copies to this destination lie until they are whole; made at its first use. */
    async folderFor({ endpointId, want }: PlannedWant): Promise<string> {
      const folder = globusFolder(want.folder);
      const key = `${keyStart}${endpointId} ${folder}`;
      const before = known(key);
      if (before !== null) return before.path;
      const path = await make(endpointId, folder);
      const incoming: Incoming = { endpointId, path };
      db.run('INSERT OR REPLACE INTO setting (key, json) VALUES (?, ?)', key, JSON.stringify(incoming));
      return path;
    },
    /** Removes what is left of a submission that is over. Rejects when it cannot be done now; the next start does it. */
    async clean(endpointId: EndpointId, stagedPath: string, id: SubmissionId): Promise<void> {
      const end = stagedPath.indexOf(`/${id}/`);
      if (end >= 0) await remove({ endpointId, path: stagedPath.slice(0, end + id.length + 2) });
    },
  };
}

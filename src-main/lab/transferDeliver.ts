import { accessSync, constants, lstatSync, type Stats } from 'node:fs';
import { utimes } from 'node:fs/promises';
import type { SourceChecksums } from './sourceChecksums.ts';
import { copyBytes, spoil } from './transferCopy.ts';
import type { Pace } from './transferPace.ts';
import { absolutePath } from './transferPaths.ts';
import type { Quotas } from './transferQuota.ts';
import type { Permission } from './transferRights.ts';
import type { FileJob, TaskEnd } from './transferScan.ts';
import type { LabTask } from './transferTask.ts';
import { atPlace, type FaultPlace, faultAt, type TaskFault } from './transferTaskFault.ts';
import type { FileThreads } from './transferThreads.ts';
import type { LabWorld } from './world.ts';

export interface DeliveryContext {
  readonly world: LabWorld;
  readonly task: LabTask;
  readonly source: TaskEnd;
  readonly destination: TaskEnd;
  readonly quotas: Quotas;
  readonly threads: FileThreads;
  readonly checksums: SourceChecksums;
  readonly pace: Pace;
  readonly signal: AbortSignal;
  readonly permission: (end: TaskEnd, path: string) => Permission;
  /** Throws when an end cannot be reached any more. */
  readonly check: () => void;
  readonly makeParent: (file: FileJob) => Promise<void>;
}

interface Places {
  readonly source: FaultPlace;
  readonly destination: FaultPlace;
  readonly from: string;
  readonly to: string;
}

/** What Globus checks before it moves a byte of a file. */
async function admit(context: DeliveryContext, job: FileJob): Promise<Places> {
  const { world, source, destination, permission } = context;
  const places = {
    source: { side: 'source', endpoint: source.endpoint, path: job.source.shown },
    destination: { side: 'destination', endpoint: destination.endpoint, path: job.destination.shown },
  } as const;
  if (world.faults.isOn('source-missing', source.endpoint.id))
    throw faultAt(places.source, 'FILE_NOT_FOUND', '550-GlobusError: v=1 c=PATH_NOT_FOUND');
  if (permission(source, absolutePath(job.source.segments)) === 'none')
    throw faultAt(places.source, 'PERMISSION_DENIED', '550-GlobusError: v=1 c=PERMISSION_DENIED');
  if (
    world.faults.isOn('permission-denied', destination.endpoint.id) ||
    permission(destination, absolutePath(job.destination.segments)) !== 'rw'
  )
    throw faultAt(places.destination, 'PERMISSION_DENIED', '550-GlobusError: v=1 c=PERMISSION_DENIED');
  const from = await atPlace(places.source, async () => {
    const entry = await source.files.entry(job.source.segments);
    accessSync(entry, constants.R_OK);
    return entry;
  });
  const to = await atPlace(places.destination, () => destination.files.entry(job.destination.segments));
  return { ...places, from, to };
}

/** Synchronous, like all looks at single files here: many times cheaper than a promise, and local. */
async function destinationNow({ destination, to, from }: Places): Promise<Stats | null> {
  return atPlace(destination, async () => {
    const existing = lstatSync(to, { throwIfNoEntry: false });
    if (existing === undefined) return null;
    if (existing.isDirectory()) throw faultAt(destination, 'ENDPOINT_ERROR', '500 Command failed : Is a directory.');
    if (existing.isSymbolicLink()) throw faultAt(destination, 'PERMISSION_DENIED', 'Symbolic links are not followed.');
    const source = lstatSync(from, { throwIfNoEntry: false });
    if (source && source.ino === existing.ino && source.dev === existing.dev)
      throw faultAt(destination, 'ENDPOINT_ERROR', '500 Command failed : Source and destination are the same file.');
    return existing;
  });
}

/** Whether `sync_level` lets the file stay as it is. */
async function isUpToDate(context: DeliveryContext, job: FileJob, places: Places, existing: Stats): Promise<boolean> {
  const { syncLevel } = context.task.options;
  if (syncLevel === null) return false;
  if (syncLevel === 0) return true;
  if (existing.size !== job.sizeBytes) return false;
  if (syncLevel === 1) return true;
  if (syncLevel === 2) return job.seen.mtimeMs <= existing.mtimeMs;
  const compared = await atPlace(places.destination, () =>
    context.threads.compareFiles(places.from, places.to, job.item.checksumAlgorithm, context.signal),
  );
  context.task.progress.bytesChecksummed += compared.sizeBytes;
  return compared.isSame;
}

function makeRoom(
  { world, quotas, destination: { endpoint } }: DeliveryContext,
  place: FaultPlace,
  grow: number,
): void {
  if (world.faults.isOn('disk-full', endpoint.id))
    throw faultAt(place, 'NO_SPACE', '552-GlobusError: v=1 c=NO_SPACE : No space left on device');
  if (!quotas.reserve(endpoint, grow))
    throw faultAt(place, 'QUOTA_EXCEEDED', '552-GlobusError: v=1 c=QUOTA_EXCEEDED : Disk quota exceeded');
}

/** Reads the copy again and compares it with what it should be. Answers the checksum, null when none was asked for. */
async function verify(context: DeliveryContext, job: FileJob, places: Places): Promise<string | null> {
  const { task, signal, threads } = context;
  const { externalChecksum, checksumAlgorithm: algorithm } = job.item;
  if (externalChecksum !== null) return verifyExternal(context, job, places, externalChecksum.toLowerCase());
  if (!task.options.verifiesChecksum) return null;
  const compared = await atPlace(places.destination, () =>
    threads.compareFiles(places.from, places.to, algorithm, signal),
  );
  task.progress.bytesChecksummed += compared.sizeBytes;
  if (!compared.isSame) throw spoilt(places, algorithm);
  return compared.checksum;
}

const spoilt = ({ destination }: Places, algorithm: string): TaskFault =>
  faultAt(destination, 'VERIFY_CHECKSUM', `Checksum of the copy differs from the source's (${algorithm})`);

/** A source that is not what the client said fails the task; a copy that is not what the source is was spoilt on the way. */
async function verifyExternal(
  context: DeliveryContext,
  job: FileJob,
  places: Places,
  expected: string,
): Promise<string> {
  const { task, signal, threads } = context;
  const algorithm = job.item.checksumAlgorithm;
  const copy = await atPlace(places.destination, () => threads.checksumOf(places.to, algorithm, signal));
  task.progress.bytesChecksummed += copy.sizeBytes;
  if (copy.checksum === expected) return expected;
  const original = await atPlace(places.source, () => threads.checksumOf(places.from, algorithm, signal));
  if (original.checksum === expected) throw spoilt(places, algorithm);
  throw faultAt(places.source, 'VERIFY_CHECKSUM', `External checksum ${expected} differs from the source's`, true);
}

/** What was brought over, verified as far as it was asked for. */
interface Brought {
  readonly sizeBytes: number;
  readonly checksum: string | null;
}

/** At a rate: readers see a growing file. */
async function bringSlowly(context: DeliveryContext, job: FileJob, places: Places): Promise<Brought> {
  const { world, task, destination, pace, signal, check } = context;
  const { from, to } = places;
  const onBytes = (bytes: number): void => {
    task.progress.bytesTransferred += bytes;
  };
  const sizeBytes = await atPlace(places.destination, () => copyBytes({ from, to, pace, signal, check, onBytes }));
  if (sizeBytes !== job.sizeBytes) throw sizeChanged(places);
  if (world.faults.isOn('checksum-mismatch', destination.endpoint.id)) await spoil(to);
  return { sizeBytes, checksum: await verify(context, job, places) };
}

const sizeChanged = ({ source }: Places): TaskFault =>
  faultAt(source, 'FILE_SIZE_CHANGED', 'The source changed while it was read');

/** The checksum of the source, from a copy that hashes it: this one, or an earlier one of the same content. */
async function copyHashed(context: DeliveryContext, job: FileJob, places: Places, isVerified: boolean) {
  const { threads, checksums, signal } = context;
  const algorithm = job.item.checksumAlgorithm;
  const copy = (hashed: typeof algorithm | null) =>
    threads.copyFile(places.from, places.to, { seen: job.seen, algorithm: hashed, isCompared: isVerified }, signal);
  if (!isVerified) return { copied: await copy(null), checksum: null };
  const key = checksums.keyOf(job.seen, algorithm);
  const known = checksums.find(key);
  if (known !== undefined) {
    const copied = await copy(null);
    // Whoever computed it may have been stopped, or seen another file: it is computed anew then.
    return { copied, checksum: await known.catch(() => null) };
  }
  const copying = copy(algorithm);
  const hashing = copying.then(({ isSourceAsSeen, checksum }) => {
    if (!isSourceAsSeen) throw new Error('the source changed');
    return checksum;
  });
  checksums.keep(key, hashing);
  const copied = await copying;
  return { copied, checksum: await hashing.catch(() => null) };
}

/**
 * As quick as the disk: copied, hashed and compared in one go. What is not plainly right is looked at again with care, to
 * say whose fault it is.
 */
async function bringAtOnce(context: DeliveryContext, job: FileJob, places: Places): Promise<Brought> {
  const { task, check } = context;
  const expected = job.item.externalChecksum?.toLowerCase() ?? null;
  const isVerified = expected !== null || task.options.verifiesChecksum;
  check();
  const { copied, checksum } = await atCopy(places, () => copyHashed(context, job, places, isVerified));
  const { sizeBytes, isSame, isSourceAsSeen } = copied;
  task.progress.bytesTransferred += sizeBytes;
  if (sizeBytes !== job.sizeBytes) throw sizeChanged(places);
  if (!isVerified) return { sizeBytes, checksum: null };
  const isRight = isSame && isSourceAsSeen && checksum !== null && (expected === null || checksum === expected);
  if (!isRight) return { sizeBytes, checksum: await verify(context, job, places) };
  task.progress.bytesChecksummed += sizeBytes;
  return { sizeBytes, checksum };
}

/** A copy touches both ends: its errors say which one they are of. */
const atCopy = <Result>(places: Places, act: () => Promise<Result>): Promise<Result> =>
  atPlace(places.destination, () =>
    act().catch((error: unknown) => {
      const isOfSource = error instanceof Error && 'side' in error && error.side === 'source';
      if (!isOfSource) throw error;
      return atPlace(places.source, () => Promise.reject(error));
    }),
  );

/** Brings one file over. Answers false when it was there already; throws a TaskFault when it could not. */
export async function deliver(context: DeliveryContext, job: FileJob): Promise<boolean> {
  const { world, task, destination, pace } = context;
  const places = await admit(context, job);
  const existing = await destinationNow(places);
  if (existing && (await isUpToDate(context, job, places, existing))) return false;
  makeRoom(context, places.destination, job.sizeBytes - (existing?.size ?? 0));
  if (!existing) await atPlace(places.destination, () => context.makeParent(job));
  const isSpoilt = world.faults.isOn('checksum-mismatch', destination.endpoint.id);
  const bring = pace.isUnlimited() && !isSpoilt ? bringAtOnce : bringSlowly;
  const { sizeBytes, checksum } = await bring(context, job, places);
  if (task.options.preservesTimestamp) {
    const modified = new Date(job.seen.mtimeMs);
    await atPlace(places.destination, () => utimes(places.to, modified, modified));
  }
  task.arrived.push({
    sourcePath: job.source.shown,
    destinationPath: job.destination.shown,
    checksum,
    checksumAlgorithm: checksum === null ? null : job.item.checksumAlgorithm,
    sizeBytes,
  });
  return true;
}

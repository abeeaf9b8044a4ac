import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { RegistryId } from '../../../src-main/contract/ids.ts';
import { type BenchContext, median, nowMs } from '../tools/bench.ts';
import { flushDisk } from '../tools/cleanup.ts';
import { wrongAt } from '../tools/destination.ts';
import { createImageMaker, mebibyte, type StagedImage } from '../tools/images.ts';
import { cpuSeconds, peakRssMb, provide, type TimedCommand, timed } from '../tools/processUse.ts';
import { allArrived, type EndpointName, type Stage, startStage } from '../tools/stage.ts';

/** The burst of scenarios B and F: 1,000 images of 1 MiB over five seconds. */
export const burstImages = 1000;
export const burstMs = 5000;

export interface Burst {
  readonly tailMs: number;
  readonly tasksPerEndpoint: number;
  readonly requestsPerEndpoint: number;
  readonly requestKinds: Readonly<Record<string, number>>;
  readonly cpuS: number;
  readonly labCpuS: number;
  readonly rssMb: number;
  readonly lastArrivalMs: number;
  /** Each submission: seconds after the last arrival, and how many files. */
  readonly submissions: readonly (readonly [number, number])[];
  readonly wrong: readonly string[];
}

/** Lets the images arrive evenly; calls `onHalf` once in the middle. */
export async function arriveEvenly(
  stage: Stage,
  images: readonly StagedImage[],
  onHalf: () => Promise<void> = async () => undefined,
): Promise<number> {
  const startMs = nowMs();
  let half: Promise<void> | null = null;
  for (let next = 0; next < images.length; ) {
    const due = Math.min(images.length, Math.ceil(((nowMs() - startMs) / burstMs) * images.length));
    for (const image of images.slice(next, due)) stage.arrive(image);
    next = Math.max(next, due);
    if (next >= images.length / 2) half ??= onHalf();
    await wait(2);
  }
  const lastMs = nowMs();
  await half;
  return lastMs;
}

export async function stagedBurst(stage: Stage): Promise<StagedImage[]> {
  const maker = await createImageMaker(stage.stagingFolder, mebibyte);
  const images = Array.from({ length: burstImages }, (_, at) => maker.stage(`img-${String(at).padStart(4, '0')}`));
  stage.makeCollection();
  await flushDisk();
  return images;
}

/** Images that more than one accepted submission carries to the same endpoint. */
export function sentTwice(stage: Stage): number {
  const seen = new Set<string>();
  let twice = 0;
  for (const { submissionId, destinationEndpointId, sourcePaths, answer } of stage.transfer.submissions) {
    if (answer !== 'Accepted') continue;
    for (const path of sourcePaths) {
      const key = `${destinationEndpointId} ${path}`;
      if (seen.has(key)) twice += 1;
      seen.add(key);
    }
    if (submissionId === '') throw new Error('a submission without an id');
  }
  return twice;
}

export const keysOf = (
  stage: Stage,
  registryId: RegistryId,
  images: readonly StagedImage[],
  names: readonly EndpointName[],
): string[] => names.flatMap((name) => images.map((image) => stage.deliveryKey(registryId, image, name)));

/** One burst to some endpoints on a fresh stage. */
export async function runBurst(context: BenchContext, names: readonly EndpointName[]): Promise<Burst> {
  const stage = await startStage(context);
  const images = await stagedBurst(stage);
  const registryId = await stage.connect();
  await stage.subscribe(registryId, names);
  await stage.settled(registryId);
  const { app, transfer, lab } = stage;
  const keys = keysOf(stage, registryId, images, names);
  const [startMs, startCpuS, startLabCpuS] = [nowMs(), cpuSeconds(app.pid), cpuSeconds(lab.pid)];
  const lastArrivalMs = await arriveEvenly(stage, images);
  const endMs = await allArrived(app, keys);
  const cpuS = cpuSeconds(app.pid) - startCpuS;
  const labCpuS = cpuSeconds(lab.pid) - startLabCpuS;
  const counted = transfer.countSince(startMs, endMs);
  const accepted = transfer.submissions.filter(({ answer }) => answer === 'Accepted');
  const wrong: string[] = [];
  for (const name of names) {
    const found = await wrongAt(stage.destinationRoot(name), images);
    wrong.push(...found.map((text) => `${name}: ${text}`));
  }
  const twice = sentTwice(stage);
  const burst: Burst = {
    tailMs: endMs - lastArrivalMs,
    tasksPerEndpoint: accepted.length / names.length,
    requestsPerEndpoint: counted.total / names.length,
    requestKinds: counted.kinds,
    cpuS,
    labCpuS,
    rssMb: peakRssMb(app.pid),
    lastArrivalMs,
    submissions: accepted.map(({ receivedMs, sourcePaths }) => [
      Math.round(receivedMs - lastArrivalMs) / 1000,
      sourcePaths.length,
    ]),
    wrong: [...wrong, ...(twice > 0 ? [`${twice} images were sent twice`] : [])],
  };
  await stage.stop();
  return burst;
}

/** `rsync -a` of as many images of that size into an empty folder; the median of three. */
export async function rsyncBaseline(context: BenchContext, count: number, sizeBytes: number): Promise<TimedCommand> {
  provide('rsync', context.say);
  const folder = context.cleanup.folder('rsync');
  const source = join(folder, 'from');
  const maker = await createImageMaker(source, sizeBytes);
  for (let at = 0; at < count; at += 1) maker.stage(`img-${at}`);
  await flushDisk();
  const runs: TimedCommand[] = [];
  for (const turn of [1, 2, 3]) {
    const destination = join(folder, `to-${turn}`);
    mkdirSync(destination);
    runs.push(await timed('rsync', ['-a', `${source}/`, `${destination}/`]));
    context.cleanup.remove(destination);
    await flushDisk();
  }
  context.cleanup.remove(folder);
  return { ms: median(runs.map(({ ms }) => ms)), cpuS: median(runs.map(({ cpuS }) => cpuS)) };
}

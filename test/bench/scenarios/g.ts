import { fork } from 'node:child_process';
import { mkdirSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { RegistryId } from '../../../src-main/contract/ids.ts';
import { type BenchContext, median, nowMs, rounded, type ScenarioResult, until } from '../tools/bench.ts';
import { createImageMaker, type ImageMaker } from '../tools/images.ts';
import { cpuSeconds, peakRssMb } from '../tools/processUse.ts';
import { allArrived, type Stage, startStage } from '../tools/stage.ts';

const sizeBytes = 40_960;
const filesPerFolder = 100;
const [fewCount, manyCount] = [1000, 100_000];
const latencyProbes = 9;
/** Single images, not a burst. */
const probesApartMs = 4000;
const idleMs = 60_000;

interface FolderRun {
  readonly readyMs: number;
  /** When the image that came before the start was submitted. */
  readonly foundMs: number;
  readonly restartReadyMs: number;
  readonly allReadMs: number;
  readonly rssMb: number;
  readonly idleCpuS: number | null;
  readonly latencyMs: number;
  readonly eachLatencyMs: readonly number[];
  readonly chokidar: { readonly readyMs: number; readonly rssMb: number };
}

async function fill(stage: Stage, count: number): Promise<ImageMaker> {
  const maker = await createImageMaker(stage.stagingFolder, sizeBytes, { isSparse: true });
  for (let folder = 0; folder < count / filesPerFolder; folder += 1) {
    const name = `many-${String(folder).padStart(4, '0')}`;
    mkdirSync(join(stage.imagesDir, name), { recursive: true });
    for (let at = 0; at < filesPerFolder; at += 1) {
      const image = maker.stage(`img-${at}`, '1.0', name);
      renameSync(image.stagedPath, join(stage.imagesDir, image.relativePath));
    }
    if (folder % 50 === 0) await wait(0);
  }
  stage.makeCollection('bench');
  return maker;
}

/** chokidar by itself over the same folder, in its own process. */
async function chokidarAlone({ cleanup }: BenchContext, folder: string): Promise<FolderRun['chokidar']> {
  const child = cleanup.child(fork(new URL('../tools/chokidarEntry.ts', import.meta.url), [folder]));
  const readyMs = await new Promise<number>((resolve, reject) => {
    child.once('message', resolve);
    child.once('exit', () => reject(new Error('chokidar alone ended')));
  });
  const rssMb = peakRssMb(child.pid ?? 0);
  child.kill('SIGKILL');
  return { readyMs, rssMb };
}

/** Renames a new image in and answers when its submission was received, once it has arrived: no task is left running. */
async function probe(stage: Stage, registryId: RegistryId, maker: ImageMaker, name: string): Promise<number> {
  const image = maker.stage(name);
  const startMs = nowMs();
  stage.arrive(image);
  const latencyMs = (await submittedMs(stage, image.relativePath, 600_000)) - startMs;
  await allArrived(stage.app, [stage.deliveryKey(registryId, image, 'partnerShare')]);
  return latencyMs;
}

async function submittedMs(stage: Stage, relativePath: string, forMs: number): Promise<number> {
  const sent = () =>
    stage.transfer.submissions.find(({ sourcePaths }) => sourcePaths.some((path) => path.endsWith(relativePath)));
  await until(`${relativePath} submitted`, () => sent() !== undefined, { forMs, everyMs: 2 });
  return sent()?.receivedMs ?? 0;
}

async function allRead(stage: Stage, registryId: RegistryId, count: number): Promise<number> {
  const look = async () => {
    const found = (await stage.app.call('registries', 'list')).find(({ id }) => id === registryId);
    return (found?.folder.files ?? 0) >= count;
  };
  await until(`${count} files read`, look, { everyMs: 500, forMs: 600_000 });
  return nowMs();
}

/**
 * Ready = as good as it will be: what came while nobody looked has been found, and a file that arrives now is noticed.
 * Both are seen from outside, by the submission that follows.
 */
async function readyAfter(
  stage: Stage,
  registryId: RegistryId,
  maker: ImageMaker,
  name: string,
  begin: () => Promise<unknown>,
) {
  const missed = maker.stage(`${name}-missed`);
  stage.arrive(missed);
  const startMs = nowMs();
  await begin();
  const foundMs = (await submittedMs(stage, missed.relativePath, 600_000)) - startMs;
  const putMs = nowMs();
  const liveMs = await probe(stage, registryId, maker, `${name}-live`);
  return { readyMs: putMs + liveMs - startMs, foundMs, startMs };
}

async function folderOf(context: BenchContext, count: number, measuresIdle: boolean): Promise<FolderRun> {
  const stage = await startStage(context);
  const maker = await fill(stage, count);
  const chokidar = await chokidarAlone(context, stage.imagesDir);
  const registryId = await stage.connect({ hasFolder: false });
  await stage.subscribe(registryId, ['partnerShare']);
  const { imagesDir } = stage;
  const connect = () => stage.app.call('registries', 'update', { id: registryId, imagesDir });
  const { readyMs, foundMs, startMs } = await readyAfter(stage, registryId, maker, 'first', connect);
  const allReadMs = (await allRead(stage, registryId, count)) - startMs;
  await wait(3000);
  const latencies: number[] = [];
  for (let turn = 0; turn < latencyProbes; turn += 1) {
    await wait(probesApartMs);
    latencies.push(await probe(stage, registryId, maker, `probe-${turn}`));
  }
  let idleCpuS: number | null = null;
  if (measuresIdle) {
    await wait(20_000);
    const before = cpuSeconds(stage.app.pid);
    await wait(idleMs);
    idleCpuS = cpuSeconds(stage.app.pid) - before;
  }
  const firstRssMb = peakRssMb(stage.app.pid);
  await stage.app.kill('SIGTERM');
  const again = await readyAfter(stage, registryId, maker, 'again', () => stage.restartApp());
  const rssMb = Math.max(firstRssMb, peakRssMb(stage.app.pid));
  await stage.stop();
  return {
    ...{ readyMs, foundMs, allReadMs, rssMb, idleCpuS, chokidar },
    restartReadyMs: again.readyMs,
    latencyMs: median(latencies),
    eachLatencyMs: latencies.map(Math.round),
  };
}

const shown = ({ eachLatencyMs, ...run }: FolderRun) => ({
  ...run,
  ...{ readyMs: Math.round(run.readyMs), foundMs: Math.round(run.foundMs), allReadMs: Math.round(run.allReadMs) },
  ...{ restartReadyMs: Math.round(run.restartReadyMs), rssMb: Math.round(run.rssMb), eachLatencyMs },
  latencyMs: rounded(run.latencyMs, 1),
});

/** 100,000 files in 1,000 folders. */
export async function manyFiles(context: BenchContext): Promise<ScenarioResult> {
  const few = await folderOf(context, fewCount, false);
  const many = await folderOf(context, manyCount, true);
  const figures = {
    readyRatio: rounded(many.readyMs / many.chokidar.readyMs),
    rssRatio: rounded(many.rssMb / many.chokidar.rssMb),
    idleCpuS: rounded(many.idleCpuS ?? Number.NaN, 2),
    latencyRatio: rounded(many.latencyMs / few.latencyMs),
  };
  return {
    figures,
    goals: [
      { figure: 'ready ÷ chokidar alone', value: figures.readyRatio, mustReach: 1 },
      { figure: 'peak RSS ÷ chokidar alone', value: figures.rssRatio, mustReach: 0.5 },
      { figure: 'idle CPU per 60 s', value: figures.idleCpuS, mustReach: 0.3, unit: 's' },
      { figure: 'event latency at 100k ÷ at 1k', value: figures.latencyRatio, mustReach: 2 },
    ],
    raw: { many: shown(many), few: shown(few) },
    baseline: { chokidarReadyMs: Math.round(many.chokidar.readyMs), chokidarRssMb: Math.round(many.chokidar.rssMb) },
    wrong: [],
    notes: [
      'ready = a file missed before the start is found and a live one is noticed, both seen by their submissions',
      `bound of the peak: ${Math.round(few.rssMb)} MB with 1,000 files, and ${Math.round(((many.rssMb - few.rssMb) * 1e6) / (manyCount - fewCount))} bytes for each further one`,
      'readyRatio is of the first start, when nothing is known yet; latency is rename → POST received',
    ],
  };
}

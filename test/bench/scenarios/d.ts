import { renameSync } from 'node:fs';
import { join } from 'node:path';
import { type BenchContext, nowMs, rounded, type ScenarioResult } from '../tools/bench.ts';
import { flushDisk } from '../tools/cleanup.ts';
import { wrongAt } from '../tools/destination.ts';
import { createImageMaker } from '../tools/images.ts';
import { cpuSeconds, peakRssMb } from '../tools/processUse.ts';
import { allArrived, startStage } from '../tools/stage.ts';
import { keysOf, rsyncBaseline, sentTwice } from './arrivals.ts';

const count = 10_000;
const sizeBytes = 65_536;

/** The first sync of a registry that has 10,000 images already. */
export async function firstSync(context: BenchContext): Promise<ScenarioResult> {
  const rsync = await rsyncBaseline(context, count, sizeBytes);
  const stage = await startStage(context);
  const { app, transfer, lab } = stage;
  const maker = await createImageMaker(stage.stagingFolder, sizeBytes);
  stage.makeCollection();
  const images = Array.from({ length: count }, (_, at) => maker.stage(`old-${String(at).padStart(5, '0')}`));
  for (const { stagedPath, relativePath } of images) renameSync(stagedPath, join(stage.imagesDir, relativePath));
  await flushDisk();
  const [startMs, startCpuS, startLabCpuS] = [nowMs(), cpuSeconds(app.pid), cpuSeconds(lab.pid)];
  const registryId = await stage.connect();
  await stage.subscribe(registryId, ['partnerShare']);
  const endMs = await allArrived(app, keysOf(stage, registryId, images, ['partnerShare']), 300_000);
  const counted = transfer.countSince(startMs, endMs);
  const [cpuS, labCpuS] = [cpuSeconds(app.pid) - startCpuS, cpuSeconds(lab.pid) - startLabCpuS];
  const rssMb = Math.round(peakRssMb(app.pid));
  const twice = sentTwice(stage);
  const wrong = await wrongAt(stage.destinationRoot('partnerShare'), images);
  const submissions = transfer.submissions.map(({ receivedMs, sourcePaths }) => [
    Math.round(receivedMs - startMs) / 1000,
    sourcePaths.length,
  ]);
  await stage.stop();
  const ratio = rounded((endMs - startMs) / rsync.ms);
  return {
    figures: { ratio },
    goals: [{ figure: 'first sync of 10,000 images ÷ rsync -a', value: ratio, mustReach: 5 }],
    raw: {
      firstSyncMs: Math.round(endMs - startMs),
      ...{ tasks: transfer.submissions.length, requests: counted.total, requestKinds: counted.kinds },
      ...{ appCpuS: rounded(cpuS, 2), labCpuS: rounded(labCpuS, 2), rssMb, submissions },
    },
    baseline: { rsyncMs: Math.round(rsync.ms) },
    wrong: [...wrong, ...(twice > 0 ? [`${twice} images were sent twice`] : [])],
    notes: ['from connecting the registry (nothing read, nothing hashed) to the last delivery; images of 64 KiB'],
  };
}

import { copyFile, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { type BenchContext, median, nowMs, rounded, type ScenarioResult } from '../tools/bench.ts';
import { flushDisk } from '../tools/cleanup.ts';
import { sha256Of, wrongAt } from '../tools/destination.ts';
import { createImageMaker, mebibyte, type StagedImage } from '../tools/images.ts';
import { allArrived, startStage } from '../tools/stage.ts';

const runs = 3;
const sizeBytes = 2048 * mebibyte;

/** One 2 GiB image end to end, against copying it and hashing both sides. */
export async function largeImage(context: BenchContext): Promise<ScenarioResult> {
  const stage = await startStage(context);
  const maker = await createImageMaker(stage.stagingFolder, sizeBytes);
  stage.makeCollection();
  const registryId = await stage.connect();
  await stage.subscribe(registryId, ['partnerShare']);
  await stage.settled(registryId);
  const copies = join(stage.folder, 'copies');
  await mkdir(copies);
  const [ours, plain, handovers]: [number[], number[], number[]] = [[], [], []];
  const images: StagedImage[] = [];
  for (let run = 0; run < context.times(runs); run += 1) {
    const image = maker.stage(`large-${run}`);
    images.push(image);
    const copy = join(copies, `${run}`);
    await flushDisk();
    const startMs = nowMs();
    await copyFile(image.stagedPath, copy);
    if (sha256Of(image.stagedPath) !== sha256Of(copy)) throw new Error('the plain copy differs');
    plain.push(nowMs() - startMs);
    context.cleanup.remove(copy);
    await flushDisk();
    const arrivedMs = nowMs();
    stage.arrive(image);
    ours.push((await allArrived(stage.app, [stage.deliveryKey(registryId, image, 'partnerShare')])) - arrivedMs);
    handovers.push((stage.transfer.submissions.at(-1)?.receivedMs ?? 0) - arrivedMs);
  }
  const wrong = await wrongAt(stage.destinationRoot('partnerShare'), images);
  await stage.stop();
  const ratio = rounded(median(ours) / median(plain));
  return {
    figures: { ratio },
    goals: [{ figure: 'end to end ÷ (copyFile + sha256 of both sides)', value: ratio, mustReach: 1.25 }],
    raw: {
      endToEndMs: Math.round(median(ours)),
      eachMs: ours.map(Math.round),
      handoverMs: Math.round(median(handovers)),
    },
    baseline: { copyAndHashMs: Math.round(median(plain)), eachMs: plain.map(Math.round) },
    wrong,
    notes: ['each run has a new image and a new copy'],
  };
}

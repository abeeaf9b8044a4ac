import { renameSync } from 'node:fs';
import { basename, join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { RegistryId } from '../../../src-main/contract/ids.ts';
import { type BenchContext, median, nowMs, rounded, type ScenarioResult, until } from '../tools/bench.ts';
import { wrongAt } from '../tools/destination.ts';
import { createImageMaker, mebibyte, type StagedImage } from '../tools/images.ts';
import { startInotifyLoop } from '../tools/inotifyLoop.ts';
import { provide } from '../tools/processUse.ts';
import { allArrived, type Stage, startStage } from '../tools/stage.ts';

const pairs = 7;
const warmUps = 2;
/** One image means one: the next comes when nobody thinks of this one any more. */
const apartMs = 5000;
/** And, beside the figures, some that follow each other at once. */
const backToBack = 5;

async function throughApp(stage: Stage, registryId: RegistryId, image: StagedImage) {
  const key = stage.deliveryKey(registryId, image, 'partnerShare');
  const isSent = () =>
    stage.transfer.submissions.find(({ sourcePaths }) => sourcePaths.some((path) => path.endsWith(image.relativePath)));
  const startMs = nowMs();
  stage.arrive(image);
  const finalMs = await allArrived(stage.app, [key]);
  await until('the submission', () => isSent() !== undefined);
  return { handoverMs: (isSent()?.receivedMs ?? 0) - startMs, finalMs: finalMs - startMs };
}

/** One 1 MiB image, from its rename to a verified copy, in turns with inotifywait and rsync. */
export async function oneImage(context: BenchContext): Promise<ScenarioResult> {
  provide('inotifywait', context.say);
  provide('rsync', context.say);
  const stage = await startStage(context);
  const loopFolder = context.cleanup.folder('loop');
  const maker = await createImageMaker(stage.stagingFolder, mebibyte);
  const loopMaker = await createImageMaker(join(loopFolder, 'waiting'), mebibyte);
  stage.makeCollection();
  const registryId = await stage.connect();
  await stage.subscribe(registryId, ['partnerShare']);
  await stage.settled(registryId);
  const loop = await startInotifyLoop(context, loopFolder);
  const images: StagedImage[] = [];
  const [handovers, finals, loops]: [number[], number[], number[]] = [[], [], []];
  for (let turn = 0; turn < warmUps + context.times(pairs); turn += 1) {
    await wait(apartMs);
    const plain = loopMaker.stage(`loop-${turn}`);
    const renamed = join(loop.source, basename(plain.relativePath));
    const startMs = nowMs();
    renameSync(plain.stagedPath, renamed);
    const loopMs = (await loop.arrivedMs(renamed)) - startMs;
    const image = maker.stage(`one-${turn}`);
    images.push(image);
    const { handoverMs, finalMs } = await throughApp(stage, registryId, image);
    if (turn < warmUps) continue;
    loops.push(loopMs);
    handovers.push(handoverMs);
    finals.push(finalMs);
  }
  loop.stop();
  const close: number[] = [];
  for (let turn = 0; turn < backToBack; turn += 1) {
    const image = maker.stage(`close-${turn}`);
    images.push(image);
    close.push((await throughApp(stage, registryId, image)).handoverMs);
  }
  const wrong = await wrongAt(stage.destinationRoot('partnerShare'), images);
  await stage.stop();
  context.cleanup.remove(loopFolder);
  const baseMs = median(loops);
  const figures = {
    handoverRatio: rounded(median(handovers) / baseMs),
    finalRatio: rounded(median(finals) / baseMs),
  };
  const ms = (values: readonly number[]) => values.map((value) => rounded(value, 1));
  return {
    figures,
    goals: [
      { figure: 'rename → POST received ÷ inotifywait+rsync', value: figures.handoverRatio, mustReach: 1 },
      { figure: 'rename → verified, told by the app ÷ inotifywait+rsync', value: figures.finalRatio, mustReach: 12 },
    ],
    raw: {
      handoverMs: rounded(median(handovers), 1),
      finalMs: rounded(median(finals), 1),
      eachHandoverMs: ms(handovers),
      backToBackHandoverMs: ms(close),
      eachFinalMs: ms(finals),
    },
    baseline: { inotifywaitRsyncMs: rounded(baseMs, 1), eachMs: ms(loops) },
    wrong,
    notes: [
      `images come ${apartMs / 1000} s apart; backToBackHandoverMs is of ones that come right after each other`,
      'verified = the app itself says that the image is there, after the task succeeded with its checksums',
    ],
  };
}

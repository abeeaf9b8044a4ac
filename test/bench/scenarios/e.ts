import { closeSync, openSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { type BenchContext, median, nowMs, rounded, type ScenarioResult } from '../tools/bench.ts';
import { watchFinalName, wrongAt } from '../tools/destination.ts';
import { createImageMaker, mebibyte, type StagedImage } from '../tools/images.ts';
import { allArrived, startStage } from '../tools/stage.ts';

const runs = 3;
const sizeBytes = 64 * mebibyte;
/** In steps of 1 MiB. */
const growMs = 5000;

/** Writes an image under its final name, piece by piece, and answers when it was closed. */
export async function writeSlowly(path: string, pieces: readonly Buffer[], pauseMs: number): Promise<number> {
  const file = openSync(path, 'wx', 0o644);
  const startMs = nowMs();
  const half = Math.floor(pieces.length / 2);
  for (const [step, piece] of pieces.entries()) {
    if (step === half) await wait(pauseMs);
    for (let done = 0; done < piece.length; ) done += writeSync(file, piece, done);
    const pausedMs = step >= half ? pauseMs : 0;
    await wait(Math.max(0, startMs + pausedMs + (growMs * (step + 1)) / pieces.length - nowMs()));
  }
  closeSync(file);
  return nowMs();
}

/** A writer that takes five seconds, with or without a pause in the middle. */
async function slowWriter(context: BenchContext, pauseMs: number): Promise<ScenarioResult> {
  const stage = await startStage(context);
  const maker = await createImageMaker(stage.stagingFolder, sizeBytes);
  stage.makeCollection();
  const registryId = await stage.connect();
  await stage.subscribe(registryId, ['partnerShare']);
  await stage.settled(registryId);
  const images: StagedImage[] = [];
  const [handovers, finals, versions, partials, partialTimes]: number[][] = [[], [], [], [], []];
  for (let run = 0; run < context.times(runs); run += 1) {
    const image = maker.next(`slow-${run}`);
    images.push(image);
    const pieces = [...maker.pieces(image)];
    const watched = watchFinalName(stage.finalPath('partnerShare', image), sizeBytes);
    const closedMs = await writeSlowly(join(stage.imagesDir, image.relativePath), pieces, pauseMs);
    const endMs = await allArrived(stage.app, [stage.deliveryKey(registryId, image, 'partnerShare')]);
    const seen = watched.stop();
    const sent = stage.transfer.submissions.filter(
      ({ answer, sourcePaths }) =>
        answer === 'Accepted' && sourcePaths.some((path) => path.endsWith(image.relativePath)),
    );
    partials?.push(seen.partialBytes);
    partialTimes?.push(rounded(seen.partialForMs, 1));
    versions?.push(sent.length);
    handovers?.push((sent[0]?.receivedMs ?? Number.NaN) - closedMs);
    finals?.push(endMs - closedMs);
  }
  const wrong = await wrongAt(stage.destinationRoot('partnerShare'), images);
  await stage.stop();
  const figures = {
    partialBytes: Math.max(...(partials ?? [])),
    versions: Math.max(...(versions ?? [])),
    afterCloseMs: Math.round(median(handovers ?? [])),
  };
  return {
    figures,
    goals: [
      { figure: 'partial bytes under a final name', value: figures.partialBytes, mustReach: 0, unit: 'B' },
      { figure: 'versions shipped', value: figures.versions, mustReach: 1 },
      { figure: 'close → POST received', value: figures.afterCloseMs, mustReach: 300, unit: 'ms' },
    ],
    raw: {
      eachAfterCloseMs: handovers?.map(Math.round),
      eachDeliveredAfterCloseMs: finals?.map(Math.round),
      eachPartialBytes: partials,
      eachPartialForMs: partialTimes,
    },
    baseline: { writerMs: growMs + pauseMs },
    wrong,
    notes: ['a SIF of 64 MiB, written under its final name; the final name at the endpoint is looked at every 3 ms'],
  };
}

export const slowFile = (context: BenchContext) => slowWriter(context, 0);
export const pausedFile = (context: BenchContext) => slowWriter(context, 3000);

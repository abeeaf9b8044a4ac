import { type BenchContext, median, nowMs, rounded, type ScenarioResult } from '../tools/bench.ts';
import { hashingCpuS, onAllCoresS } from '../tools/bounds.ts';
import { checkDestination } from '../tools/destination.ts';
import { mebibyte } from '../tools/images.ts';
import { cpuSeconds } from '../tools/processUse.ts';
import { allArrived, startStage } from '../tools/stage.ts';
import { arriveEvenly, keysOf, runBurst, sentTwice, stagedBurst } from './arrivals.ts';
import { burstTailKey } from './b.ts';

const runs = 3;

/** The burst of B with the app killed in the middle and started again after the last arrival. */
async function killedBurst(context: BenchContext) {
  const stage = await startStage(context);
  const images = await stagedBurst(stage);
  const registryId = await stage.connect();
  await stage.subscribe(registryId, ['partnerShare']);
  await stage.settled(registryId);
  const before = stage.app;
  await arriveEvenly(stage, images, () => before.kill('SIGKILL'));
  const submittedBefore = stage.transfer.submissions.length;
  const labCpuS = cpuSeconds(stage.lab.pid);
  const spawnMs = nowMs();
  const app = await stage.restartApp();
  // What the killed app had told is told no more, nor what it had only written down when it was killed.
  const placements = await app.call('activity', 'placements', null);
  const known = placements.flatMap(({ imageId, endpointId, state }) =>
    state === 'upToDate' ? [`${imageId} ${endpointId}`] : [],
  );
  const done = new Set([...before.arrivedMs.keys(), ...known]);
  const keys = keysOf(stage, registryId, images, ['partnerShare']).filter((key) => !done.has(key));
  const endMs = await allArrived(app, keys).catch((error: Error) => {
    context.say(`F: ${error.message}`);
    return Number.NaN;
  });
  const cpu = { appCpuS: cpuSeconds(app.pid), labCpuS: rounded(cpuSeconds(stage.lab.pid) - labCpuS, 2) };
  const owed = stage.transfer.submissions
    .slice(submittedBefore)
    .reduce((sum, { sourcePaths }) => sum + sourcePaths.length, 0);
  const { lost, partial, leftovers } = await checkDestination(stage.destinationRoot('partnerShare'), images);
  const run = {
    ...{ lost, partial, leftovers: leftovers.length, twice: sentTwice(stage) },
    recoveryMs: Math.round(endMs - spawnMs),
    startMs: Math.round(app.startedMs - spawnMs),
    ...{ ...cpu, owed },
    submittedBefore,
    submitted: stage.transfer.submissions.length,
  };
  await stage.stop();
  return run;
}

/** Kill -9 in the middle of the burst: nothing lost, nothing twice, nothing half. */
export async function killed(context: BenchContext): Promise<ScenarioResult> {
  const tailMs = context.known.get(burstTailKey) ?? (await runBurst(context, ['partnerShare'])).tailMs;
  const each: Awaited<ReturnType<typeof killedBurst>>[] = [];
  for (let run = 0; run < context.times(runs); run += 1) each.push(await killedBurst(context));
  const sum = (pick: (run: (typeof each)[number]) => number) => each.reduce((total, run) => total + pick(run), 0);
  const figures = {
    lost: sum(({ lost }) => lost),
    twice: sum(({ twice }) => twice),
    partial: sum(({ partial }) => partial),
    leftovers: sum(({ leftovers }) => leftovers),
    recoveryRatio: rounded(median(each.map(({ recoveryMs }) => recoveryMs)) / tailMs),
  };
  const of = (pick: (run: (typeof each)[number]) => number) => median(each.map(pick));
  const cpuS = of(({ appCpuS, labCpuS }) => appCpuS + labCpuS);
  const owed = of((run) => run.owed);
  return {
    figures,
    goals: [
      { figure: 'lost', value: figures.lost, mustReach: 0 },
      { figure: 'sent twice', value: figures.twice, mustReach: 0 },
      { figure: 'partial', value: figures.partial, mustReach: 0 },
      { figure: 'left behind', value: figures.leftovers, mustReach: 0 },
      { figure: "recovery ÷ B's tail", value: figures.recoveryRatio, mustReach: 3 },
    ],
    raw: { recoveryMs: of(({ recoveryMs }) => recoveryMs), each },
    baseline: { burstTailMs: Math.round(tailMs) },
    wrong: figures.lost + figures.twice + figures.partial > 0 ? ['the kill lost, doubled or halved images'] : [],
    notes: [
      'recovery is from the new start of the process to the last delivery',
      `bound of the recovery: ${owed} images were still owed, hashing them takes ${rounded(hashingCpuS(owed * mebibyte), 2)} s of CPU and the start of the process ${rounded(of(({ startMs }) => startMs) / 1000, 2)} s; app and lab used ${rounded(cpuS, 2)} s, all cores for ${onAllCoresS(cpuS)} s`,
    ],
  };
}

import { type BenchContext, median, rounded, type ScenarioResult } from '../tools/bench.ts';
import { hashingCpuS, onAllCoresS } from '../tools/bounds.ts';
import { mebibyte } from '../tools/images.ts';
import { type Burst, burstImages, burstMs, rsyncBaseline, runBurst } from './arrivals.ts';

const runs = 3;
export const burstTailKey = 'B tail in ms';

const shown = (burst: Burst) => ({
  tailMs: Math.round(burst.tailMs),
  tasksPerEndpoint: burst.tasksPerEndpoint,
  requestsPerEndpoint: rounded(burst.requestsPerEndpoint, 1),
  requestKinds: burst.requestKinds,
  cpuS: rounded(burst.cpuS, 2),
  labCpuS: rounded(burst.labCpuS, 2),
  rssMb: Math.round(burst.rssMb),
  submissions: burst.submissions,
});

/** 1,000 images of 1 MiB that arrive over five seconds, to one and to three endpoints. */
export async function burst(context: BenchContext): Promise<ScenarioResult> {
  const rsync = await rsyncBaseline(context, burstImages, mebibyte);
  const toOne: Burst[] = [];
  for (let run = 0; run < context.times(runs); run += 1) toOne.push(await runBurst(context, ['partnerShare']));
  const toThree: Burst[] = [];
  for (let run = 0; run < context.times(runs); run += 1)
    toThree.push(await runBurst(context, ['partnerShare', 'scratch', 'laptop']));
  const all = [...toOne, ...toThree];
  const of = (bursts: readonly Burst[], pick: (burst: Burst) => number) => median(bursts.map(pick));
  const most = (pick: (burst: Burst) => number) => Math.max(of(toOne, pick), of(toThree, pick));
  const tailMs = of(toOne, (burst) => burst.tailMs);
  context.known.set(burstTailKey, tailMs);
  const figures = {
    tailRatio: rounded(tailMs / rsync.ms),
    tasks: rounded(
      most((burst) => burst.tasksPerEndpoint),
      1,
    ),
    requests: rounded(
      most((burst) => burst.requestsPerEndpoint),
      1,
    ),
    threeEndpointsRatio: rounded(of(toThree, (burst) => burst.tailMs) / rsync.ms),
    cpuRatio: rounded(of(toOne, (burst) => burst.cpuS) / rsync.cpuS),
    rssMb: Math.round(most((burst) => burst.rssMb)),
  };
  const hashS = hashingCpuS(burstImages * mebibyte);
  const threeCpuS = of(toThree, (burst) => burst.cpuS + burst.labCpuS);
  const threeS = burstMs / 1000 + of(toThree, (burst) => burst.tailMs) / 1000;
  return {
    figures,
    goals: [
      { figure: 'tail after the last arrival ÷ rsync -a', value: figures.tailRatio, mustReach: 0.3 },
      { figure: 'tasks per endpoint', value: figures.tasks, mustReach: 12 },
      { figure: 'Transfer requests per endpoint', value: figures.requests, mustReach: 80 },
      { figure: 'tail with 3 endpoints ÷ rsync -a', value: figures.threeEndpointsRatio, mustReach: 0.6 },
      { figure: 'app CPU ÷ rsync CPU', value: figures.cpuRatio, mustReach: 1.5 },
      { figure: 'peak RSS', value: figures.rssMb, mustReach: 220, unit: 'MB' },
    ],
    raw: {
      tailMs: Math.round(tailMs),
      threeEndpointsTailMs: Math.round(of(toThree, (burst) => burst.tailMs)),
      appCpuS: rounded(
        of(toOne, (burst) => burst.cpuS),
        2,
      ),
      toOne: toOne.map(shown),
      toThree: toThree.map(shown),
    },
    baseline: { rsyncMs: Math.round(rsync.ms), rsyncCpuS: rounded(rsync.cpuS, 2) },
    wrong: all.flatMap((burst) => burst.wrong),
    notes: [
      'CPU of the app is that of the run to one endpoint, from the first arrival to the last delivery',
      `bound of the app's CPU: hashing alone takes ${rounded(hashS, 2)} s, ${rounded(hashS / rsync.cpuS, 2)} of rsync's`,
      `bound with 3 endpoints: app and lab used ${rounded(threeCpuS, 1)} s of CPU, all cores for ${onAllCoresS(threeCpuS)} s, in ${rounded(threeS, 1)} s (${burstMs / 1000} s of arrivals and the tail)`,
    ],
  };
}

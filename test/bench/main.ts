import { writeFileSync } from 'node:fs';
import { Command } from 'commander';
import { scenarios } from './scenarios/index.ts';
import { type BenchContext, isReached, type ScenarioResult } from './tools/bench.ts';
import { createCleanup } from './tools/cleanup.ts';
import { machineFacts } from './tools/processUse.ts';
import { table } from './tools/table.ts';

/*
 * npm run bench [-- --scenario A,B,… --json FILE --runs N]
 * Each scenario runs the app and the lab in processes of their own and compares with what it measures in the same run.
 * Ends with 0 when every scenario ran and was right, reached or not; with 1 when one could not run or lost a byte; 2 for bad usage.
 */

const program = new Command('bench')
  .description('Measures the app against what people use instead.')
  .option('--scenario <names>', `of ${Object.keys(scenarios).join(', ')}; all when absent`)
  .option('--json <file>', 'writes all figures there')
  .option('--runs <n>', 'repeats each measurement as often, instead of its usual number of times', Number)
  .allowExcessArguments(false);
const options = program.parse().opts<{ scenario?: string; json?: string; runs?: number }>();
const wanted = options.scenario?.split(',').map((name) => name.trim()) ?? Object.keys(scenarios);
const unknown = wanted.filter((name) => scenarios[name] === undefined);
if (options.runs !== undefined && !(Number.isInteger(options.runs) && options.runs > 0)) {
  process.stderr.write('--runs takes a whole number above 0.\n');
  process.exit(2);
}
if (unknown.length > 0) {
  process.stderr.write(`No such scenario: ${unknown.join(', ')}. There are ${Object.keys(scenarios).join(', ')}.\n`);
  process.exit(2);
}

const cleanup = createCleanup();
const say = (line: string) => process.stderr.write(`${line}\n`);
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => {
    cleanup.all();
    process.exit(130);
  });
}
process.once('exit', () => cleanup.all());
// Children compile the same sources again and again: the first one leaves what it compiled for the others.
process.env.NODE_COMPILE_CACHE ??= cleanup.folder('compiled');

const context: BenchContext = { cleanup, say, known: new Map(), times: (usual) => options.runs ?? usual };
const results = new Map<string, ScenarioResult>();
const machine = machineFacts();
const failed: string[] = [];

for (const [name, { title, load }] of Object.entries(scenarios)) {
  if (!wanted.includes(name)) continue;
  say(`${name}: ${title} (load ${machineFacts().loadAverage1m.toFixed(1)})`);
  try {
    const scenario = await load();
    results.set(name, await scenario(context));
  } catch (error) {
    failed.push(name);
    say(`${name} could not be measured: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
  }
}

process.stdout.write(table(results));
if (options.json !== undefined) {
  const figures = [...results].map(([name, { figures: own, goals, raw, baseline, wrong, notes }]) => {
    const ok = goals.every(isReached) && wrong.length === 0;
    return [name, { ...own, ok, raw, baseline, wrong, notes }];
  });
  writeFileSync(options.json, `${JSON.stringify({ ...Object.fromEntries(figures), machine }, null, 2)}\n`);
}
const isWrong = [...results.values()].some(({ wrong }) => wrong.length > 0);
process.exit(failed.length > 0 || isWrong ? 1 : 0);

import { type Goal, isReached, type ScenarioResult } from './bench.ts';

const number = (value: number): string => (Number.isInteger(value) ? String(value) : value.toFixed(value < 10 ? 2 : 1));
const withUnit = (value: number, { unit }: Goal): string =>
  unit === undefined ? number(value) : `${number(value)} ${unit}`;

/** Scenario, figure, measured, must reach, reached. */
export function table(results: ReadonlyMap<string, ScenarioResult>): string {
  const rows = [['', 'figure', 'measured', 'must reach', 'reached']];
  for (const [name, { goals, wrong }] of results) {
    for (const goal of goals) {
      const limit = `≤ ${withUnit(goal.mustReach, goal)}`;
      rows.push([name, goal.figure, withUnit(goal.value, goal), limit, isReached(goal) ? 'yes' : 'NO']);
    }
    rows.push([
      name,
      'every byte right',
      wrong.length === 0 ? 'yes' : wrong.join('; '),
      'yes',
      wrong.length === 0 ? 'yes' : 'NO',
    ]);
  }
  const widths = [0, 1, 2, 3, 4].map((column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const lines = rows.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
  const notes = [...results].flatMap(([name, { baseline, notes: own }]) => [
    `${name}: baseline ${JSON.stringify(baseline)}`,
    ...own.map((note) => `${name}: ${note}`),
  ]);
  return `${lines.join('\n')}\n\n${notes.join('\n')}\n`;
}

import type { Failure } from './failure.ts';

const control = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;

/** Text from elsewhere, harmless to a terminal. */
export const plain = (text: string): string => text.replace(control, '');

const oneLine = (text: string): string => plain(text).replace(/\s*\n\s*/g, ' ');

/** Columns as wide as their widest cell; the last one runs free. */
export function table(headers: readonly string[], rows: readonly (readonly string[])[]): string {
  const cells = [headers, ...rows].map((row) => row.map(oneLine));
  const widths = headers.map((_, column) => Math.max(...cells.map((row) => (row[column] ?? '').length)));
  const line = (row: readonly string[]) => row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ');
  return cells.map((row) => line(row).trimEnd()).join('\n');
}

/** A table, or words where there is nothing to list. */
export const tableOr = (empty: string, headers: readonly string[], rows: readonly (readonly string[])[]): string =>
  rows.length === 0 ? empty : table(headers, rows);

export function failureText({ code, facts, title, advice }: Failure): string {
  const details = Object.entries(facts).map(([name, value]) => `${name} ${oneLine(String(value))}`);
  return [`portolan: ${oneLine(title)}`, `  ${oneLine(advice)}`, `  (${[code, ...details].join('; ')})`].join('\n');
}

export interface Output {
  readonly json: boolean;
  /** The one document or text on standard output. */
  answer(value: unknown, words: () => string): void;
  /** A line on standard error; never on standard output. */
  progress(line: string): void;
  /** How far something is: on a terminal one line that is written over, else a line whenever `step` changes. */
  gauge(name: string, step: string, line: string): void;
  /** Told whatever `--quiet` says. */
  failure(failure: Failure): void;
}

export function createOutput(options: { readonly json: boolean; readonly quiet: boolean }): Output {
  const { stdout, stderr } = process;
  const steps = new Map<string, string>();
  let isGaugeOpen = false;

  const write = (text: string) => {
    if (isGaugeOpen) stderr.write('\r\u001b[K');
    isGaugeOpen = false;
    stderr.write(`${text}\n`);
  };
  const gauge = (name: string, step: string, line: string) => {
    if (options.quiet) return;
    const isNew = steps.get(name) !== step;
    steps.set(name, step);
    if (!stderr.isTTY) {
      if (isNew) write(oneLine(line));
      return;
    }
    stderr.write(`\r\u001b[K${oneLine(line).slice(0, Math.max(20, stderr.columns - 1))}`);
    isGaugeOpen = true;
  };

  return {
    json: options.json,
    answer: (value, words) => {
      if (isGaugeOpen) stderr.write('\n');
      isGaugeOpen = false;
      const text = options.json ? JSON.stringify(value) : words();
      if (text !== '') stdout.write(`${text}\n`);
    },
    progress: (line) => {
      if (!options.quiet) write(plain(line));
    },
    gauge,
    failure: (failure) => write(failureText(failure)),
  };
}

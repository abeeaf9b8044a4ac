import { TRPCClientError } from '@trpc/client';
import { ZodError } from 'zod';
import { AppError, type AppErrorCode, type ErrorFacts } from '../../contract/errors.ts';

/** `0 ok · 1 failed · 2 usage · 3 waiting for you · 4 partly done · 5 unreachable`. */
export const exitCodes = { ok: 0, failed: 1, usage: 2, waitingForYou: 3, partlyDone: 4, unreachable: 5 } as const;
export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];

export interface Failure {
  readonly code: AppErrorCode;
  readonly facts: ErrorFacts;
}

const waiting: ReadonlySet<AppErrorCode> = new Set(['signIn.needed', 'consent.needed', 'session.needed']);

export function exitCodeOf(code: AppErrorCode): ExitCode {
  if (waiting.has(code)) return exitCodes.waitingForYou;
  if (code === 'input.invalid') return exitCodes.usage;
  return code.startsWith('network.') || code === 'service.unavailable' ? exitCodes.unreachable : exitCodes.failed;
}

interface WireShape {
  readonly data?: { readonly app?: Failure };
}

export function failureOf(error: unknown): Failure {
  if (error instanceof AppError) return { code: error.code, facts: error.facts };
  if (error instanceof ZodError)
    return { code: 'input.invalid', facts: { why: error.issues.map(({ message }) => message) } };
  if (error instanceof TRPCClientError) {
    const { data } = error as WireShape;
    return data?.app ?? { code: 'network.unreachable', facts: {} };
  }
  return { code: 'internal', facts: {} };
}

const control = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;

/** Text from elsewhere, harmless to a terminal. */
const plain = (text: string): string => text.replace(control, '');

/** Columns as wide as their widest cell; the last one runs free. */
export function table(headers: readonly string[], rows: readonly (readonly string[])[]): string {
  const cells = [headers, ...rows].map((row) => row.map(plain));
  const widths = headers.map((_, column) => Math.max(...cells.map((row) => (row[column] ?? '').length)));
  return cells
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

export interface Output {
  /** The command's one answer: JSON with `--json`, else the words. */
  answer(value: unknown, words: () => string): void;
  /** Never on standard output. */
  progress(line: string): void;
}

export function createOutput(options: { readonly json: boolean; readonly quiet: boolean }): Output {
  return {
    answer: (value, words) => {
      process.stdout.write(`${options.json ? JSON.stringify(value) : words()}\n`);
    },
    progress: (line) => {
      if (!options.quiet) process.stderr.write(`${plain(line)}\n`);
    },
  };
}

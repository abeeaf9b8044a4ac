import { execFileSync, type SpawnOptions, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

/** `PORTOLAN_SOAK=1` runs every promise at its full size; else at one that suits every change. */
export const isSoak = process.env.PORTOLAN_SOAK === '1';
export const size = (usual: number, full: number): number => (isSoak ? full : usual);
/** Longest time of a test that takes seconds at its usual size. */
export const patience = isSoak ? 3_600_000 : 120_000;

/** The line that the table of promises is made of. */
export const say = (promise: string, figures: string): void => console.info(`${promise}: ${figures}`);

/** Numbers that look random and are the same in every run with this seed; 0 to 1. */
export function dice(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

export const pick = <T>(from: readonly T[], random: () => number): T => {
  const one = from[Math.floor(random() * from.length)];
  if (one === undefined) throw new Error('nothing to pick from');
  return one;
};

/** Whether a command that a test leans on works here. */
export function works(command: string, ...args: readonly string[]): boolean {
  try {
    execFileSync(command, args, { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

/** Does `work` for each, two side by side. */
export async function twoAtOnce<T>(all: readonly T[], work: (one: T) => Promise<void>): Promise<void> {
  const waiting = [...all];
  const worker = async (): Promise<void> => {
    for (let one = waiting.shift(); one !== undefined; one = waiting.shift()) await work(one);
  };
  await Promise.all([worker(), worker()]);
}

export type Child = ReturnType<typeof startChild>;

/** A program beside this file as a process of its own; what it says comes line by line. */
export function startChild(
  program: string,
  env: Readonly<Record<string, string>>,
  { command = process.execPath, args = [] as readonly string[], ...options }: SpawnOptions & ChildCommand = {},
) {
  const file = fileURLToPath(new URL(program, import.meta.url));
  const child = spawn(command, [...args, file], {
    ...options,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const lines: string[] = [];
  const listeners = new Set<() => void>();
  let rest = '';
  let errors = '';
  child.stdout?.on('data', (chunk: Buffer) => {
    const parts = (rest + chunk.toString()).split('\n');
    rest = parts.pop() ?? '';
    lines.push(...parts);
    for (const listener of [...listeners]) listener();
  });
  child.stderr?.on('data', (chunk: Buffer) => {
    errors = `${errors}${chunk}`.slice(-8_000);
  });
  const ended = once(child, 'close').then(() => {
    for (const listener of [...listeners]) listener();
  });
  return {
    lines,
    ended,
    errors: () => errors,
    pid: () => child.pid ?? 0,
    signal: (name: NodeJS.Signals): boolean => child.kill(name),
    isKilled: () => child.signalCode === 'SIGKILL',
    exitCode: () => child.exitCode,
    /** The first line that begins so; rejects when it ended without one. */
    line(start: string): Promise<string> {
      return new Promise((resolve, reject) => {
        const look = (): void => {
          const found = lines.find((line) => line.startsWith(start));
          const isOver = child.exitCode !== null || child.signalCode !== null;
          if (found === undefined && !isOver) return;
          listeners.delete(look);
          if (found !== undefined) resolve(found);
          else reject(new Error(`ended without "${start}": ${lines.slice(-3).join(' | ')} ${errors}`));
        };
        listeners.add(look);
        look();
      });
    },
    async kill(): Promise<void> {
      child.kill('SIGKILL');
      await ended;
    },
  };
}

interface ChildCommand {
  readonly command?: string;
  readonly args?: readonly string[];
}

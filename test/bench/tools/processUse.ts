import { execFileSync, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { availableParallelism, cpus, loadavg, totalmem } from 'node:os';
import { nowMs } from './bench.ts';

/** The kernel counts in hundredths of a second for every program (USER_HZ). */
const ticksPerSecond = 100;

/** CPU seconds of a process so far, all its threads. */
export function cpuSeconds(pid: number): number {
  const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[11]) + Number(fields[12])) / ticksPerSecond;
}

/** Largest resident memory of a process in its life, in MB (10⁶ bytes). */
export function peakRssMb(pid: number): number {
  const kibibytes = /^VmHWM:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
  return (Number(kibibytes) * 1024) / 1e6;
}

export interface TimedCommand {
  readonly ms: number;
  readonly cpuS: number;
}

/** Runs a command to its end by a shell that tells what it and its children used. */
export function timed(command: string, args: readonly string[]): Promise<TimedCommand> {
  const started = nowMs();
  const shell = spawn('sh', ['-c', '"$@" || exit 1; times', 'sh', command, ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let said = '';
  shell.stdout.on('data', (chunk) => (said += chunk));
  return new Promise((resolve, reject) => {
    shell.once('error', reject);
    shell.once('close', (code) => {
      const ms = nowMs() - started;
      // `times` ends with the children's user and system time, as 0m1.234s.
      const used = [...said.matchAll(/(\d+)m([\d.]+)s/g)].slice(-2);
      const cpuS = used.reduce((sum, [, minutes, seconds]) => sum + Number(minutes) * 60 + Number(seconds), 0);
      if (code === 0) resolve({ ms, cpuS });
      else reject(new Error(`${command} failed`));
    });
  });
}

export function has(program: string): boolean {
  try {
    execFileSync('sh', ['-c', 'command -v "$1"', 'sh', program], { stdio: 'ignore' });
    return true;
  } catch {
    return false; // the shell says by its exit code that there is none
  }
}

const debianPackage: Readonly<Record<string, string>> = { inotifywait: 'inotify-tools', rsync: 'rsync' };

/** Makes sure that a baseline can be measured: installs it from Debian when that is allowed, and says so. */
export function provide(program: string, say: (line: string) => void): void {
  if (has(program)) return;
  const name = debianPackage[program];
  if (name === undefined || process.getuid?.() !== 0 || !has('apt-get'))
    throw new Error(`${program} is needed for the baseline; install ${name ?? program}`);
  say(`installing ${name} by apt-get for the baseline`);
  execFileSync('apt-get', ['install', '-y', '-qq', name], { stdio: ['ignore', 'ignore', 'inherit'] });
}

export const machineFacts = () => ({
  cpus: availableParallelism(),
  cpuModel: cpus()[0]?.model ?? 'unknown',
  memoryGb: Math.round(totalmem() / 1e9),
  node: process.version,
  platform: `${process.platform} ${process.arch}`,
  loadAverage1m: loadavg()[0] ?? 0,
});

import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { LabInfo } from '../../../src-main/contract/lab.ts';
import { type BenchContext, until } from './bench.ts';

const labMain = fileURLToPath(new URL('../../../src-main/lab/main.ts', import.meta.url));

/** The lab in a process of its own, copying as fast as the disk goes. */
export async function startLabProcess({ cleanup }: BenchContext, folder: string) {
  const readyFile = join(folder, 'ready.json');
  const words = ['--small', '--rate', '1e12', '--data', join(folder, 'lab'), '--ready-file', readyFile];
  const nodeArgs = process.env.BENCH_LAB_ARGS?.split(' ') ?? [];
  const child = cleanup.child(
    spawn(process.execPath, [...nodeArgs, labMain, ...words], { stdio: ['ignore', 'ignore', 'pipe'] }),
  );
  let said = '';
  child.stderr.on('data', (chunk) => (said = `${said}${chunk}`.slice(-10_000)));
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  await until('the lab', () => {
    if (child.exitCode !== null) throw new Error(`the lab ended:\n${said}`);
    return existsSync(readyFile);
  });
  const info: LabInfo = JSON.parse(readFileSync(readyFile, 'utf8'));
  const control = async (path: string, body: unknown): Promise<void> => {
    const headers = { 'content-type': 'application/json' };
    const answer = await fetch(new URL(path, info.control), { method: 'POST', headers, body: JSON.stringify(body) });
    if (!answer.ok) throw new Error(`the lab refused ${path}: ${await answer.text()}`);
  };
  return {
    info,
    pid: child.pid ?? 0,
    /** What it printed last. */
    said: () => said,
    wake: (endpointId: string) => control(`endpoints/${endpointId}`, { isConnected: true }),
    async stop(): Promise<void> {
      child.kill('SIGTERM');
      await ended;
    },
  };
}

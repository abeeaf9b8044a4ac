import { mkdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { z } from 'zod';
import type { LabInfo } from '../contract/lab.ts';
import { createControlApp } from './control.ts';
import { labInfo } from './labInfo.ts';
import { createStopper, type Stopper, startLabParts } from './labParts.ts';
import { createLabWorld, defaultBytesPerSecond, resetWorld } from './labWorld.ts';
import { onRememberedPort } from './rememberedPort.ts';
import { startService } from './service.ts';
import { type LabState, labStateSchema, type PortMap, worldSettings } from './state.ts';
import { createStateKeeper, readState } from './stateFile.ts';
import { createSubmissionJournal } from './submissionJournal.ts';

export interface LabOptions {
  /** Everything the lab keeps, images included; made when absent. One lab at a time. */
  readonly dataDir: string;
  readonly log: (line: string) => void;
  /** Speed of one running transfer. */
  readonly transferBytesPerSecond?: number;
  /** `small`: images of a hundredth of their size, for tests; matters for a fresh folder only. */
  readonly scale?: 'full' | 'small';
}

const statePathOf = (dataDir: string) => join(dataDir, 'lab-state.json');

async function readKept(dataDir: string): Promise<LabState | undefined> {
  const kept = await readState(statePathOf(dataDir));
  return kept === undefined ? undefined : labStateSchema.parse(kept);
}

/** Rejects when another lab runs on the same folder: two would write over each other. */
async function refuseSecondLab(kept: LabState | undefined, imagesDir: string): Promise<void> {
  const port = kept?.ports.control;
  if (!port) return;
  const told: unknown = await fetch(`http://127.0.0.1:${port}/info`, { signal: AbortSignal.timeout(1000) })
    .then((response) => response.json())
    .catch(() => undefined); // nobody, or somebody else, on that port
  const running = z.object({ registry: z.object({ imagesDir: z.string() }) }).safeParse(told);
  if (running.data?.registry.imagesDir === imagesDir)
    throw new Error(`A lab runs on this folder already (control port ${port})`);
}

function portsOf(urls: Readonly<Record<string, string>>): PortMap {
  const ports = Object.entries(urls).map(([name, url]) => [name, Number(new URL(url).port)]);
  return labStateSchema.shape.ports.parse(Object.fromEntries(ports));
}

/** Starts every service of the lab on 127.0.0.1, on the ports they had before when these are free. */
export async function startLab(options: LabOptions) {
  const stopper = createStopper();
  try {
    return await startAll(options, stopper);
  } catch (error) {
    await stopper.stop();
    throw error;
  }
}
export type Lab = Awaited<ReturnType<typeof startLab>>;

async function startAll({ log, scale = 'full', transferBytesPerSecond, ...options }: LabOptions, stopper: Stopper) {
  const dataDir = resolve(options.dataDir);
  await mkdir(dataDir, { recursive: true });
  const kept = await readKept(dataDir);
  const world = createLabWorld({ dataDir, kept, log });
  await refuseSecondLab(kept, world.imagesDir);
  if (transferBytesPerSecond !== undefined) world.transferRate.bytesPerSecond = transferBytesPerSecond;
  let touch = () => {};
  const changed = () => touch();
  const newEndpointsDir = join(dataDir, 'endpoints', 'created');
  const journal = createSubmissionJournal(join(dataDir, 'lab-submissions.ndjson'));
  const parts = await startLabParts({ world, kept, scale, newEndpointsDir, journal, stopper, changed });
  const { registry, issuer, auth } = parts;

  let info: LabInfo | undefined;
  const reset = () => {
    resetWorld(world, dataDir, transferBytesPerSecond ?? defaultBytesPerSecond);
    registry.limits.reset();
    changed();
  };
  const controlApp = createControlApp({
    world,
    info: () => info,
    push: registry.push,
    reset,
    setExactLimits: registry.limits.setExact,
    changed,
  });
  const control = await onRememberedPort(kept?.ports.control, (port) => startService(controlApp, port));
  stopper.add(control);
  const urls = { ...parts.urls, control: control.url };
  info = labInfo({ world, urls, issuer: issuer.issuer, clients: auth.clients });

  const ports = portsOf(urls);
  const snapshot = () => ({ version: 1, ports, world: worldSettings(world), parts: parts.snapshots() });
  const keeper = createStateKeeper({ path: statePathOf(dataDir), snapshot, journal, log });
  touch = keeper.touch;
  await keeper.keep();
  const stop = async () => {
    await stopper.stop();
    await keeper.stop();
  };
  return { info, world, push: registry.push, reset, changed, stop };
}

import { existsSync, mkdirSync, readdirSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { type BenchContext, median, nowMs, rounded, type ScenarioResult, until } from '../tools/bench.ts';
import { flushDisk } from '../tools/cleanup.ts';
import { sha256Of, watchFinalName } from '../tools/destination.ts';
import { createImageMaker, type ImageMaker, mebibyte } from '../tools/images.ts';
import { type Peer, peers } from '../tools/peers.ts';
import { has } from '../tools/processUse.ts';
import { burstImages, burstMs, rsyncBaseline } from './arrivals.ts';
import { writeSlowly } from './e.ts';

const singles = 5;
const apartMs = 1500;
const existing = 10_000;
const existingBytes = 65_536;
const slowBytes = 64 * mebibyte;
const watchedMs = 60_000;

/** Two folders, the maker's beside them, and a peer that runs. */
async function startPeer(
  context: BenchContext,
  peer: Peer,
  sizeBytes: number,
  before: (source: string, maker: ImageMaker) => void,
) {
  const folder = context.cleanup.folder('peer');
  const [source, destination] = [join(folder, 'from'), join(folder, 'to')];
  for (const path of [source, destination]) mkdirSync(path);
  const maker = await createImageMaker(join(folder, 'waiting'), sizeBytes);
  before(source, maker);
  await flushDisk();
  const startMs = nowMs();
  const started = await peer.start(context, source, destination);
  return {
    ...{ source, destination, maker, startMs },
    isThere: (name: string): boolean =>
      statSync(join(destination, name), { throwIfNoEntry: false })?.size === sizeBytes,
    stop(): void {
      started.stop();
      context.cleanup.remove(folder);
    },
  };
}
type Running = Awaited<ReturnType<typeof startPeer>>;

/** Puts an image into the folder as a whole and answers its name. */
function arrive({ source, maker }: Running, name: string): string {
  const { stagedPath } = maker.stage(name);
  renameSync(stagedPath, join(source, `${name}.sif`));
  return `${name}.sif`;
}

/** Files are put there until one comes through: no peer says that it watches. */
async function awake(running: Running): Promise<void> {
  let probes = 0;
  const cameThrough = () => Array.from({ length: probes }, (_, at) => `probe-${at}.sif`).some(running.isThere);
  const probe = () => {
    if (cameThrough()) return true;
    arrive(running, `probe-${probes}`);
    probes += 1;
    return false;
  };
  await until('the first file', probe, { everyMs: 1000, forMs: watchedMs });
}

async function oneImageMs(context: BenchContext, running: Running): Promise<number> {
  const times: number[] = [];
  for (let turn = 0; turn < context.times(singles); turn += 1) {
    await wait(apartMs);
    const startMs = nowMs();
    const name = arrive(running, `one-${turn}`);
    await until(name, () => running.isThere(name), { everyMs: 1 });
    times.push(nowMs() - startMs);
  }
  return median(times);
}

async function burst(running: Running) {
  const images = Array.from({ length: burstImages }, (_, at) => running.maker.stage(`img-${at}`));
  const staged = images.map(({ stagedPath }) => stagedPath);
  await flushDisk();
  const names = staged.map((path) => `burst-${basename(path)}.sif`);
  const startMs = nowMs();
  for (let next = 0; next < staged.length; ) {
    const due = Math.min(staged.length, Math.ceil(((nowMs() - startMs) / burstMs) * staged.length));
    for (; next < due; next += 1) renameSync(staged[next] ?? '', join(running.source, names[next] ?? ''));
    await wait(2);
  }
  const lastMs = nowMs();
  let there = 0;
  await until('the burst', () => {
    while (there < names.length && running.isThere(names[there] ?? '')) there += 1;
    return there === names.length;
  });
  const tailMs = nowMs() - lastMs;
  const digest = (name: string) => sha256Of(join(running.destination, name));
  return { tailMs, different: images.filter(({ sha256 }, at) => digest(names[at] ?? '') !== sha256).length };
}

async function slowPartialBytes(context: BenchContext, peer: Peer, pauseMs: number): Promise<number> {
  const running = await startPeer(context, peer, slowBytes, () => undefined);
  // What wakes the peer is small: this run is about one large file.
  writeFileSync(join(running.source, 'probe'), 'x');
  await until('the first file', () => existsSync(join(running.destination, 'probe')), {
    everyMs: 100,
    forMs: watchedMs,
  });
  const image = running.maker.next('slow');
  const watched = watchFinalName(join(running.destination, 'slow.sif'), slowBytes);
  await writeSlowly(join(running.source, 'slow.sif'), [...running.maker.pieces(image)], pauseMs);
  await until('the slow file', () => running.isThere('slow.sif'));
  const { partialBytes } = watched.stop();
  running.stop();
  return partialBytes;
}

async function firstSyncMs(context: BenchContext, peer: Peer): Promise<number> {
  const running = await startPeer(context, peer, existingBytes, (source, maker) => {
    for (let at = 0; at < existing; at += 1)
      renameSync(maker.stage(`old-${at}`).stagedPath, join(source, `old-${at}.sif`));
  });
  const isDone = () => {
    const there = readdirSync(running.destination).filter((name) => name.endsWith('.sif') && !name.startsWith('.'));
    return there.length === existing && there.every(running.isThere);
  };
  await until('the first sync', isDone, { everyMs: 50, forMs: 300_000 });
  const ms = nowMs() - running.startMs;
  running.stop();
  return ms;
}

async function measure(context: BenchContext, peer: Peer) {
  const running = await startPeer(context, peer, mebibyte, () => undefined);
  await awake(running);
  const oneMs = await oneImageMs(context, running);
  const { tailMs, different } = await burst(running);
  running.stop();
  return {
    oneMs,
    tailMs,
    different,
    firstMs: await firstSyncMs(context, peer),
    partialBytes: await slowPartialBytes(context, peer, 0),
    partialBytesWithPause: await slowPartialBytes(context, peer, 3000),
  };
}

/** What people use instead, on two folders of this machine: no endpoints, no checksums of what arrived, no tasks. */
export async function otherPrograms(context: BenchContext): Promise<ScenarioResult> {
  const burstRsync = await rsyncBaseline(context, burstImages, mebibyte);
  const firstRsync = await rsyncBaseline(context, existing, existingBytes);
  const figures: Record<string, number> = {};
  const raw: Record<string, unknown> = {};
  const [notes, wrong]: [string[], string[]] = [[], []];
  for (const peer of peers) {
    const missing = peer.needs.filter((program) => !has(program));
    if (missing.length > 0) {
      notes.push(`${peer.name}: not measured, ${missing.join(' and ')} not installed`);
      continue;
    }
    context.say(`  ${peer.name}`);
    const seen = await measure(context, peer);
    const key = peer.name.replace(/[^a-z]+(.)/gi, (_, letter: string) => letter.toUpperCase());
    figures[`${key}TailRatio`] = rounded(seen.tailMs / burstRsync.ms);
    figures[`${key}FirstSyncRatio`] = rounded(seen.firstMs / firstRsync.ms);
    if (seen.different > 0) wrong.push(`${peer.name}: ${seen.different} images differ from their source`);
    raw[peer.name] = {
      oneImageMs: rounded(seen.oneMs, 1),
      tailMs: Math.round(seen.tailMs),
      firstSyncMs: Math.round(seen.firstMs),
      ...{ partialBytes: seen.partialBytes, partialBytesWithPause: seen.partialBytesWithPause },
    };
  }
  return {
    figures,
    goals: [],
    raw,
    baseline: { rsyncOfBurstMs: Math.round(burstRsync.ms), rsyncOfFirstSyncMs: Math.round(firstRsync.ms) },
    wrong,
    notes,
  };
}

import { join } from 'node:path';
import { FaultSwitches } from './faultSwitches.ts';
import { LabClock } from './labClock.ts';
import { labPeople } from './people.ts';
import { seedEndpoints } from './seedEndpoints.ts';
import { type LabState, restoreSettings } from './state.ts';
import { ConsentBook, type LabWorld, TokenBook } from './world.ts';

/** Slow enough that a transfer can be watched. */
export const defaultBytesPerSecond = 16 * 1024 * 1024;

interface Dependencies {
  readonly dataDir: string;
  readonly kept: LabState | undefined;
  readonly log: (line: string) => void;
}

/** The world of a fresh lab, or as an earlier run on the same folder left it. */
export function createLabWorld({ dataDir, kept, log }: Dependencies): LabWorld {
  const clock = new LabClock();
  const faults = new FaultSwitches();
  const world: LabWorld = {
    clock,
    faults,
    people: labPeople,
    endpoints: new Map(seedEndpoints(dataDir).map((endpoint) => [endpoint.id, endpoint])),
    tokens: new TokenBook(clock, faults, kept?.parts.tokens),
    consents: new ConsentBook(faults, kept?.parts.consents),
    imagesDir: join(dataDir, 'registry', 'images'),
    transferRate: { bytesPerSecond: defaultBytesPerSecond },
    log,
  };
  if (kept) restoreSettings(world, kept.world);
  return world;
}

/** Faults off, real time, the seeded endpoints awake or asleep as at first. Files, images and sign-ins stay. */
export function resetWorld(world: LabWorld, dataDir: string, bytesPerSecond: number): void {
  world.faults.reset();
  world.clock.reset();
  world.transferRate.bytesPerSecond = bytesPerSecond;
  for (const { id, isConnected, isPaused } of seedEndpoints(dataDir)) {
    const endpoint = world.endpoints.get(id);
    if (endpoint) Object.assign(endpoint, { isConnected, isPaused });
  }
}

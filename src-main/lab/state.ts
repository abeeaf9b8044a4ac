import { z } from 'zod';
import { labFaultNameSchema } from '../contract/lab.ts';
import type { LabWorld } from './world.ts';

const serviceNames = ['auth', 'issuer', 'transfer', 'search', 'timers', 'registry', 'control'] as const;
export type ServiceName = (typeof serviceNames)[number];

/** What a lab keeps between runs; each part reads its own snapshot. */
export const labStateSchema = z.object({
  version: z.literal(1),
  ports: z.record(z.enum(serviceNames), z.number().int().min(0).max(65_535)),
  world: z.object({
    clockAheadMs: z.number(),
    bytesPerSecond: z.number().positive(),
    faults: z.array(z.object({ name: labFaultNameSchema, endpointIds: z.array(z.string()) })),
    endpoints: z.record(z.string(), z.object({ isConnected: z.boolean(), isPaused: z.boolean() })),
  }),
  parts: z.record(z.string(), z.unknown()),
});
export type LabState = z.infer<typeof labStateSchema>;
export type PortMap = LabState['ports'];

/** The settings of a world that may be changed while it runs. */
export function worldSettings(world: LabWorld): LabState['world'] {
  const aheadMs = world.clock.now() - Date.now();
  return {
    // Rounded: two readings of the clock are never quite equal, and the state should only change when it does.
    clockAheadMs: Math.round(aheadMs / 1000) * 1000,
    bytesPerSecond: world.transferRate.bytesPerSecond,
    faults: world.faults
      .list()
      .flatMap(({ name, isOn, endpointIds }) => (isOn ? [{ name, endpointIds: [...endpointIds] }] : [])),
    endpoints: Object.fromEntries(
      [...world.endpoints.values()].map(({ id, isConnected, isPaused }) => [id, { isConnected, isPaused }]),
    ),
  };
}

/** Clock, rate, faults, and which endpoints slept, as they were; before any service starts. */
export function restoreSettings(world: LabWorld, kept: LabState['world']): void {
  if (kept.clockAheadMs !== 0) world.clock.hurry(kept.clockAheadMs);
  world.transferRate.bytesPerSecond = kept.bytesPerSecond;
  for (const { name, endpointIds } of kept.faults) {
    if (endpointIds.length === 0) world.faults.switch({ name, isOn: true });
    for (const endpointId of endpointIds) world.faults.switch({ name, isOn: true, endpointId });
  }
  for (const [id, connection] of Object.entries(kept.endpoints)) {
    const endpoint = world.endpoints.get(id);
    if (endpoint) Object.assign(endpoint, connection);
  }
}

import { bytesBelow } from './endpointFiles.ts';
import type { LabEndpoint } from './world.ts';

export type Quotas = ReturnType<typeof createQuotas>;

/** How full endpoints with a quota are. */
export function createQuotas() {
  const used = new Map<string, number>();
  return {
    /** Looks at the disk; between looks the counts follow what transfers write. */
    async look(endpoint: LabEndpoint): Promise<void> {
      if (endpoint.quotaBytes !== null) used.set(endpoint.id, await bytesBelow(endpoint.root).catch(() => 0));
    },
    /** Whether this many more bytes fit; if so they count as used. */
    reserve({ id, quotaBytes }: LabEndpoint, growBytes: number): boolean {
      if (quotaBytes === null) return true;
      const after = (used.get(id) ?? 0) + growBytes;
      if (growBytes > 0 && after > quotaBytes) return false;
      used.set(id, after);
      return true;
    },
  };
}

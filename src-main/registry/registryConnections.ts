import { z } from 'zod';
import { AppError } from '../contract/errors.ts';
import { type RegistryId, registryIdSchema } from '../contract/ids.ts';
import { harbourSchema, registryKinds } from '../contract/registry.ts';
import type { SettingsStore } from '../ports/settingsStore.ts';

/** A registry as it is kept between runs; its secrets are in the vault. */
const connectionSchema = z.object({
  id: registryIdSchema,
  name: z.string(),
  /** Ends in `/`. */
  url: z.url(),
  kind: z.enum(registryKinds),
  version: z.string().nullable(),
  imagesDir: z.string().nullable(),
  harbour: harbourSchema.nullable(),
  signInOffered: z.boolean(),
  privateNames: z.array(z.string()).default([]),
});
export type RegistryConnection = z.infer<typeof connectionSchema>;

const key = 'registries';

export type RegistryConnections = ReturnType<typeof createRegistryConnections>;

export function createRegistryConnections(settings: SettingsStore, random: () => number) {
  const stored = z.array(z.unknown()).safeParse(settings.read(key)).data ?? [];
  let connections: readonly RegistryConnection[] = stored.flatMap(
    (entry) => connectionSchema.safeParse(entry).data ?? [],
  );

  function keep(next: readonly RegistryConnection[]) {
    settings.write(key, next);
    connections = next;
  }

  const find = (id: RegistryId): RegistryConnection | null => connections.find((one) => one.id === id) ?? null;

  return {
    all: () => connections,
    find,
    get(id: RegistryId): RegistryConnection {
      const found = find(id);
      if (!found) throw new AppError('registry.notFound', { facts: { registryId: id } });
      return found;
    },
    byUrl: (url: string): RegistryConnection | null => connections.find((one) => one.url === url) ?? null,
    newId(): RegistryId {
      for (;;) {
        const digits = Math.floor(random() * 0x1_0000_0000).toString(16);
        const id = registryIdSchema.parse(`r-${digits.padStart(8, '0')}`);
        if (!find(id)) return id;
      }
    },
    put(connection: RegistryConnection): void {
      const others = connections.filter(({ id }) => id !== connection.id);
      const at = connections.findIndex(({ id }) => id === connection.id);
      keep(at < 0 ? [...others, connection] : others.toSpliced(at, 0, connection));
    },
    remove: (id: RegistryId): void => keep(connections.filter((one) => one.id !== id)),
  };
}

import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { createPush } from './push.ts';
import { createRegistryApp } from './registryApp.ts';
import type { RegistryIssuer } from './registryIssuer.ts';
import { createRegistryStore } from './registryStore.ts';
import { onRememberedPort } from './rememberedPort.ts';
import { seedImages } from './seedImages.ts';
import { startService } from './service.ts';
import type { LabWorld } from './world.ts';

interface Dependencies {
  readonly world: LabWorld;
  readonly port: number | undefined;
  readonly scale: 'full' | 'small';
  readonly restored?: unknown;
  readonly changed: () => void;
}

/** The registry on its port, with its images. Until `signInAt` is told, nobody can be signed in. */
export async function startLabRegistry({ world, port, scale, restored, changed }: Dependencies) {
  const { clock, faults, imagesDir, people, log } = world;
  const store = createRegistryStore({ clock, people, restored, changed });
  await rm(join(imagesDir, '_upload'), { recursive: true, force: true }); // what a killed lab was writing
  if (restored === undefined) {
    log('lab: writing the practice images');
    await seedImages(store, { imagesDir, scale });
  }
  // A passing tag of a push that was cut off.
  for (const row of store.images()) if (row.tag.startsWith('DUMMY-')) store.removeImage(row.id);
  let issuer: Pick<RegistryIssuer, 'issuer' | 'personOf'> | undefined;
  let origin = '';
  const { app, limits, stop } = createRegistryApp({
    store,
    clock,
    faults,
    imagesDir,
    log,
    personOf: (accessToken) => issuer?.personOf(accessToken),
    issuer: () => issuer?.issuer ?? '',
    origin: () => origin,
  });
  const service = await onRememberedPort(port, (wanted) => startService(app, wanted));
  origin = new URL(service.url).origin;
  const pushing = createPush({ store, imagesDir, clock });
  return {
    url: service.url,
    limits,
    /** Image files that may serve as old copies elsewhere. */
    smallImages: () =>
      store
        .images()
        .flatMap(({ relativePath, sizeBytes }) =>
          relativePath && sizeBytes < 3_000_000 ? [join(imagesDir, relativePath)] : [],
        ),
    push: pushing.push,
    snapshot: store.snapshot,
    signInAt(started: Pick<RegistryIssuer, 'issuer' | 'personOf'>): void {
      issuer = started;
    },
    async stop(): Promise<void> {
      stop();
      await pushing.stop();
      await service.stop();
    },
  };
}

import { randomUUID } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { LabPush, LabPushed } from '../contract/lab.ts';
import { storeImageFile } from './imageFolder.ts';
import type { LabClock } from './labClock.ts';
import type { RegistryImage } from './registryRows.ts';
import type { RegistryStore } from './registryStore.ts';

const defaultSizeBytes = 2 * 1024 * 1024;
/** The registry's worker takes this long to replace an image's md5 by its sha256. */
const hashingMs = 400;

/** The tag is frozen: nothing was written. */
export class FrozenTagError extends Error {}

interface Dependencies {
  readonly store: RegistryStore;
  readonly imagesDir: string;
  readonly clock: LabClock;
  readonly hashingMs?: number;
}

interface Named {
  readonly containerCollection: string;
  readonly name: string;
  readonly tag: string;
}

/** `collection/name[:tag]`, in the small letters the registry stores. */
function parseName(name: string): Named {
  const [containerCollection = '', rest = ''] = name.toLowerCase().split('/');
  const [container = '', tag = 'latest'] = rest.split(':');
  return { containerCollection, name: container, tag };
}

/** Puts new images into the registry, as a client's push does. One at a time. */
export function createPush({ store, imagesDir, clock, hashingMs: workerMs = hashingMs }: Dependencies) {
  const hashing = new Set<NodeJS.Timeout>();
  let last: Promise<unknown> = Promise.resolve();

  const hashSoon = (row: RegistryImage) => {
    const timer = setTimeout(() => {
      hashing.delete(timer);
      store.setVersion(row.id, `sha256.${row.sha256}`);
    }, workerMs);
    hashing.add(timer);
  };

  const pushNow = async (request: LabPush): Promise<LabPushed> => {
    const named = parseName(request.name);
    const inside =
      store.collectionNamed(named.containerCollection) ??
      store.addCollection({
        name: named.containerCollection,
        isPrivate: false,
        owners: [store.users()[0]?.id ?? 1],
        contributors: [],
        stars: 0,
      });
    const before = store.find(inside.id, named.name, named.tag);
    const uri = `${named.containerCollection}/${named.name}:${named.tag}`;
    if (before?.isFrozen) throw new FrozenTagError(`${uri} is frozen`);
    const common = { collectionId: inside.id, name: named.name, isFrozen: false, metadata: {}, labels: {} };
    const absent = { version: null, relativePath: null, sizeBytes: 0, md5: '', sha256: '' };
    const passing = store.addImage({ ...common, ...absent, tag: `DUMMY-${randomUUID()}`, store: 'objects' });
    try {
      const written = await storeImageFile(imagesDir, named, {
        architecture: 'amd64',
        builtAtMs: clock.now(),
        definition: `Bootstrap: docker\nFrom: ${named.name}:${named.tag}\n`,
        environment: 'export LC_ALL=C\n',
        labels: { maintainer: 'Practice Lab', 'org.label-schema.version': named.tag },
        sizeBytes: request.sizeBytes ?? defaultSizeBytes,
        words: `${uri} ${randomUUID()}`,
      });
      const row = store.addImage({ ...common, ...written, tag: named.tag, version: written.md5, store: 'both' });
      if (before) {
        store.removeImage(before.id);
        if (before.relativePath) await rm(join(imagesDir, before.relativePath), { force: true });
      }
      hashSoon(row);
      const { md5, sizeBytes, relativePath } = written;
      return { name: uri, digest: `sha256:${written.sha256}`, md5, sizeBytes, relativePath };
    } finally {
      store.removeImage(passing.id);
    }
  };

  // What an earlier run of the lab left unhashed.
  for (const row of store.images()) if (row.version !== null && row.version === row.md5) hashSoon(row);

  return {
    push(request: LabPush): Promise<LabPushed> {
      const pushed = last.then(() => pushNow(request));
      last = pushed.catch(() => undefined); // its caller is told; the next one waits only
      return pushed;
    },
    async stop(): Promise<void> {
      await last;
      for (const timer of hashing) clearTimeout(timer);
    },
  };
}

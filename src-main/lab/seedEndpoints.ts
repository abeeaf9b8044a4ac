import { copyFile, mkdir, open, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { labManager, researcher } from './people.ts';
import type { LabEndpoint } from './world.ts';

/** Ids never change: a lab that was deleted and made anew is the same place to its clients. */
export const labEndpointIds = {
  registryImages: '3f6a1c52-9d07-4b8e-a1f4-5c20e7d94b01',
  laptop: '3f6a1c52-9d07-4b8e-a1f4-5c20e7d94b02',
  scratch: '3f6a1c52-9d07-4b8e-a1f4-5c20e7d94b03',
  partnerShare: '3f6a1c52-9d07-4b8e-a1f4-5c20e7d94b04',
  archive: '3f6a1c52-9d07-4b8e-a1f4-5c20e7d94b05',
  fullDisk: '3f6a1c52-9d07-4b8e-a1f4-5c20e7d94b06',
} as const;

const fullDiskBytes = 50_000_000;
/** What the full disk still takes: no image fits. */
const roomLeftBytes = 20_000;

const everybody = [labManager.id, researcher.id];
const plain = {
  organization: 'Practice Lab',
  defaultDirectory: '/',
  basePath: '/images/',
  visibleTo: everybody,
  isReadOnly: false,
  quotaBytes: null,
  isConnected: true,
  isPaused: false,
} satisfies Partial<LabEndpoint>;
const guest = { kind: 'guest', entityType: 'GCSv5_guest_collection', hostEndpointId: null } as const;

/** The six endpoints as a fresh lab has them, below `dataDir`. */
export function seedEndpoints(dataDir: string): LabEndpoint[] {
  const rootOf = (folder: string) => join(dataDir, 'endpoints', folder);
  return [
    {
      ...plain,
      ...guest,
      id: labEndpointIds.registryImages,
      name: 'Lab registry images',
      description: 'Image files of the practice registry, read only',
      ownerId: labManager.id,
      root: join(dataDir, 'registry'),
      isReadOnly: true,
    },
    {
      ...plain,
      kind: 'personal',
      entityType: 'GCP_mapped_collection',
      id: labEndpointIds.laptop,
      name: 'My laptop',
      description: 'A laptop that sleeps until somebody wakes it',
      ownerId: labManager.id,
      root: rootOf('my-laptop'),
      hostEndpointId: null,
      visibleTo: [],
      isConnected: false,
    },
    {
      ...plain,
      kind: 'mapped',
      entityType: 'GCSv5_mapped_collection',
      id: labEndpointIds.scratch,
      name: 'Cluster scratch',
      description: 'Scratch space of the practice cluster; asks for consent before files are listed or sent',
      ownerId: labManager.id,
      root: rootOf('cluster-scratch'),
      hostEndpointId: null,
    },
    {
      ...plain,
      ...guest,
      id: labEndpointIds.partnerShare,
      name: 'Partner share',
      description: 'A folder that the Researcher shares with the Lab Manager',
      ownerId: researcher.id,
      root: join(rootOf('cluster-scratch'), 'partner-share'),
      hostEndpointId: labEndpointIds.scratch,
      visibleTo: [labManager.id],
    },
    {
      ...plain,
      ...guest,
      id: labEndpointIds.archive,
      name: 'Archive',
      description: 'Old images; nobody may write here',
      ownerId: labManager.id,
      root: rootOf('archive'),
      isReadOnly: true,
    },
    {
      ...plain,
      ...guest,
      id: labEndpointIds.fullDisk,
      name: 'Full disk',
      description: 'A disk without room for one more image',
      ownerId: labManager.id,
      root: rootOf('full-disk'),
      quotaBytes: fullDiskBytes,
    },
  ];
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}

/** Makes the endpoints' folders and what lies in them at first. `oldImages` are image files the archive got long ago. */
export async function prepareEndpointFolders(
  endpoints: readonly LabEndpoint[],
  oldImages: readonly string[],
): Promise<void> {
  for (const { root, basePath } of endpoints) await mkdir(join(root, basePath), { recursive: true });
  for (const { id, root, basePath } of endpoints) {
    if (id === labEndpointIds.archive) {
      for (const path of oldImages) {
        const copy = join(root, basePath, basename(dirname(path)), basename(path));
        await mkdir(dirname(copy), { recursive: true });
        if (!(await exists(copy))) await copyFile(path, copy);
      }
    }
    if (id === labEndpointIds.fullDisk) {
      const file = await open(join(root, 'old-results.dat'), 'a');
      await file.truncate(fullDiskBytes - roomLeftBytes);
      await file.close();
    }
  }
}

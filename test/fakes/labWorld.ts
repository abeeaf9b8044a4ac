import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FaultSwitches } from '../../src-main/lab/faultSwitches.ts';
import { LabClock } from '../../src-main/lab/labClock.ts';
import { labManager, labPeople, researcher } from '../../src-main/lab/people.ts';
import { ConsentBook, type LabEndpoint, type LabWorld, TokenBook } from '../../src-main/lab/world.ts';

/** Ids of the six endpoints that a test world has. */
export const testEndpoints = {
  /** The registry's server, a personal endpoint of the lab manager: no consent needed. */
  registryServer: 'a0000001-0000-4000-8000-000000000001',
  /** The researcher's laptop, asleep. */
  laptop: 'a0000002-0000-4000-8000-000000000002',
  /** Mapped collection on a cluster: asks for `data_access`. */
  scratch: 'a0000003-0000-4000-8000-000000000003',
  /** Guest collection below `scratch`, the lab manager's, shared with the researcher. */
  shared: 'a0000004-0000-4000-8000-000000000004',
  /** Mapped collection that may only be read. */
  archive: 'a0000005-0000-4000-8000-000000000005',
  /** Personal endpoint that may hold 1 MiB. */
  fullDisk: 'a0000006-0000-4000-8000-000000000006',
} as const;

const clusterHostId = 'b0000001-0000-4000-8000-000000000001';

const plainEndpoint = {
  kind: 'personal',
  entityType: 'GCP_mapped_collection',
  ownerId: labManager.id,
  organization: 'Practice Lab',
  defaultDirectory: '/',
  basePath: '/images/',
  hostEndpointId: null,
  visibleTo: 'all',
  isReadOnly: false,
  quotaBytes: null,
  isConnected: true,
  isPaused: false,
} satisfies Partial<LabEndpoint>;

const mapped = { kind: 'mapped', entityType: 'GCSv5_mapped_collection', hostEndpointId: clusterHostId } as const;

function sixEndpoints(folder: string): LabEndpoint[] {
  const endpoint = (
    id: string,
    name: string,
    folderName: string,
    differences: Partial<LabEndpoint> = {},
  ): LabEndpoint => ({ ...plainEndpoint, id, name, description: name, root: join(folder, folderName), ...differences });
  return [
    endpoint(testEndpoints.registryServer, 'Registry server', 'registry'),
    endpoint(testEndpoints.laptop, 'Laptop', 'laptop', {
      ownerId: researcher.id,
      visibleTo: [researcher.id],
      isConnected: false,
    }),
    endpoint(testEndpoints.scratch, 'Cluster scratch', 'scratch', mapped),
    endpoint(testEndpoints.shared, 'Shared images', 'scratch/shared', {
      kind: 'guest',
      entityType: 'GCSv5_guest_collection',
      hostEndpointId: testEndpoints.scratch,
      visibleTo: [researcher.id],
    }),
    endpoint(testEndpoints.archive, 'Archive', 'archive', { ...mapped, isReadOnly: true }),
    endpoint(testEndpoints.fullDisk, 'Full disk', 'full', { quotaBytes: 1024 ** 2 }),
  ];
}

export interface TestWorld {
  readonly world: LabWorld;
  /** Temporary folder that holds the endpoints' roots. */
  readonly folder: string;
  /** Lines the lab logged. */
  readonly lines: readonly string[];
  /** What a restart on the same folder would find: tokens and consents carried over, faults off. */
  reopened(): LabWorld;
  remove(): Promise<void>;
}

/** A lab world for tests: two people, six endpoints with real (empty) folders. `remove()` it afterwards. */
export async function makeTestWorld(): Promise<TestWorld> {
  const folder = await mkdtemp(join(tmpdir(), 'portolan-lab-'));
  const endpoints = sixEndpoints(folder);
  for (const { root, basePath } of endpoints) await mkdir(join(root, basePath), { recursive: true });
  const lines: string[] = [];
  const build = (tokens?: unknown, consents?: unknown): LabWorld => {
    const clock = new LabClock();
    const faults = new FaultSwitches();
    return {
      clock,
      faults,
      people: labPeople,
      endpoints: new Map(endpoints.map((endpoint) => [endpoint.id, { ...endpoint }])),
      tokens: new TokenBook(clock, faults, tokens),
      consents: new ConsentBook(faults, consents),
      imagesDir: join(folder, 'registry', 'images'),
      transferRate: { bytesPerSecond: 1024 ** 3 },
      log: (line) => lines.push(line),
    };
  };
  const world = build();
  const carriedOver = (part: { snapshot(): unknown }): unknown => JSON.parse(JSON.stringify(part.snapshot()));
  return {
    world,
    folder,
    lines,
    reopened: () => build(carriedOver(world.tokens), carriedOver(world.consents)),
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}

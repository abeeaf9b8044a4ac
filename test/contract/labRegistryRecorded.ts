import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { RegistryImage, RegistryRows } from '../../src-main/lab/registryRows.ts';

const folder = join(import.meta.dirname, '../../../shared/fixtures/registry');
export const hasRecordings = existsSync(folder);

const recordingSchema = z.object({
  request: z.object({
    method: z.string(),
    path: z.string(),
    headers: z.record(z.string(), z.string()).default({}),
    body: z.string().optional(),
    origin: z.string().optional(),
  }),
  status: z.number(),
  headers: z.record(z.string(), z.string()),
  body: z.unknown(),
  bodyText: z.string().optional(),
});
export type Recording = z.infer<typeof recordingSchema>;

/** One recorded answer of a real registry, by the number its file begins with. */
export function recording(number: string): Recording {
  const name = readdirSync(folder).find((candidate) => candidate.startsWith(`${number}-`));
  if (name === undefined) throw new Error(`No recording ${number}`);
  return recordingSchema.parse(JSON.parse(readFileSync(join(folder, name), 'utf8')));
}

export const recordedOrigin = 'http://127.0.0.1:8765';

const user = (id: number, username: string, joinedAt = '2026-11-23T12:39:46.404600Z') => ({
  id,
  username,
  token: String(id).repeat(40),
  password: `fixture-pass-${id}`,
  joinedAt,
});

const inside = (id: number, name: string, secret: string, addedAt: string, modifiedAt: string) => ({
  id,
  name,
  isPrivate: false,
  secret,
  owners: [2],
  contributors: [] as number[],
  stars: 0,
  addedAt,
  modifiedAt,
  place: id,
});

const uploaded = (upload_id: string, upload_filesize: number) => ({
  upload_by: 1,
  upload_id,
  upload_filesize,
  upload_max_size: 524_288_000,
  upload_total_parts: 1,
});

function image(
  id: number,
  collectionId: number,
  named: string,
  savedAt: string,
  sha256: string,
  others: Partial<RegistryImage> = {},
): RegistryImage {
  const [name = '', tag = ''] = named.split(':');
  return {
    id,
    collectionId,
    name,
    tag,
    version: `sha256.${sha256}`,
    isFrozen: false,
    metadata: {},
    labels: {},
    savedAt: `2026-11-23T12:${savedAt}Z`,
    place: id,
    relativePath: null,
    sizeBytes: 4096,
    md5: '',
    sha256,
    store: 'disk',
    ...others,
  };
}

/** The rows that the recorded registry had, as its own answers tell them. */
export const recordedRows: RegistryRows = {
  users: [user(1, 'vsoch'), user(2, 'alice'), user(3, 'bob'), user(4, 'ci-robot')],
  containerCollections: [
    {
      ...inside(
        1,
        'dinosaurs',
        '1d57570c-18d3-44c2-a793-e2994c530b15',
        '2026-11-23T12:39:46.707628Z',
        '2026-11-23T12:39:46.713188Z',
      ),
      owners: [2, 4],
      stars: 1,
    },
    {
      ...inside(
        2,
        'secret-lab',
        'd121f133-660b-4723-b5ff-806937755b20',
        '2026-11-23T12:40:10.300000Z',
        '2026-11-23T12:40:10.300000Z',
      ),
      isPrivate: true,
      contributors: [3],
    },
    {
      ...inside(
        3,
        'tools',
        '5e5f3dcb-6a64-4bb3-93d3-0d1a7f3f1f55',
        '2026-11-23T12:40:52.065153Z',
        '2026-11-23T12:40:52.081294Z',
      ),
      owners: [1],
    },
  ],
  images: [
    image(1, 1, 'avocado:latest', '39:46.792428', '97cbaad03d58ef888879b525a80628c93463b154de45bf1a2a8414118fe525f0', {
      relativePath: 'dinosaurs/avocado:latest@00000000000000000000000000000001.sif',
    }),
    image(2, 1, 'trex:latest', '40:10.253684', '91c0924dbc67d00cf04810401710da6fa112d1790de6e33d1a1b8ebadc1bad86', {
      store: 'objects',
      metadata: uploaded('760b30068ce0f72f46e4587c41fa1e5f', 4096),
      relativePath: 'objects/trex',
    }),
    image(3, 2, 'serum:v1', '40:10.434163', 'e8a7dd0ae9173b420f1099960106ebc9f237ede6aa994e57ebad2fce1d09f84a', {
      store: 'objects',
      metadata: uploaded('cdb0ffae33e0adfd4e198e18f5dec866', 4096),
      labels: { maintainer: 'alice' },
    }),
    image(4, 1, 'trex:v1', '40:51.891625', '69877e55eebf26d4e4299f4153bab1d8e66a180294c85f9bb520ed916a66d46e', {
      store: 'objects',
      metadata: uploaded('3b3615a640803842866313ad695efe5c', 8192),
    }),
    image(5, 1, 'stego:latest', '40:51.970577', '000f4d17ed3c479683b7be08e71de22ffaee0ecb911b73787c7886f7182a6987'),
    image(6, 1, 'stego:1.0', '40:53.791300', 'c2074d7b68a58029b30e2ec9eeaa91b23c39cfeecf425ed3295f33abddc965c9', {
      isFrozen: true,
      metadata: { deffile: 'Bootstrap: library\nFrom: alpine\n' },
      labels: { maintainer: 'alice', 'org.label-schema.build-date': '2026-01-01' },
    }),
    image(7, 2, 'antidote:v1', '40:52.089200', '0fe6eef172245a9d05b46912fa70416ebb4113f33c08dbe5433fbf7aa0a44c95'),
    image(
      8,
      3,
      'hello-world:latest',
      '40:52.167643',
      '9baaf9295a06b98b3f96827e88eb7278453b82182b87237c94e96e4d98357087',
    ),
    image(9, 3, 'samtools:1.9', '40:52.331596', 'dfa34037e989035a6d8677ec77d4aac077dab86d18dedc1dff02e1a01d231605', {
      store: 'objects',
      metadata: uploaded('11d0c83a498ef50271e50fdc9e59c2c3', 4096),
    }),
  ],
  lastId: 9,
  lastPlace: 9,
  linkKey: 'ab'.repeat(32),
};

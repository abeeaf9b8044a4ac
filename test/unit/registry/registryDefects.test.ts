import { describe, expect, it } from 'vitest';
import { AppError } from '../../../src-main/contract/errors.ts';
import type { ImageId } from '../../../src-main/contract/ids.ts';
import type { HttpAnswer } from '../../../src-main/ports/http.ts';
import { createRegistryService } from '../../../src-main/registry/registryService.ts';
import { createFakeClock } from '../../fakes/fakeClock.ts';
import { createFakeHttp, jsonAnswer, textAnswer } from '../../fakes/fakeHttp.ts';
import { createFakeRegistryCredentials } from '../../fakes/fakeRegistryCredentials.ts';
import { createMemorySettings } from '../../fakes/memorySettings.ts';
import { createRecordingLogger } from '../../fakes/recordingLogger.ts';

/* What Singularity Registry Server 2 is known to do wrong, and that nothing of it reaches a person here. */
const url = 'https://registry.example/';
const digest = (letter: string) => `sha256:${letter.repeat(64)}`;
const row = (name: string, more: object = {}) => ({
  ...{ id: name, collection: 'lab', name, tag: 'v1', version: `sha256.${'a'.repeat(64)}`, frozen: false, metadata: {} },
  ...more,
});
const page = (results: readonly unknown[], more: object = {}) => ({
  ...{ count: results.length, next: null, previous: null, results },
  ...more,
});

async function connected(rows: readonly unknown[]) {
  const http = createFakeHttp();
  const service = createRegistryService({
    ...{ http, clock: createFakeClock(), settings: createMemorySettings(), logger: createRecordingLogger() },
    ...{ credentials: createFakeRegistryCredentials(), publish: () => undefined, random: () => 0.5 },
    files: {
      identity: async () => ({ device: 1, inode: 1 }),
      stat: () => Promise.reject(new AppError('image.noFile')),
      read: async () => new Uint8Array(),
    },
  });
  http.on('GET', '/api/registry/identity', jsonAnswer({ name: 'Lab', id: 'lab', url }));
  http.on('GET', '/version', jsonAnswer({ data: { version: 'v1.0.0', apiVersion: '2' } }));
  http.on('GET', '/api/collections/', jsonAnswer(page([])));
  http.on('GET', '/.well-known/oauth-protected-resource', textAnswer('<html>', 404));
  http.on('GET', '/v1/', jsonAnswer({ version: 'v1.0.0', apiVersion: '2', user: null }));
  http.on('GET', '/api/containers/', jsonAnswer(page(rows)));
  const { id } = await service.registries.add({ url });
  const answerList = (answer: HttpAnswer) => http.on('GET', '/api/containers/', answer);
  const list = () => service.containers.list({ refresh: true });
  return { service, http, id, answerList, list };
}

describe('GET /v1/collections answers the first container collection only', () => {
  it('so every one is found by the list of containers, page after page, and that call is never made', async () => {
    const { http, list, answerList } = await connected([]);
    const next = `${url}api/containers/?limit=10&offset=1`;
    answerList(jsonAnswer(page([row('torch')], { next })));
    http.on('GET', '/api/containers/', ({ address }) =>
      address.searchParams.get('offset') === '1'
        ? jsonAnswer(page([row('scipy', { collection: 'tools' }), row('r', { collection: 'teaching' })]))
        : jsonAnswer(page([row('torch')], { next })),
    );
    const { images } = await list();
    expect(images.map(({ containerCollection }) => containerCollection).toSorted()).toEqual([
      'lab',
      'teaching',
      'tools',
    ]);
    expect(http.requests.filter(({ address }) => /^\/v1\/collections/.test(address.pathname))).toEqual([]);
  });
});

describe('429 and 400 come as a number in an answer of 200', () => {
  it.each([
    [429, 'registry.limitReached'],
    [400, 'registry.tokenRefused'],
    [7, 'answer.unexpected'],
    ['nothing', 'answer.unexpected'],
    [null, 'answer.unexpected'],
  ])('%j in place of the list is an error in words, and the last list stays', async (body, expected) => {
    const { list, answerList } = await connected([row('torch')]);
    answerList(jsonAnswer(body));
    const { images, problems } = await list();
    expect(images).toHaveLength(1);
    expect(problems.map(({ problem }) => problem.code)).toEqual([expected]);
  });

  it('in place of one image it leaves the image and its digest to be seen', async () => {
    const { service, http, id } = await connected([row('torch')]);
    http.on('GET', '/api/container/lab/torch:v1', jsonAnswer(429));
    const detail = await service.containers.detail(`${id}/lab/torch:v1` as ImageId);
    expect(detail).toMatchObject({ image: { tag: 'v1', digest: digest('a') }, pullCommands: [] });
  });
});

describe('an image of a private container collection is an error 500 to strangers', () => {
  it('so no list depends on that call, and the other images stay', async () => {
    const { service, http, id, list } = await connected([row('torch'), row('secret', { collection: 'closed' })]);
    http.on('GET', /^\/(v1\/images|api\/container)\/.*secret/, textAnswer('<html>', 500));
    const detail = await service.containers.detail(`${id}/closed/secret:v1` as ImageId);
    expect(detail.pullCommands).toEqual([]);
    const { images, problems } = await list();
    expect([images.length, problems]).toEqual([2, []]);
    // Once: a 500 of this server never passes by itself.
    expect(http.requests.filter(({ address }) => address.pathname.includes('secret'))).toHaveLength(1);
  });
});

describe('GET /v1/tags merges the tags of differently named containers', () => {
  it('so tags are those of the very container, and that call is never made', async () => {
    const rows = [
      row('torch', { tag: '1' }),
      row('torch', { id: 2, tag: '2', version: `sha256.${'b'.repeat(64)}` }),
      row('scipy', { id: 3, tag: '1', version: `sha256.${'c'.repeat(64)}` }),
    ];
    const { service, http, id } = await connected(rows);
    http.on('GET', /^\/api\/container\//, jsonAnswer({}));
    const detail = await service.containers.detail(`${id}/lab/torch:1` as ImageId);
    expect(detail.otherTags.map((image) => [image.container, image.tag, image.digest])).toEqual([
      ['torch', '2', digest('b')],
    ]);
    expect(http.requests.filter(({ address }) => /^\/v1\/tags/.test(address.pathname))).toEqual([]);
  });
});

describe('sizes are megabytes, numbers of containers, or missing', () => {
  it.each([
    ['megabytes', { metadata: { size_mb: 12.5 }, size: 3 }],
    ['a number of containers', { size: 42 }],
    ['nothing', { size: null, metadata: null }],
  ])('%s are not taken for bytes', async (_what, more) => {
    const { list } = await connected([row('torch', more)]);
    expect((await list()).images[0]?.sizeBytes).toBeNull();
  });

  it('the size of the file that was read counts more than what the list says', async () => {
    const { service, http, id, list } = await connected([row('torch', { metadata: { upload_filesize: 7 } })]);
    expect((await list()).images[0]?.sizeBytes).toBe(7);
    await service.registries.update({ id, imagesDir: '/srv/images' });
    service.images.folderRead(id, [
      {
        ...{ relativePath: `lab/torch:v1@${'0'.repeat(32)}.sif`, containerCollection: 'lab', container: 'torch' },
        ...{ tag: 'v1', digest: digest('a') as never, sizeBytes: 5_000_000, architecture: null, builtAt: null },
      },
    ]);
    expect((await list()).images[0]?.sizeBytes).toBe(5_000_000);
    // An address that is signed for GET answers HEAD with an error.
    expect(http.requests.every(({ method }) => method === 'GET')).toBe(true);
  });
});

describe('presigned addresses live five minutes', () => {
  it('so none is kept or shown: each look asks anew, and a library image is pulled by its name', async () => {
    const { service, http, id } = await connected([row('torch'), row('lib', { metadata: { upload_id: 'x' } })]);
    let asked = 0;
    http.on('GET', '/api/container/lab/torch:v1', () => {
      asked += 1;
      const image = `${url}containers/1/download/1d57570c-18d3-44c2-a793-e2994c530b1${asked}`;
      return jsonAnswer({ name: 'torch', image });
    });
    const commandsOf = async (name: string) =>
      (await service.containers.detail(`${id}/lab/${name}:v1` as ImageId)).pullCommands.map(({ command }) => command);
    const [first, second] = [await commandsOf('torch'), await commandsOf('torch')];
    expect([first.join().includes('530b11'), second.join().includes('530b12'), asked]).toEqual([true, true, 2]);
    http.on('GET', '/api/container/lab/torch:v1', () =>
      jsonAnswer({ name: 'torch', image: `${url}minio/torch?X-Amz-Expires=300&X-Amz-Signature=0` }),
    );
    expect(await commandsOf('torch')).toEqual([]);
    expect((await commandsOf('lib')).join()).not.toMatch(/X-Amz|\?/);
  });
});

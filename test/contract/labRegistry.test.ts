import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { FaultSwitches } from '../../src-main/lab/faultSwitches.ts';
import { LabClock } from '../../src-main/lab/labClock.ts';
import { createRegistryApp, type RegistryApp } from '../../src-main/lab/registryApp.ts';
import { createRegistryStore } from '../../src-main/lab/registryStore.ts';
import { hasRecordings, type Recording, recordedOrigin, recordedRows, recording } from './labRegistryRecorded.ts';

/** The moment the signatures of the recordings are made for. */
const recordedAt = Date.parse('2026-11-23T12:42:00Z');

let imagesDir: string;
let registry: RegistryApp;
let faults: FaultSwitches;

beforeAll(async () => {
  imagesDir = await mkdtemp(join(tmpdir(), 'portolan-registry-'));
  const files = [
    'dinosaurs/avocado:latest@00000000000000000000000000000001.sif',
    'objects/trex',
    'secret-lab/antidote:v1@975619c197ac2457320ed2e294481b1d.sif',
  ];
  for (const file of files) {
    await mkdir(join(imagesDir, file, '..'), { recursive: true });
    await writeFile(join(imagesDir, file), Buffer.alloc(4096, 7));
  }
});
afterAll(() => rm(imagesDir, { recursive: true, force: true }));

beforeEach(() => {
  const clock = new LabClock();
  clock.hurry(recordedAt - Date.now());
  faults = new FaultSwitches();
  const store = createRegistryStore({ clock, people: [], restored: structuredClone(recordedRows), changed: () => {} });
  registry = createRegistryApp({
    store,
    clock,
    faults,
    imagesDir,
    personOf: () => undefined,
    issuer: () => 'http://127.0.0.1:1',
    origin: () => recordedOrigin,
    log: () => {},
  });
});

function replay({ request }: Recording, origin = recordedOrigin): Promise<Response> {
  const { method, path, headers, body } = request;
  const sent = { method, headers, ...(body === undefined ? {} : { body }) };
  return Promise.resolve(registry.app.fetch(new Request(origin + path, sent)));
}

/** Keys and types, without the values. */
function shape(value: unknown): unknown {
  if (value === null) return 'null';
  if (Array.isArray(value)) return value.length === 0 ? [] : [shape(value[0])];
  if (typeof value !== 'object') return typeof value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, shape(inner)]));
}

const contentType = (recorded: Recording) => recorded.headers['Content-Type'] ?? null;

/** Same rows, so the same text, byte for byte. */
const same = [
  '02 03 04 05 07 08 09 10 11 12 15 16 17 18 19 20 21 22 25 26 27 28 29 30 31 32 33 34 35 36 37 38 39 40',
  '42 43 44 47 48 49 51 54 55 56 57 58 60 61 62 63 64 65 66 81 86 87 90 94 96 103 120 121 125 126 127 128 129 130 131',
  '132 138 144 145 148 150',
]
  .join(' ')
  .split(' ');
/** Same status and kind; the text is the registry's own (names, pages, times that moved since). */
const alike =
  '01 13 14 23 24 41 45 46 59 67 68 76 77 80 82 83 84 91 91d 92 93 95 99 104 122 123 124 133 134 136 140 141 142 149 151'.split(
    ' ',
  );

describe.skipIf(!hasRecordings)('the lab registry beside a real one', () => {
  it.each(same)('answers recording %s exactly', async (number) => {
    const recorded = recording(number);
    const response = await replay(recorded);
    const body = await response.text();
    expect(response.status).toBe(recorded.status);
    expect(response.headers.get('content-type')).toBe(contentType(recorded));
    const isJson = contentType(recorded) === 'application/json' && recorded.request.method !== 'HEAD';
    if (isJson) expect(JSON.parse(body)).toEqual(recorded.body);
    else expect(body).toBe('');
    if (recorded.headers.Allow !== undefined && number !== '65' && number !== '66' && number !== '144')
      expect(response.headers.get('allow')).toBe(recorded.headers.Allow);
    expect(response.headers.get('access-control-allow-origin')).toBe(
      recorded.headers['Access-Control-Allow-Origin'] ?? null,
    );
  });

  it.each(alike)('answers recording %s in the same kind', async (number) => {
    const recorded = recording(number);
    const response = await replay(recorded);
    const body = await response.text();
    expect(response.status).toBe(recorded.status);
    expect(response.headers.get('content-type')).toBe(contentType(recorded));
    if (contentType(recorded) === 'application/json') expect(shape(JSON.parse(body))).toEqual(shape(recorded.body));
    else expect(body.length).toBeGreaterThan(0);
  });

  it.each(['06', '50', '52', '53', '85', '101b', '135', '139'])('redirects as recording %s does', async (number) => {
    const recorded = recording(number);
    const response = await replay(recorded);
    expect(response.status).toBe(recorded.status);
    const [theirs, ours] = [recorded.headers.Location, response.headers.get('location')].map(
      (location) => new URL(location ?? '', recordedOrigin),
    );
    expect(ours?.pathname).toBe(theirs?.pathname);
    expect([...(ours?.searchParams.keys() ?? [])]).toEqual([...(theirs?.searchParams.keys() ?? [])]);
  });

  it.each(['73', '74', '75', '80'])('sends the file of recording %s with the same headers', async (number) => {
    const recorded = recording(number);
    const response = await replay(recorded);
    expect(response.status).toBe(recorded.status);
    expect((await response.arrayBuffer()).byteLength).toBe(recorded.request.method === 'HEAD' ? 0 : 4096);
    for (const name of ['Content-Type', 'Content-Length', 'Content-Disposition', 'Accept-Ranges'])
      expect([name, response.headers.get(name)]).toEqual([name, recorded.headers[name] ?? null]);
    expect(response.headers.has('etag')).toBe(recorded.headers.ETag !== undefined);
  });

  it('refuses as the recorded limits do', async () => {
    for (const number of ['102', '102b']) {
      faults.switch({ name: 'rate-limit', isOn: true });
      const recorded = recording(number);
      const response = await replay(recorded);
      expect(response.status).toBe(429);
      expect(shape(await response.json())).toEqual(shape(recorded.body));
      expect(Number(response.headers.get('retry-after'))).toBeGreaterThan(0);
    }
    faults.reset();
    registry.limits.setExact(true);
    const often = recording('101');
    for (let count = 0; count < 50; count += 1) expect((await replay(often)).status).toBe(200);
    const refused = await replay(often);
    expect([refused.status, refused.headers.get('content-type')]).toEqual([often.status, contentType(often)]);
    expect(await refused.text()).toContain('403 Forbidden');
    expect((await replay(recording('101b'))).status).toBe(302);
    const list = recording('102');
    for (let count = 51; count < 99; count += 1) await replay(list);
    expect((await replay(list)).status).toBe(200);
    const throttled = await replay(list);
    expect(throttled.status).toBe(429);
    expect(Number(throttled.headers.get('retry-after'))).toBeGreaterThan(86_000);
    expect((await replay(recording('102c'))).status).toBe(200);
  });

  it('opens a presigned link without credentials, in ranges, and knows no object of an image on disk', async () => {
    const [there, absent] = [recording('50'), recording('53')];
    const link = (await replay(there)).headers.get('location') ?? '';
    const get = (url: string, headers: Record<string, string> = {}) =>
      registry.app.fetch(new Request(url, { headers }));
    const whole = await get(link);
    const recorded = recording('78');
    expect([whole.status, whole.headers.get('content-type')]).toEqual([recorded.status, contentType(recorded)]);
    expect((await whole.arrayBuffer()).byteLength).toBe(4096);
    const part = await get(link, { range: 'bytes=10-19' });
    expect([part.status, part.headers.get('content-range')]).toEqual([206, 'bytes 10-19/4096']);
    expect((await part.arrayBuffer()).byteLength).toBe(10);
    expect((await get(link, { range: 'bytes=5000-' })).status).toBe(416);
    expect((await get(link.replace(/Signature=./, 'Signature=z'))).status).toBe(403);
    const missing = await get((await replay(absent)).headers.get('location') ?? '');
    const recordedMissing = recording('79');
    expect([missing.status, missing.headers.get('content-type')]).toEqual([404, contentType(recordedMissing)]);
    expect(await missing.text()).toContain('<Code>NoSuchKey</Code>');
  });
});

if (!hasRecordings) console.warn('The recorded answers of a real registry are not here: the comparison was skipped.');

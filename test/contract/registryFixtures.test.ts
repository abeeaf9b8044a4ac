import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AppError } from '../../src-main/contract/errors.ts';
import { createGotHttp } from '../../src-main/node/gotHttp.ts';
import type { RegistryCredential } from '../../src-main/ports/tokens.ts';
import { readAnswer } from '../../src-main/registry/readAnswer.ts';
import { createSregistryClient, type RegistryCaller } from '../../src-main/registry/sregistryClient.ts';
import { createFakeClock } from '../fakes/fakeClock.ts';

const folder = join(import.meta.dirname, '../../../shared/fixtures/registry');
const isThere = existsSync(folder);
if (!isThere) console.warn(`Recorded registry answers are not at ${folder}: their tests are skipped.`);

interface Recording {
  readonly request: { readonly method: string; readonly path: string; readonly headers?: Record<string, string> };
  readonly status: number | null;
  readonly headers: Record<string, string>;
  readonly body: unknown;
  readonly bodyText?: string;
  readonly bodyEncoding?: 'base64';
}

const files = isThere ? readdirSync(folder).filter((name) => name.endsWith('.json')) : [];
const recordings = new Map(
  files.map((name) => [name.split('-')[0] ?? name, JSON.parse(readFileSync(join(folder, name), 'utf8')) as Recording]),
);
const recording = (number: string): Recording => {
  const found = recordings.get(number);
  if (!found) throw new Error(`No recording ${number}`);
  return found;
};
const bodyOf = ({ body, bodyText, bodyEncoding }: Recording): Buffer =>
  bodyEncoding
    ? Buffer.from(String(body), bodyEncoding)
    : Buffer.from(bodyText ?? (typeof body === 'string' ? body : ''));

/** Not an answer of the registry: what its plugin sent to Globus, and a list of views. */
const notAnswers = ['137', '137b'];

/** What each answer means, whoever asked for it. */
const meanings: Readonly<Record<string, string>> = {
  object:
    '01 02 03 04 07 08 09 100 102c 103 106 11 110 112 116 118 12 120 121 122 123 124 125 126 127 128 130 131 132 140 144 15 16 17 ' +
    '20 21 25 26 27 28 29 30 32 33 34 35 42 43 47 48 54 56 60 61 62 64 65 82 83 87 91b 91c 93 98',
  // A redirect is never followed: it would take the credential along.
  'answer.unexpected': '06 101b 135 139 50 52 53 85',
  'answer.notJson': '104 105 133 134 136 138 36 40 73 74 75 78 80 84 85b 92 95 97',
  'registry.notFound': '05 10 109 111 129 148 18 37 38 39 41 44 49 51 57 63 67 68 76 77 79 91 91d 99',
  'registry.limitReached': '101 113 114',
  'registry.tokenRefused': '22 31',
  'service.rateLimited': '102 102b',
  'service.refused': '146 150 86 96',
  'service.unavailable': '107 13 14 141 142 143 147 149 151 23 24 45 46 88 89',
  'signIn.needed': '115 117 119 145 19 55 58 59 66 81 90 94',
};
const meaningOf = new Map(
  Object.entries(meanings).flatMap(([meaning, numbers]) =>
    numbers.split(' ').map((number) => [number, meaning] as const),
  ),
);

/** The three ways in which the recordings' callers presented themselves. */
function credentialOf({ request }: Recording): RegistryCredential {
  const given = request.headers?.Authorization ?? '';
  const secret = given.split(' ')[1] ?? '';
  if (/^token /i.test(given)) return { kind: 'token', token: secret };
  return /^bearer /i.test(given) ? { kind: 'oidc', accessToken: secret } : { kind: 'none' };
}

describe.skipIf(!isThere)('recorded answers of a registry', () => {
  it('are all in the table', () => {
    const answers = [...recordings.keys()].filter((number) => !notAnswers.includes(number));
    expect(answers.toSorted()).toEqual([...meaningOf.keys()].toSorted());
  });

  it.each([...meaningOf])('%s is %s', (number, meaning) => {
    const recorded = recording(number);
    const headers = Object.fromEntries(
      Object.entries(recorded.headers).map(([name, value]) => [name.toLowerCase(), value]),
    );
    const answer = { status: recorded.status ?? 0, headers, body: new Uint8Array(bodyOf(recorded)) };
    const read = () => readAnswer(answer, { credential: credentialOf(recorded).kind, nowMs: 0 });
    if (meaning === 'object') expect(read()).toEqual(JSON.parse(bodyOf(recorded).toString()));
    else expect(read).toThrow(expect.objectContaining({ code: meaning }));
  });

  describe('through the client and a real server', () => {
    let server: Server;
    let url = '';
    let served: Recording | null = null;
    const asked: { path: string; authorization: string | null }[] = [];
    const http = createGotHttp();
    const stopping = new AbortController();
    const clock = createFakeClock();
    const client = createSregistryClient({ http, clock, random: () => 0, signal: stopping.signal });

    beforeAll(async () => {
      server = createServer((request, response) => {
        asked.push({ path: request.url ?? '', authorization: request.headers.authorization ?? null });
        if (!served) return void response.writeHead(500).end();
        const { 'Content-Length': _length, Connection: _connection, ...headers } = served.headers;
        response.writeHead(served.status ?? 500, headers).end(bodyOf(served));
      });
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
      url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
    });
    afterAll(async () => {
      stopping.abort();
      http.close();
      await new Promise((resolve) => server.close(resolve));
    });

    /** What a call makes of a recording: its value, or the code of its error. */
    async function outcome<T>(number: string, work: (caller: RegistryCaller) => Promise<T>): Promise<T | string> {
      served = recording(number);
      asked.length = 0;
      try {
        return await work({ url, credential: credentialOf(served) });
      } catch (error) {
        if (error instanceof AppError) return error.code;
        throw error;
      }
    }

    it.each([
      ['01', { name: 'Tacosaurus Computing Center' }],
      ['95', 'answer.notJson'],
      ['12', 'registry.notARegistry'],
      ['68', 'registry.notARegistry'],
      ['115', 'signIn.needed'],
    ])('%s tells who it is', async (number, expected) => {
      expect(await outcome(number, client.identity)).toEqual(expected);
      expect(asked[0]?.path).toBe('/api/registry/identity');
    });

    it('103 tells a version', async () => expect(await outcome('103', client.version)).toBe('v1.0.0'));

    it.each([
      ['33', null, null],
      ['34', null, /^Bearer /],
      ['35', 'alice', /^Token /],
    ])('%s tells whom it sees', async (number, username, scheme) => {
      expect(await outcome(number, client.username)).toBe(username);
      if (scheme) expect(asked[0]?.authorization).toMatch(scheme);
      else expect(asked[0]?.authorization).toBeNull();
    });

    it.each([
      ['02', 2],
      ['32', 2],
      ['102c', 2],
      ['118', 2],
      ['140', 2],
      ['06', 'answer.unexpected'],
      ['102', 'service.rateLimited'],
      ['31', 'registry.tokenRefused'],
    ])('%s counts', async (number, expected) => {
      expect(await outcome(number, (caller) => client.count(caller, 'collections'))).toBe(expected);
    });

    const names = ['avocado:latest', 'stego:1.0', 'stego:latest', 'trex:latest', 'trex:v1'].map(
      (name) => `dinosaurs/${name}`,
    );
    const all = [...names, 'tools/hello-world:latest', 'tools/samtools:1.9'];
    it.each([
      ['07', all],
      ['83', all],
      ['122', all],
      ['123', all],
      ['124', all],
      ['121', []],
      ['115', 'signIn.needed'],
      ['31', 'registry.tokenRefused'],
      ['13', 'service.unavailable'],
      ['113', 'registry.limitReached'],
    ])('%s lists images', async (number, expected) => {
      const found = await outcome(number, client.images);
      const listed =
        typeof found === 'string'
          ? found
          : found.images.map(({ containerCollection, container, tag }) => `${containerCollection}/${container}:${tag}`);
      expect(listed).toEqual(expected);
      expect(asked[0]?.path).toBe('/api/containers/?limit=100000');
    });

    it('124 lists digests, sizes, what is frozen and where it lies', async () => {
      const found = await outcome('124', client.images);
      if (typeof found === 'string') throw new Error(found);
      expect(found.dropped).toBe(0);
      const byName = (container: string, tag: string) =>
        found.images.find((one) => one.container === container && one.tag === tag);
      expect(byName('stego', '1.0')).toMatchObject({
        digest: 'sha256:c2074d7b68a58029b30e2ec9eeaa91b23c39cfeecf425ed3295f33abddc965c9',
        ...{ isFrozen: true, isInLibrary: false, sizeBytes: null },
      });
      expect(byName('trex', 'v1')).toMatchObject({ isFrozen: false, isInLibrary: true, sizeBytes: 8192 });
    });

    const address = (container: number) => `containers/${container}/download/`;
    it.each([
      ['15', address(2)],
      ['16', address(1)],
      ['17', address(1)],
      ['20', address(7)],
      ['25', address(5)],
      ['106', address(11)],
      ['112', /^containers\/\d+\/download\//],
      ['18', 'image.notFound'],
      ['109', 'image.notFound'],
      ['129', 'image.notFound'],
      ['12', 'image.notFound'],
      ['19', 'signIn.needed'],
      ['145', 'signIn.needed'],
      ['119', 'signIn.needed'],
      ['22', 'registry.tokenRefused'],
      ['23', 'registry.privateNotListed'],
      ['24', 'registry.privateNotListed'],
      ['149', 'registry.privateNotListed'],
      ['101', 'registry.limitReached'],
      ['113', 'registry.limitReached'],
    ])('%s tells where the file is', async (number, expected) => {
      const name = { containerCollection: 'dinosaurs', container: 'trex', tag: 'v 1' };
      const found = await outcome(number, (caller) => client.downloadAddress(caller, name));
      expect(asked[0]?.path).toBe('/api/container/dinosaurs/trex:v%201');
      if (meaningOf.get(number) !== 'object' || number === '12') return expect(found).toBe(expected);
      expect(found).toMatch(url);
      return expect(String(found).slice(url.length)).toMatch(expected);
    });
  });
});

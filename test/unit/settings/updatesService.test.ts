import { expect, it } from 'vitest';
import { settingsSchema } from '../../../src-main/contract/settings.ts';
import { isNewerVersion } from '../../../src-main/domain/versions.ts';
import { createUpdatesService } from '../../../src-main/settings/updatesService.ts';
import { createFakeClock } from '../../fakes/fakeClock.ts';
import { createFakeHttp, textAnswer } from '../../fakes/fakeHttp.ts';

it.each([
  ['1.0.1', '1.0.0', true],
  ['1.10.0', '1.9.9', true],
  ['1.0.0', '1.0.0', false],
  ['0.9.9', '1.0.0', false],
  ['1.0.0', '1.0.0-beta.2', true],
  ['1.0.0-beta.10', '1.0.0-beta.2', true],
  ['1.0.0-beta', '1.0.0-alpha.9', true],
  ['1.0.0-beta.2', '1.0.0', false],
  ['v2.0.0+build', '1.0.0', true],
  ['nonsense', '1.0.0', false],
  ['2.0', '1.0.0', false],
])('%s is newer than %s: %s', (wanted, known, isNewer) => expect(isNewerVersion(wanted, known)).toBe(isNewer));

const feedUrl = 'https://builds.lab.edu/portolan';
const path = '/portolan/latest-linux.yml';
const description = "version: 0.2.0\npath: Portolan-0.2.0.AppImage\nreleaseDate: '2026-05-01T10:00:00.000Z'\n";

function start(feed = feedUrl) {
  const http = createFakeHttp();
  const settings = { read: () => settingsSchema.parse({ updates: { feedUrl: feed } }) };
  const clock = createFakeClock();
  const common = { current: '0.1.0', description: 'latest-linux.yml' };
  return { http, updates: createUpdatesService({ http, clock, settings, ...common }) };
}

it('asks nobody without an address', async () => {
  const { http, updates } = start('');
  expect(await updates.look()).toMatchObject({ lookedAt: null, newest: null, isNewer: false, problem: null });
  expect(http.requests).toHaveLength(0);
});

it('finds a newer version, also where the address leads on', async () => {
  const { http, updates } = start();
  http.on('GET', path, textAnswer('', 302, { location: 'https://cdn.lab.edu/latest-linux.yml' }));
  http.on('GET', '/latest-linux.yml', textAnswer(description));
  expect(await updates.look()).toMatchObject({
    isNewer: true,
    newest: {
      version: '0.2.0',
      releasedAt: '2026-05-01T10:00:00.000Z',
      url: 'https://builds.lab.edu/portolan/Portolan-0.2.0.AppImage',
    },
  });
});

it.each([
  ['not there', textAnswer('', 404), 'service.refused'],
  ['a fault', textAnswer('', 503), 'service.unavailable'],
  ['a page', textAnswer('<html></html>'), 'answer.unexpected'],
  ['broken', textAnswer('version: [1'), 'answer.unexpected'],
  ['an address without encryption', textAnswer('', 302, { location: 'http://a.edu/' }), 'answer.unexpected'],
  ['a download without encryption', textAnswer('version: 9.0.0\npath: http://a.edu/x\n'), 'answer.unexpected'],
] as const)('tells of %s', async (_, answer, code) => {
  const { http, updates } = start();
  http.on('GET', path, answer);
  expect(await updates.look()).toMatchObject({ isNewer: false, newest: null, problem: { code } });
});

it('does not go round in circles', async () => {
  const { http, updates } = start();
  http.on('GET', path, textAnswer('', 302, { location: `${feedUrl}/latest-linux.yml` }));
  expect(await updates.look()).toMatchObject({ problem: { code: 'answer.unexpected' } });
  expect(http.requests).toHaveLength(5);
});

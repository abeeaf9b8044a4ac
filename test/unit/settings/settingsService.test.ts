import { describe, expect, it } from 'vitest';
import type { AppEvent } from '../../../src-main/contract/events.ts';
import { changeTo, settingFromText, settingKeys, valueAt } from '../../../src-main/contract/settingKeys.ts';
import { settingsSchema } from '../../../src-main/contract/settings.ts';
import { settingText } from '../../../src-main/contract/settingTexts.ts';
import { managedFrom } from '../../../src-main/settings/managedSettings.ts';
import { createSettingsService } from '../../../src-main/settings/settingsService.ts';
import { createMemorySettings } from '../../fakes/memorySettings.ts';

const at = '2026-03-01T12:00:00.000Z';
const file = '/etc/portolan/settings.json';
const filed = (document: unknown, name = file) => ({ file: name, text: JSON.stringify(document) });

function start(stored: unknown = {}, files: Parameters<typeof managedFrom>[0] = []) {
  const store = createMemorySettings({ settings: stored });
  const events: AppEvent[] = [];
  const publish = (event: AppEvent) => void events.push(event);
  return { service: createSettingsService({ store, publish, managed: managedFrom(files, at) }), store, events };
}

describe('the user’s own', () => {
  it('keeps what a change does not name, within a group too', () => {
    const { service, events } = start({ transfers: { parallelTasks: 1, encryptsData: true } });
    const { transfers } = service.update({ transfers: { confirmAboveBytes: 7 } });
    expect(transfers).toEqual({ isPaused: false, parallelTasks: 1, encryptsData: true, confirmAboveBytes: 7 });
    expect(service.read().transfers).toEqual(transfers);
    expect(events).toEqual([{ kind: 'settings.changed' }]);
  });

  it('falls back field by field when something stored no longer fits', () => {
    const { service } = start({ theme: 'sepia', setupDone: true, sync: { rescanSeconds: 7, pollSeconds: 1 } });
    const { theme, setupDone, sync } = service.read();
    expect({ theme, setupDone }).toEqual({ theme: 'system', setupDone: true });
    expect(sync).toMatchObject({ rescanSeconds: 7, pollSeconds: 300 });
  });

  it('goes back to the defaults, one by one or all, but not to the set-up', () => {
    const { service } = start({ theme: 'dark', setupDone: true, network: { proxy: 'none' } });
    expect(service.reset(['theme']).network.proxy).toBe('none');
    const all = service.reset(null);
    expect(all).toEqual({ ...settingsSchema.parse({}), setupDone: true });
  });
});

describe('what is pinned', () => {
  const pinned = ['r-00000001/lab/torch:2.4', 'r-00000001/lab/jax'];

  it('lasts, also when all settings go back, and is no setting that people or administrators name', () => {
    const { service, store } = start({}, [filed({ settings: { pinned: ['r-00000001/lab/of-it:1'] } })]);
    service.update({ pinned });
    expect(store.read('settings')).toMatchObject({ pinned });
    expect(service.reset(null).pinned).toEqual(pinned);
    expect(settingKeys).not.toContain('pinned');
    expect(service.managed()).toMatchObject({ locks: [], problems: [{ code: 'settings.managedDamaged' }] });
  });
});

describe('what an administrator has fixed', () => {
  const reason = 'Set by IT, helpdesk@lab.edu';
  const fixed = filed({ reason, settings: { 'network.proxy': 'manual', network: { proxyUrl: 'http://p:3128' } } });

  it('counts over the user’s own, which stays', () => {
    const { service, store } = start({ network: { proxy: 'none', caFile: '/ca.pem' } }, [fixed]);
    expect(service.read().network).toMatchObject({ proxy: 'manual', proxyUrl: 'http://p:3128', caFile: '/ca.pem' });
    service.update({ theme: 'dark' });
    expect(store.read('settings')).toMatchObject({ theme: 'dark', network: { proxy: 'none' } });
    expect(service.managed().locks).toEqual([
      { key: 'network.proxy', file, reason },
      { key: 'network.proxyUrl', file, reason },
    ]);
  });

  it('refuses to be changed, with the reason; the same value again is no change', () => {
    const { service } = start({}, [fixed]);
    expect(() => service.update({ network: { proxy: 'system' } })).toThrowError(
      expect.objectContaining({ code: 'settings.locked', facts: { key: 'network.proxy', file, reason } }),
    );
    expect(service.update({ network: { proxy: 'manual', caFile: '/x' } }).network.caFile).toBe('/x');
    expect(service.reset(null).network.proxy).toBe('manual');
  });

  it('is decided by the first file that names it', () => {
    const second = filed({ settings: { 'network.proxy': 'none', theme: 'dark' } }, '/opt/portolan/settings.json');
    const { service } = start({}, [fixed, second]);
    const { network, theme } = service.read();
    expect([network.proxy, theme]).toEqual(['manual', 'dark']);
  });

  it.each([
    ['not JSON', '{', {}],
    ['not readable', null, { why: 'it cannot be read' }],
    ['a list', '[]', {}],
    ['an unknown key', '{"settings":{"theem":"dark"}}', { key: 'theem', why: 'there is no such setting' }],
    ['the set-up', '{"settings":{"setupDone":true}}', { key: 'setupDone', why: 'there is no such setting' }],
    ['a value that does not fit', '{"settings":{"theme":"sepia"}}', { key: 'theme' }],
  ])('%s is told, and all else counts', (_, text, facts) => {
    const { service } = start({}, [{ file, text }, filed({ settings: { units: 'binary' } }, '/b')]);
    expect(service.read()).toMatchObject({ units: 'binary', theme: 'system', setupDone: false });
    expect(service.managed().problems).toMatchObject([{ code: 'settings.managedDamaged', facts: { file, ...facts } }]);
  });
});

describe('keys', () => {
  it('name every setting that is chosen, and lead to its value', () => {
    expect(settingKeys).toContain('network.noProxy');
    expect(settingKeys).not.toContain('setupDone');
    const settings = settingsSchema.parse({});
    for (const key of settingKeys) expect(valueAt(settings, key), key).toBeDefined();
  });

  it.each([
    ['theme', 'dark', 'dark'],
    ['transfers.parallelTasks', '2', 2],
    ['transfers.encryptsData', 'true', true],
    ['network.noProxy', 'a.edu, .b.edu', ['a.edu', '.b.edu']],
    ['network.noProxy', '', []],
    ['network.proxyUrl', '', ''],
    ['network.proxyUrl', 'http://10.0.0.1:3128', 'http://10.0.0.1:3128'],
  ] as const)('%s takes %j', (key, text, value) => {
    expect(settingFromText(key, text)).toEqual({ value });
    const service = start().service;
    expect(valueAt(service.update(changeTo(key, value)), key)).toEqual(value);
    expect(settingFromText(key, settingText(value))).toEqual({ value });
  });

  it.each([
    ['theme', 'sepia'],
    ['transfers.parallelTasks', '4'],
    ['transfers.parallelTasks', ''],
    ['network.proxyUrl', 'http://ada:secret@proxy:3128'],
    ['network.proxyUrl', 'socks5://proxy:1080'],
    ['quietHours', '25:00-07:00'],
    ['updates.feedUrl', 'http://example.org/'],
  ] as const)('%s refuses %j', (key, text) => expect(settingFromText(key, text)).toHaveProperty('why'));
});

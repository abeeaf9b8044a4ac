import { describe, expect, it } from 'vitest';
import { settingsSchema } from '../../../src-main/contract/settings.ts';
import { createQuietNotifier } from '../../../src-main/settings/quietNotifier.ts';
import { createSettingsService } from '../../../src-main/settings/settingsService.ts';
import { createMemorySettings } from '../../fakes/memorySettings.ts';

describe('notifications', () => {
  const told = (change: Parameters<ReturnType<typeof createSettingsService>['update']>[0], at: string) => {
    const messages: string[] = [];
    const settings = createSettingsService({ store: createMemorySettings(), publish: () => undefined });
    settings.update(change);
    const clock = { now: () => Date.parse(at) } as Parameters<typeof createQuietNotifier>[0]['clock'];
    const notifier = { locales: ['de'], notify: ({ title }: { title: string }) => void messages.push(title) };
    const quiet = createQuietNotifier({ notifier, settings, clock });
    expect(quiet.locales).toEqual(['de']);
    quiet.notify({ title: 'Arrived', body: '' });
    return messages.length;
  };
  it('are withheld in quiet hours, and only then', () => {
    expect(told({ doNotDisturb: 'hours' }, '2026-03-01T23:00:00Z')).toBe(0);
    expect(told({ doNotDisturb: 'hours' }, '2026-03-01T12:00:00Z')).toBe(1);
    expect(told({ doNotDisturb: 'system' }, '2026-03-01T23:00:00Z')).toBe(1);
    expect(told({ notifications: false }, '2026-03-01T12:00:00Z')).toBe(0);
  });
});

it('settings of the person count in practice too; those of a profile do not', () => {
  const home = createMemorySettings({ settings: { theme: 'dark', keepInTray: true, setupDone: true } });
  const practice = createMemorySettings();
  const publish = () => undefined;
  const settings = createSettingsService({ store: practice, shared: home, publish });
  expect(settings.read()).toMatchObject({ theme: 'dark', keepInTray: true, setupDone: false });
  settings.update({ units: 'binary', setupDone: true, transfers: { parallelTasks: 1 }, network: { proxy: 'none' } });
  const own = createSettingsService({ store: home, publish }).read();
  expect(own).toEqual({
    ...settingsSchema.parse({ theme: 'dark', keepInTray: true, setupDone: true, units: 'binary' }),
  });
});

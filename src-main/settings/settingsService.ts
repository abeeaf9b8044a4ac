import { AppError } from '../contract/errors.ts';
import type { Publish } from '../contract/events.ts';
import type { SettingsService } from '../contract/services.ts';
import { changeTo, checkedSetting, type SettingKey, settingKeys, valueAt } from '../contract/settingKeys.ts';
import { type Settings, settingsSchema, type UpdateSettings } from '../contract/settings.ts';
import type { SettingsStore } from '../ports/settingsStore.ts';
import { type Managed, nothingManaged } from './managedSettings.ts';

const key = 'settings';
const kept = [...settingKeys, 'setupDone', 'pinned', 'network.trusted'] as const;

const merged = (settings: Settings, changes: UpdateSettings): Settings =>
  settingsSchema.parse({
    ...settings,
    ...changes,
    transfers: { ...settings.transfers, ...changes.transfers },
    sync: { ...settings.sync, ...changes.sync },
    network: { ...settings.network, ...changes.network },
    updates: { ...settings.updates, ...changes.updates },
    advanced: { ...settings.advanced, ...changes.advanced },
  });

/** Whoever sits here wants these in practice too; what else there is belongs to a profile, as its registries do. */
const ofThePerson: readonly SettingKey[] = settingKeys.filter(
  (name) => name !== 'namingProfile' && !/^(transfers|sync|network)\./.test(name),
);

const taken = (settings: Settings, from: Settings, keys: readonly SettingKey[]): Settings =>
  keys.reduce((so, name) => merged(so, changeTo(name, valueAt(from, name))), settings);

const isSame = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);

/**
 * The user's settings, and over them what an administrator has fixed. What is stored but no longer fits falls back to
 * its default, field by field; what is fixed stays stored as the user had it.
 */
export function createSettingsService(deps: {
  readonly store: SettingsStore;
  /** Where the settings of the person at this computer lie, when this profile is another one. */
  readonly shared?: SettingsStore | null;
  readonly publish: Publish;
  readonly managed?: Managed;
}): SettingsService {
  const managed = deps.managed ?? nothingManaged;

  const readFrom = (store: SettingsStore): Settings => {
    const stored = store.read(key);
    const whole = settingsSchema.safeParse(stored ?? {});
    if (whole.success) return whole.data;
    const table = typeof stored === 'object' && stored !== null ? stored : {};
    return kept.reduce((settings, name) => {
      const checked = checkedSetting(name, valueAt(table, name));
      return 'value' in checked ? merged(settings, changeTo(name, checked.value)) : settings;
    }, settingsSchema.parse({}));
  };
  const { store, shared = null } = deps;
  const readOwn = (): Settings => {
    const own = readFrom(store);
    return shared === null ? own : taken(own, readFrom(shared), ofThePerson);
  };
  const withManaged = (own: Settings): Settings => managed.values.reduce(merged, own);
  /** As last read: nobody else writes where they lie while this service has it, and they are asked for all the time. */
  let known: Settings | null = null;

  const refuseLocked = (request: UpdateSettings, now: Settings): void => {
    for (const { key: name, file, reason } of managed.locks) {
      const wanted = valueAt(request, name);
      if (wanted === undefined || isSame(wanted, valueAt(now, name))) continue;
      throw new AppError('settings.locked', { facts: { key: name, file, ...(reason === null ? {} : { reason }) } });
    }
  };

  const write = (own: Settings): Settings => {
    store.write(key, own);
    if (shared !== null) shared.write(key, taken(readFrom(shared), own, ofThePerson));
    known = null;
    deps.publish({ kind: 'settings.changed' });
    return withManaged(own);
  };

  return {
    read() {
      known ??= withManaged(readOwn());
      return known;
    },
    update: (request) => {
      const own = readOwn();
      refuseLocked(request, withManaged(own));
      return write(merged(own, request));
    },
    reset: (keys) => {
      const defaults = settingsSchema.parse({});
      const own = (keys ?? settingKeys).reduce(
        (settings, name) => merged(settings, changeTo(name, valueAt(defaults, name))),
        readOwn(),
      );
      return write(own);
    },
    managed: () => ({ locks: managed.locks, problems: managed.problems }),
  };
}

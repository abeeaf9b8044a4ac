import { hrefOf } from '../../stores/routeStore.ts';
import type { Words } from '../../strings/createWords.ts';
import type { settings as settingsTexts } from '../../strings/en/settings.ts';

/** Left to right in the middle of the page; also what an address names: `#/settings/network`. */
export const settingsCategories = [
  'general',
  'registries',
  'globus',
  'endpoints',
  'transfers',
  'network',
  'security',
  'updates',
  'advanced',
  'lab',
] as const;
export type SettingsCategory = (typeof settingsCategories)[number];

type Texts = typeof settingsTexts;
type WithoutValues<Group> = {
  [Name in keyof Group & string]: Group[Name] extends `${string}{{${string}` ? never : Name;
}[keyof Group & string];
/** Texts that need no values. */
type TextKey = {
  [Group in Exclude<keyof Texts, 'faults'>]: `settings.${Group}.${WithoutValues<Texts[Group]>}`;
}[Exclude<keyof Texts, 'faults'>];

interface SettingsPlace {
  readonly category: SettingsCategory;
  /** A setting's key, or the name of a part of the page. */
  readonly anchor: string;
  readonly title: TextKey;
  /** More words that lead here. */
  readonly says?: TextKey;
}

const place = (category: SettingsCategory, anchor: string, title: TextKey, says?: TextKey): SettingsPlace => ({
  ...{ category, anchor, title },
  ...(says && { says }),
});

/** Everything on the settings pages that can be looked for. A test holds it against the keys of all settings. */
export const settingsPlaces: readonly SettingsPlace[] = [
  place('general', 'language', 'settings.general.language', 'settings.general.lookTitle'),
  place('general', 'theme', 'settings.general.theme', 'settings.general.highContrast'),
  place('general', 'units', 'settings.general.units', 'settings.general.binary'),
  place('general', 'startAtLogin', 'settings.general.startAtLogin', 'settings.general.startAtLoginHint'),
  place('general', 'keepInTray', 'settings.general.keepInTray', 'settings.general.keepInTrayHint'),
  place('general', 'notifications', 'settings.general.notifications', 'settings.general.notificationsHint'),
  place('general', 'doNotDisturb', 'settings.general.doNotDisturb', 'settings.general.doNotDisturbHint'),
  place('general', 'quietHours', 'settings.general.quietHours', 'settings.general.dndHours'),
  place('general', 'namingProfile', 'settings.general.names'),
  place('registries', 'registries.add', 'settings.registries.connectTitle', 'settings.registries.connectSays'),
  place('globus', 'globus.account', 'settings.globus.title', 'settings.globus.says'),
  place('globus', 'globus.permissions', 'settings.globus.mayTitle', 'settings.globus.maySays'),
  place('endpoints', 'endpoints.list', 'settings.endpoints.title', 'settings.endpoints.says'),
  place('endpoints', 'endpoints.find', 'settings.find.title', 'settings.find.hint'),
  place('transfers', 'transfers.isPaused', 'settings.transfers.paused', 'settings.transfers.pausedHint'),
  place('transfers', 'transfers.parallelTasks', 'settings.transfers.parallel', 'settings.transfers.parallelHint'),
  place('transfers', 'transfers.encryptsData', 'settings.transfers.encrypt', 'settings.transfers.encryptHint'),
  place('transfers', 'transfers.confirmAboveBytes', 'settings.transfers.askAbove'),
  place('transfers', 'sync.rescanSeconds', 'settings.transfers.rescan', 'settings.transfers.rescanHint'),
  place('transfers', 'sync.pollSeconds', 'settings.transfers.poll', 'settings.transfers.newTitle'),
  place('transfers', 'sync.publishAtomicallyAboveBytes', 'settings.transfers.whole', 'settings.transfers.wholeHint'),
  place('network', 'network.proxy', 'settings.network.proxy', 'settings.network.says'),
  place('network', 'network.proxyUrl', 'settings.network.proxyUrl', 'settings.network.proxyUrlHint'),
  place('network', 'network.proxyUser', 'settings.network.proxyUser', 'settings.network.password'),
  place('network', 'network.noProxy', 'settings.network.noProxy', 'settings.network.noProxyHint'),
  place('network', 'network.caFile', 'settings.network.caFile', 'settings.network.trustSays'),
  place('network', 'network.trusted', 'settings.network.trusted', 'settings.network.trustTitle'),
  place('network', 'network.test', 'settings.network.testAll', 'settings.network.testSays'),
  place('security', 'security.vault', 'settings.security.title', 'settings.security.says'),
  place('updates', 'updates.check', 'settings.updates.check', 'settings.updates.title'),
  place('updates', 'updates.feedUrl', 'settings.updates.feedUrl', 'settings.updates.feedUrlHint'),
  place('advanced', 'advanced.folders', 'settings.advanced.dataFolder', 'settings.advanced.logFolder'),
  place('advanced', 'advanced.logLevel', 'settings.advanced.logLevel', 'settings.advanced.debug'),
  place('advanced', 'advanced.support', 'settings.advanced.supportTitle', 'settings.advanced.supportSays'),
  place('advanced', 'advanced.practice', 'settings.advanced.practiceTitle', 'settings.advanced.practiceHint'),
  place('advanced', 'advanced.managed', 'settings.advanced.managedTitle', 'settings.advanced.managedSays'),
  place('advanced', 'advanced.reset', 'settings.advanced.resetTitle', 'settings.advanced.resetSays'),
  place('lab', 'lab.title', 'settings.lab.title', 'settings.lab.says'),
];

export const anchorId = (anchor: string): string => `setting-${anchor}`;

/** Where an address leads: a category, or a setting by its key in one; what is not known leads to the first. */
export function settingsPlaceOf(id: string | null): {
  readonly category: SettingsCategory;
  readonly anchor: string | null;
} {
  const category = settingsCategories.find((each) => each === id);
  if (category) return { category, anchor: null };
  const found = settingsPlaces.find(({ anchor }) => anchor === id);
  return found ? { category: found.category, anchor: found.anchor } : { category: 'general', anchor: null };
}

/** Without case and accents: `Übertragung` is found by `ubertragung`. */
const folded = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();

export interface FoundSetting {
  readonly anchor: string;
  readonly title: string;
  readonly category: string;
  readonly href: string;
}

/** The settings that all of the words lead to; those whose name begins with them come first. */
export function findSettings({ t }: Pick<Words, 't'>, text: string): readonly FoundSetting[] {
  const wanted = folded(text).split(/\s+/).filter(Boolean);
  if (wanted.length === 0) return [];
  return settingsPlaces
    .flatMap(({ category, anchor, title, says }) => {
      const [name, where] = [String(t(title)), String(t(`settings.page.${category}`))];
      const named = folded(name);
      const all = folded([name, where, anchor, says ? String(t(says)) : ''].join(' '));
      if (!wanted.every((word) => all.includes(word))) return [];
      const rank = named.startsWith(wanted.join(' ')) ? 0 : wanted.every((word) => named.includes(word)) ? 1 : 2;
      return [{ rank, found: { anchor, title: name, category: where, href: hrefOf('settings', anchor) } }];
    })
    .toSorted((one, other) => one.rank - other.rank)
    .map(({ found }) => found);
}

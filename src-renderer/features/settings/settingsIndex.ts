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
type InSettings<Key> = Key extends `settings.${infer Rest}` ? Rest : never;

interface SettingsPlace {
  readonly category: SettingsCategory;
  /** A setting's key, or the name of a part of the page. */
  readonly anchor: string;
  readonly title: TextKey;
  /** More words that lead here. */
  readonly says?: TextKey;
}

const place = (
  category: SettingsCategory,
  anchor: string,
  title: InSettings<TextKey>,
  says?: InSettings<TextKey>,
): SettingsPlace => ({
  category,
  anchor,
  // A template of a union is a string to the compiler; both halves are checked.
  title: `settings.${title}` as TextKey,
  ...(says && { says: `settings.${says}` as TextKey }),
});

/** Everything on the settings pages that can be looked for. A test holds it against the keys of all settings. */
export const settingsPlaces: readonly SettingsPlace[] = [
  place('general', 'language', 'general.language', 'general.lookTitle'),
  place('general', 'theme', 'general.theme', 'general.highContrast'),
  place('general', 'units', 'general.units', 'general.binary'),
  place('general', 'startAtLogin', 'general.startAtLogin', 'general.startAtLoginHint'),
  place('general', 'keepInTray', 'general.keepInTray', 'general.keepInTrayHint'),
  place('general', 'notifications', 'general.notifications', 'general.notificationsHint'),
  place('general', 'doNotDisturb', 'general.doNotDisturb', 'general.doNotDisturbHint'),
  place('general', 'quietHours', 'general.quietHours', 'general.dndHours'),
  place('general', 'namingProfile', 'general.names'),
  place('registries', 'registries.add', 'registries.connectTitle', 'registries.connectSays'),
  place('globus', 'globus.account', 'globus.title', 'globus.says'),
  place('globus', 'globus.permissions', 'globus.mayTitle', 'globus.maySays'),
  place('endpoints', 'endpoints.list', 'endpoints.title', 'endpoints.says'),
  place('endpoints', 'endpoints.find', 'find.title', 'find.hint'),
  place('transfers', 'transfers.parallelTasks', 'transfers.parallel', 'transfers.parallelHint'),
  place('transfers', 'transfers.encryptsData', 'transfers.encrypt', 'transfers.encryptHint'),
  place('transfers', 'transfers.confirmAboveBytes', 'transfers.askAbove'),
  place('transfers', 'sync.rescanSeconds', 'transfers.rescan', 'transfers.rescanHint'),
  place('transfers', 'sync.pollSeconds', 'transfers.poll', 'transfers.newTitle'),
  place('transfers', 'sync.publishAtomicallyAboveBytes', 'transfers.whole', 'transfers.wholeHint'),
  place('network', 'network.proxy', 'network.proxy', 'network.says'),
  place('network', 'network.proxyUrl', 'network.proxyUrl', 'network.proxyUrlHint'),
  place('network', 'network.proxyUser', 'network.proxyUser', 'network.password'),
  place('network', 'network.noProxy', 'network.noProxy', 'network.noProxyHint'),
  place('network', 'network.caFile', 'network.caFile', 'network.trustSays'),
  place('network', 'network.trusted', 'network.trusted', 'network.trustTitle'),
  place('network', 'network.test', 'network.testAll', 'network.testSays'),
  place('security', 'security.vault', 'security.title', 'security.says'),
  place('updates', 'updates.check', 'updates.check', 'updates.title'),
  place('updates', 'updates.feedUrl', 'updates.feedUrl', 'updates.feedUrlHint'),
  place('advanced', 'advanced.folders', 'advanced.dataFolder', 'advanced.logFolder'),
  place('advanced', 'advanced.logLevel', 'advanced.logLevel', 'advanced.debug'),
  place('advanced', 'advanced.support', 'advanced.supportTitle', 'advanced.supportSays'),
  place('advanced', 'advanced.practice', 'advanced.practiceTitle', 'advanced.practiceHint'),
  place('advanced', 'advanced.managed', 'advanced.managedTitle', 'advanced.managedSays'),
  place('advanced', 'advanced.reset', 'advanced.resetTitle', 'advanced.resetSays'),
  place('lab', 'lab.title', 'lab.title', 'lab.says'),
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

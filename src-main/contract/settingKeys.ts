import { z } from 'zod';
import type { Problem } from './errors.ts';
import { type Settings, settingsSchema, type UpdateSettings } from './settings.ts';
import { listFromText } from './settingTexts.ts';

type KeyOf<Group> = {
  [Name in keyof Group & string]: Group[Name] extends readonly unknown[]
    ? Name
    : Group[Name] extends object
      ? `${Name}.${keyof Group[Name] & string}`
      : Name;
}[keyof Group & string];

/** A setting as the command line and an administrator's file name it: `theme`, `network.proxy`. */
export type SettingKey = KeyOf<Settings>;

const fieldsByKey: ReadonlyMap<string, z.ZodType> = new Map(
  Object.entries(settingsSchema.shape).flatMap(([name, field]): [string, z.ZodType][] =>
    field instanceof z.ZodPrefault
      ? Object.entries(field.unwrap().shape).map(([inner, each]) => [`${name}.${inner}`, each as z.ZodType])
      : [[name, field]],
  ),
);

/** Kept by the app itself, not chosen by anybody. */
const own: ReadonlySet<string> = new Set(['setupDone', 'pinned', 'network.trusted']);

export const isSettingKey = (text: string): text is SettingKey => fieldsByKey.has(text);

/** Every setting that people and administrators choose. */
export const settingKeys: readonly SettingKey[] = [...fieldsByKey.keys()]
  .filter(isSettingKey)
  .filter((key) => !own.has(key));

export function valueAt(values: object, key: SettingKey): unknown {
  const [group = '', name] = key.split('.');
  const first: unknown = Reflect.get(values, group);
  if (name === undefined) return first;
  return typeof first === 'object' && first !== null ? Reflect.get(first, name) : undefined;
}

/** The value as the setting takes it, or why it does not. */
export function checkedSetting(
  key: SettingKey,
  value: unknown,
): { readonly value: unknown } | { readonly why: string } {
  const field = fieldsByKey.get(key);
  const parsed = field?.safeParse(value);
  if (parsed?.success && value !== undefined) return { value: parsed.data };
  return { why: parsed?.error?.issues.map(({ message }) => message).join('; ') ?? 'no such setting' };
}

/** As typed on a command line: a word, a number, `true`, or a list divided by commas. */
export function settingFromText(key: SettingKey, text: string): { readonly value: unknown } | { readonly why: string } {
  const asTyped = checkedSetting(key, text);
  if ('value' in asTyped) return asTyped;
  const trimmed = text.trim();
  for (const guess of [
    trimmed === 'true' ? true : trimmed === 'false' ? false : Number(trimmed || 'none'),
    listFromText(text),
  ]) {
    const checked = checkedSetting(key, guess);
    if ('value' in checked) return checked;
  }
  return asTyped;
}

/** The one change, in the shape of an update. */
export function changeTo(key: SettingKey, value: unknown): UpdateSettings {
  const [group = '', name] = key.split('.');
  return name === undefined ? { [group]: value } : { [group]: { [name]: value } };
}

/** Settings that an administrator has fixed. */
export interface ManagedSettings {
  readonly locks: readonly { readonly key: SettingKey; readonly file: string; readonly reason: string | null }[];
  /** A file of theirs that cannot be used, or a value in it. */
  readonly problems: readonly Problem[];
}

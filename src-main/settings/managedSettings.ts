import type { Problem } from '../contract/errors.ts';
import {
  changeTo,
  checkedSetting,
  isSettingKey,
  type ManagedSettings,
  type SettingKey,
} from '../contract/settingKeys.ts';
import type { UpdateSettings } from '../contract/settings.ts';
import type { ManagedFile } from '../ports/machine.ts';

/** What administrators have fixed: as values over the user's own, and as locks with a reason. */
export interface Managed extends ManagedSettings {
  readonly values: readonly UpdateSettings[];
}

export const nothingManaged: Managed = { locks: [], problems: [], values: [] };

const isTable = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** `{"network": {"proxy": "none"}}` as well as `{"network.proxy": "none"}`. */
function* namedValues(table: Readonly<Record<string, unknown>>, above = ''): Generator<readonly [string, unknown]> {
  for (const [name, value] of Object.entries(table)) {
    const key = `${above}${name}`;
    if (isTable(value) && !isSettingKey(key)) yield* namedValues(value, `${key}.`);
    else yield [key, value];
  }
}

const parsed = (text: string | null): unknown => {
  try {
    // A byte order mark is what some editors of administrators write.
    return text === null ? null : JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch {
    return null; // told as a damaged file
  }
};

/** Never chosen for anybody: where the user is in the set-up, and whom the user trusts. */
const ofTheUser: ReadonlySet<string> = new Set(['setupDone', 'pinned', 'network.trusted']);

/**
 * `{"reason": "Set by IT, helpdesk@lab.edu", "settings": {"network.proxy": "none"}}`. What cannot be used is told;
 * everything else counts. Of several files the first that names a setting decides.
 */
export function managedFrom(files: readonly ManagedFile[], at: string): Managed {
  const locks = new Map<SettingKey, ManagedSettings['locks'][number]>();
  const values: UpdateSettings[] = [];
  const problems: Problem[] = [];
  const refuse = (facts: Problem['facts']) => problems.push({ code: 'settings.managedDamaged', facts, at });
  for (const { file, text } of files) {
    const document = parsed(text);
    if (!isTable(document) || !isTable(document.settings)) {
      refuse({ file, ...(text === null ? { why: 'it cannot be read' } : {}) });
      continue;
    }
    const reason = typeof document.reason === 'string' ? document.reason.slice(0, 500) : null;
    for (const [key, value] of namedValues(document.settings)) {
      if (!isSettingKey(key) || ofTheUser.has(key)) {
        refuse({ file, key, why: 'there is no such setting' });
        continue;
      }
      const checked = checkedSetting(key, value);
      if ('why' in checked) refuse({ file, key, why: checked.why });
      else if (!locks.has(key)) {
        locks.set(key, { key, file, reason });
        values.push(changeTo(key, checked.value));
      }
    }
  }
  return { locks: [...locks.values()], problems, values };
}

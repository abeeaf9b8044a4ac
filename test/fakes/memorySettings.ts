import type { SettingsStore } from '../../src-main/ports/settingsStore.ts';

/** Settings without a disk; values go through JSON, as they do in the real store. */
export function createMemorySettings(values: Readonly<Record<string, unknown>> = {}): SettingsStore {
  const stored = new Map(Object.entries(values).map(([key, value]) => [key, JSON.stringify(value)]));
  return {
    read: (key) => {
      const text = stored.get(key);
      return text === undefined ? undefined : JSON.parse(text);
    },
    write: (key, value) => {
      stored.set(key, JSON.stringify(value));
    },
    delete: (key) => {
      stored.delete(key);
    },
    keys: (prefix) => [...stored.keys()].filter((key) => key.startsWith(prefix)),
  };
}

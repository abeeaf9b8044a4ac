const storageKey = 'portolan.palette.recent';
const kept = 8;

/** Ids of what was used lately, the last first. Storage may be missing or forbidden: then nothing is remembered. */
export function readRecent(): readonly string[] {
  try {
    const stored: unknown = JSON.parse(globalThis.localStorage?.getItem(storageKey) ?? '[]');
    return Array.isArray(stored) ? stored.filter((id) => typeof id === 'string').slice(0, kept) : [];
  } catch {
    return [];
  }
}

/** False: it is forgotten with this window. */
export function rememberCommand(id: string): boolean {
  try {
    const ids = [id, ...readRecent().filter((each) => each !== id)].slice(0, kept);
    globalThis.localStorage?.setItem(storageKey, JSON.stringify(ids));
    return globalThis.localStorage !== undefined;
  } catch {
    return false;
  }
}

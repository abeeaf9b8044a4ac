import type { StateCatalogue, StateTexts } from '../../src-main/contract/states.ts';

const isTable = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;

/** One entry with its words replaced; what is not a word (icon, colour, example) stays. */
function translateEntry(entry: unknown, text: unknown): unknown {
  if (typeof entry === 'string') return text;
  if (!isTable(entry)) return entry;
  return typeof text === 'string' ? { ...entry, word: text } : { ...entry, ...(isTable(text) ? text : {}) };
}

/** The catalogue with the words of another language in it; `StateTexts` is its shape, so every entry finds its text. */
export function translateStates(catalogue: StateCatalogue, texts: StateTexts): StateCatalogue {
  const tables: Readonly<Record<string, unknown>> = texts;
  const translated = Object.entries(catalogue).map(([name, table]) => {
    const words = tables[name];
    const entries = Object.entries(table).map(([key, entry]) => [
      key,
      translateEntry(entry, isTable(words) ? words[key] : undefined),
    ]);
    return [name, Object.fromEntries(entries)];
  });
  return Object.fromEntries(translated);
}

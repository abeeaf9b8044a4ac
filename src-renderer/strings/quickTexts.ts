import type { Translate } from './types.ts';

type Values = Readonly<Record<string, unknown>>;

/** Only these may be put in as they are; all else (plurals, formats, contexts) is for the library to decide. */
const isPlain = (values: Values): boolean =>
  Object.entries(values).every(([name, value]) => typeof value === 'string' && name !== 'context' && name !== 'lng');

/** A text and the names of its values by turns; null: it holds more than plain values. */
export function piecesOf(text: string): readonly string[] | null {
  const pieces = text.split(/\{\{(\w+)\}\}/);
  return pieces.some((piece, at) => at % 2 === 0 && /\{\{|\$t\(/.test(piece)) ? null : pieces;
}

/** null: a value is missing. */
export function filled(pieces: readonly string[], values: Values): string | null {
  let text = '';
  for (const [at, piece] of pieces.entries()) {
    const part = at % 2 === 0 ? piece : values[piece];
    if (typeof part !== 'string') return null;
    text += part;
  }
  return text;
}

/** So many of a thing: small numbers come again and again. */
const smallest = 100;

/**
 * Rows ask for the same few texts over and over, hundreds of times between two frames of a scroll. A text without values
 * is looked up once, one with plain values is taken apart once, and small counts are remembered.
 */
export function quickTexts(translate: Translate, textOf: (key: string) => unknown): Translate {
  const known = new Map<string, unknown>();
  const templates = new Map<string, readonly string[] | null>();
  const templateOf = (key: string): readonly string[] | null => {
    const before = templates.get(key);
    if (before !== undefined) return before;
    const text = textOf(key);
    const pieces = typeof text === 'string' ? piecesOf(text) : null;
    templates.set(key, pieces);
    return pieces;
  };
  const rememberedAs = (key: string, values: Values): string | null => {
    const { count, ...others } = values;
    const isSmall = typeof count === 'number' && Number.isInteger(count) && count >= 0 && count < smallest;
    return isSmall && Object.keys(others).length === 0 ? `${key} ${count}` : null;
  };
  return new Proxy(translate, {
    apply(target, self, given: readonly unknown[]) {
      const [key, values] = given;
      if (typeof key !== 'string' || given.length > 2) return Reflect.apply(target, self, given);
      if (given.length === 2) {
        if (typeof values !== 'object' || values === null) return Reflect.apply(target, self, given);
        const plain = isPlain(values as Values) ? templateOf(key) : null;
        const text = plain && filled(plain, values as Values);
        if (text !== null) return text;
      }
      const name = values === undefined ? key : rememberedAs(key, values as Values);
      if (name === null) return Reflect.apply(target, self, given);
      const before = known.get(name);
      if (before !== undefined) return before;
      const text = Reflect.apply(target, self, given);
      known.set(name, text);
      return text;
    },
  });
}

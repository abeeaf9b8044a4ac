/** Letters that follow each other faster than this are one word. */
const pauseMs = 1000;

export interface Typed {
  readonly text: string;
  /** The event's own clock, ms. */
  readonly at: number;
}

/** What has been typed with this letter; after a pause it begins anew. */
export const typedNow = (before: Typed | null, letter: string, at: number): Typed => ({
  text: before !== null && at - before.at < pauseMs ? before.text + letter : letter,
  at,
});

/** A key that writes a letter, a digit or a sign of a name; what begins a command or a shortcut of the page is not one. */
export const isLetter = ({ key, altKey }: Pick<KeyboardEvent, 'key' | 'altKey'>): boolean =>
  !altKey && key.length === 1 && !/[\s/?]/.test(key);

/**
 * Which of `count` rows what was typed leads to, as in a file manager: a word stays on its row while it fits, one letter
 * and the same letter over and over go on to the next. null: none.
 */
export function rowTyped(
  typed: string,
  { count, from, begins }: { count: number; from: number; begins: (index: number, text: string) => boolean },
): number | null {
  const [first = ''] = typed;
  const isOneLetter = [...typed].every((letter) => letter === first);
  const text = isOneLetter ? first : typed;
  const start = isOneLetter ? from + 1 : Math.max(0, from);
  for (let step = 0; step < count; step += 1) {
    const index = (start + step) % count;
    if (begins(index, text)) return index;
  }
  return null;
}

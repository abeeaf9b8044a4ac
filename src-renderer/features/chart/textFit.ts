/** What text is measured with: a canvas with its font set. */
export interface TextMeasure {
  readonly font: string;
  readonly measureText: (text: string) => { readonly width: number };
}

const ellipsis = '…';

/** The longest beginning that fits, with an ellipsis when something is left out. */
export function shortened(measure: TextMeasure, text: string, room: number): string {
  if (measure.measureText(text).width <= room) return text;
  let [fits, tooLong] = [0, text.length];
  while (tooLong - fits > 1) {
    const middle = (fits + tooLong) >> 1;
    if (measure.measureText(text.slice(0, middle).trimEnd() + ellipsis).width <= room) fits = middle;
    else tooLong = middle;
  }
  return text.slice(0, fits).trimEnd() + ellipsis;
}

/** In one line where it fits, else in two about equally long ones, as the style sheet wraps the words of states. */
export function wrapped(measure: TextMeasure, text: string, room: number): readonly string[] {
  const widthOf = (part: string): number => measure.measureText(part).width;
  if (widthOf(text) <= room) return [text];
  const words = text.split(' ');
  let best: readonly [string, string] | null = null;
  let least = Number.POSITIVE_INFINITY;
  for (let count = 1; count < words.length; count += 1) {
    const lines = [words.slice(0, count).join(' '), words.slice(count).join(' ')] as const;
    const widest = Math.max(widthOf(lines[0]), widthOf(lines[1]));
    if (widest < least) [best, least] = [lines, widest];
  }
  return best === null ? [shortened(measure, text, room)] : best.map((line) => shortened(measure, line, room));
}

/**
 * Characters that must not reach a screen, a log or a terminal from outside: C0 and C1 controls (escape sequences,
 * BEL, NUL), marks that reorder or hide text (Unicode bidirectional controls, zero-width characters, tags), and
 * halves of surrogate pairs.
 */
const unwanted =
  /[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]|[\u{e0000}-\u{e007f}]|\p{Cs}/gu;
const unwantedButLines = new RegExp(`(?![\\n\\t])(?:${unwanted.source})`, 'gu');
const lineBreaks = /\r\n?|[\n\u0085\u2028\u2029]/gu;

export interface HostileTextOptions {
  /** Keeps line ends (as `\n`) and tabs; otherwise they become one space each. */
  readonly keepsLines?: boolean;
}

/** Cuts between code points, so that no half of a pair is left behind. */
function cut(text: string, maxLength: number): string {
  if (text.length <= maxLength) return text;
  const end = text.codePointAt(maxLength - 1) ?? 0;
  return text.slice(0, end > 0xffff ? maxLength - 1 : maxLength);
}

/**
 * Text from outside, made safe to show: a string of at most `maxLength` UTF-16 units without control or reordering
 * characters. Anything that is not a string becomes the empty string.
 */
export function hostileText(text: unknown, maxLength: number, { keepsLines = false }: HostileTextOptions = {}): string {
  if (typeof text !== 'string') return '';
  // Work is bounded by what can be kept: a 10 MB name costs no more than a long one.
  const considered = text.slice(0, maxLength * 4);
  const lined = considered.replace(lineBreaks, keepsLines ? '\n' : ' ');
  const clean = keepsLines ? lined.replace(unwantedButLines, '') : lined.replace(/\t/g, ' ').replace(unwanted, '');
  return cut(clean.trim(), maxLength).trimEnd();
}

/** As `hostileText`; null when nothing is left. */
export function hostileTextOrNull(text: unknown, maxLength: number, options?: HostileTextOptions): string | null {
  return hostileText(text, maxLength, options) || null;
}

/** Whether a name can be used as it is: cleaning it would change nothing. */
export const isPlainText = (text: string, maxLength: number): boolean =>
  text.length > 0 && hostileText(text, maxLength) === text;

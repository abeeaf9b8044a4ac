import { fieldPath, type JsonObject, textsOf, valuesAt } from './searchFields.ts';

/** Says how well a content fits a query text: 0 = not at all. */
export type TextMatcher = (content: JsonObject, subject: string) => number;

const wordsIn = (text: string): string[] => text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];

/** A word, a `"phrase"` or a `pre*`, against one text. */
function hits(text: string, wanted: string): number {
  if (wanted === '*') return 1;
  const words = wordsIn(text);
  if (wanted.includes('*') || wanted.includes('?')) {
    const escaped = wanted.toLowerCase().replace(/[.+^${}()|[\]\\]/g, '\\$&');
    const pattern = new RegExp(`^${escaped.replace(/\*/g, '.*').replace(/\?/g, '.')}$`, 'u');
    return pattern.test(text.toLowerCase()) ? 1 : words.filter((word) => pattern.test(word)).length;
  }
  const phrase = wordsIn(wanted);
  if (phrase.length === 0) return 0;
  let count = 0;
  for (let start = 0; start + phrase.length <= words.length; start += 1)
    if (phrase.every((word, place) => words[start + place] === word)) count += 1;
  return count;
}

function termMatcher(field: string | null, wanted: string): TextMatcher {
  const path = field === null ? null : fieldPath(field);
  return (content, subject) => {
    const texts = path === null ? [subject, ...textsOf(content)] : valuesAt(content, path).map(String);
    return texts.reduce((sum, text) => sum + hits(text, wanted), 0);
  };
}

const every =
  (parts: readonly TextMatcher[]): TextMatcher =>
  (content, subject) => {
    let score = 0;
    for (const part of parts) {
      const found = part(content, subject);
      if (found === 0) return 0;
      score += found;
    }
    return score;
  };
const some =
  (parts: readonly TextMatcher[]): TextMatcher =>
  (content, subject) =>
    parts.reduce((sum, part) => sum + part(content, subject), 0);
const not =
  (part: TextMatcher): TextMatcher =>
  (content, subject) =>
    part(content, subject) > 0 ? 0 : 1;

const tokens = /\(|\)|(?:[^\s():"\\]|\\.)+:(?:"[^"]*"|[^\s()"]+)|-?"[^"]*"|[^\s()]+/g;
const unquoted = (text: string): string => text.replace(/^"|"$/g, '');

/** `field:value`, `"phrase"`, `-word`, AND, OR, NOT and brackets. */
function readAdvanced(query: string): TextMatcher {
  const left = query.match(tokens) ?? [];
  const alternatives = (): TextMatcher => {
    const parts = [sequence()];
    while (left[0] === 'OR') {
      left.shift();
      parts.push(sequence());
    }
    return some(parts);
  };
  const sequence = (): TextMatcher => {
    const parts: TextMatcher[] = [];
    while (left.length > 0 && left[0] !== ')' && left[0] !== 'OR') {
      if (left[0] === 'AND') left.shift();
      else parts.push(single());
    }
    return every(parts);
  };
  const single = (): TextMatcher => {
    const token = left.shift() ?? '';
    if (token === 'NOT') return not(single());
    if (token === '(') {
      const inner = alternatives();
      if (left[0] === ')') left.shift();
      return inner;
    }
    if (token.startsWith('-') && token.length > 1) return not(termMatcher(null, unquoted(token.slice(1))));
    const [, field, value] = /^((?:[^:"\\]|\\.)+):(.+)$/s.exec(token) ?? [];
    return field === undefined || value === undefined
      ? termMatcher(null, unquoted(token))
      : termMatcher(field, unquoted(value));
  };
  return alternatives();
}

/** Reads `q`: plain words must all be there; the advanced form has operators. `*` and nothing match everything. */
export function readQueryText(query: string, isAdvanced: boolean): TextMatcher {
  const trimmed = query.trim();
  if (trimmed === '' || trimmed === '*') return () => 1;
  if (isAdvanced) return readAdvanced(trimmed);
  return every((trimmed.match(/"[^"]*"|\S+/g) ?? []).map((word) => termMatcher(null, unquoted(word))));
}

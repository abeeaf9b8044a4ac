export interface RecipeLine {
  readonly number: number;
  readonly kind: 'section' | 'header' | 'comment' | 'text';
  /** The part that stands out: `%post`, or `From:`. */
  readonly key: string;
  readonly rest: string;
}

const header = /^(bootstrap|from|stage|include|library|osversion|mirrorurl|fingerprints)\s*:/i;

/** A definition file by lines, as much understood as colouring needs. */
export function recipeLines(text: string): readonly RecipeLine[] {
  return text
    .replace(/\r?\n$/, '')
    .split(/\r?\n/)
    .map((line, index) => ({ number: index + 1, ...partsOf(line) }));
}

function partsOf(line: string): Omit<RecipeLine, 'number'> {
  const section = /^%\S+/.exec(line)?.[0];
  if (section) return { kind: 'section', key: section, rest: line.slice(section.length) };
  const key = header.exec(line)?.[0];
  if (key) return { kind: 'header', key, rest: line.slice(key.length) };
  return { kind: line.trimStart().startsWith('#') ? 'comment' : 'text', key: '', rest: line };
}

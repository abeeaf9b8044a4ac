import type { Image } from './registry.ts';

type Named = Pick<Image, 'containerCollection' | 'container' | 'tag'>;

let collator: Intl.Collator | undefined;

/** As people count: `2` before `10`. Equal texts, the most frequent pair by far, need no collator. */
export function compareText(a: string, b: string): number {
  if (a === b) return 0;
  collator ??= new Intl.Collator('en', { numeric: true });
  return collator.compare(a, b);
}

/** By name, the newest tag first: the order of the list until somebody asks for another. */
export const compareNames = (a: Named, b: Named): number =>
  compareText(`${a.containerCollection}/${a.container}`, `${b.containerCollection}/${b.container}`) ||
  compareText(b.tag ?? '', a.tag ?? '');

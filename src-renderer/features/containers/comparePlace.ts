import type { ImageId } from '../../../src-main/contract/ids.ts';

const begin = 'compare/';
/** Ids begin with `r-`, so none begins so; a part of a name is never empty, so this stands in none. */
const between = '//';

/** What stands in the address, in the place of an image's id, when two are looked at. The second may be open yet. */
export const compareId = (one: ImageId, other: ImageId | null): string => `${begin}${one}${between}${other ?? ''}`;

export function comparedIn(id: string): { readonly one: ImageId; readonly other: ImageId | null } | null {
  if (!id.startsWith(begin)) return null;
  const [one = '', other = ''] = id.slice(begin.length).split(between);
  return one === '' ? null : { one: one as ImageId, other: other === '' ? null : (other as ImageId) };
}

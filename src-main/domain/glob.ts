/** Whether it matches itself only. */
export const isPlainName = (pattern: string): boolean => !pattern.includes('*') && !pattern.includes('?');

/**
 * Whether a whole name matches a pattern of plain characters, `*` (any run, also none) and `?` (one character).
 * Looks back to the last `*` only, so a hostile pattern costs length × length at most.
 */
export function matchesGlob(pattern: string, name: string): boolean {
  // Asked for every image and every subscription, and most patterns are one of these two.
  if (pattern === '*') return true;
  if (isPlainName(pattern)) return pattern === name;
  const [wanted, given] = [Array.from(pattern), Array.from(name)];
  let p = 0;
  let n = 0;
  let star = -1;
  let resume = 0;
  while (n < given.length) {
    if (wanted[p] === '*') {
      star = p;
      resume = n;
      p += 1;
    } else if (p < wanted.length && (wanted[p] === '?' || wanted[p] === given[n])) {
      p += 1;
      n += 1;
    } else if (star !== -1) {
      resume += 1;
      p = star + 1;
      n = resume;
    } else return false;
  }
  while (wanted[p] === '*') p += 1;
  return p === wanted.length;
}

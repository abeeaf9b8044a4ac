/** `1.2.3-beta.1`; build metadata after `+` counts for nothing (semver.org, 10 and 11). */
const pattern = /^v?(\d+)\.(\d+)\.(\d+)(?:-([0-9A-Za-z.-]+))?(?:\+.*)?$/;

interface Version {
  readonly numbers: readonly number[];
  readonly pre: readonly string[];
}

function versionOf(text: string): Version | null {
  const [, major, minor, patch, pre = ''] = pattern.exec(text.trim()) ?? [];
  if (major === undefined) return null;
  return { numbers: [major, minor, patch].map(Number), pre: pre === '' ? [] : pre.split('.') };
}

function comparePre(one: readonly string[], other: readonly string[]): number {
  if (one.length === 0 || other.length === 0) return other.length - one.length;
  for (let at = 0; at < Math.max(one.length, other.length); at += 1) {
    const [a, b] = [one[at], other[at]];
    if (a === undefined || b === undefined) return a === undefined ? -1 : 1;
    const [isNumber, isOtherNumber] = [/^\d+$/.test(a), /^\d+$/.test(b)];
    if (isNumber !== isOtherNumber) return isNumber ? -1 : 1;
    const difference = isNumber ? Number(a) - Number(b) : a < b ? -1 : Number(a > b);
    if (difference !== 0) return difference;
  }
  return 0;
}

/** Whether the first is newer. What is no version is never newer. */
export function isNewerVersion(wanted: string, known: string): boolean {
  const [one, other] = [versionOf(wanted), versionOf(known)];
  if (one === null || other === null) return false;
  const differs = one.numbers.findIndex((number, at) => number !== other.numbers[at]);
  if (differs >= 0) return (one.numbers[differs] ?? 0) > (other.numbers[differs] ?? 0);
  return comparePre(one.pre, other.pre) > 0;
}

import type { ErrorFacts } from '../errors.ts';
import { formatSize } from '../format.ts';

/** A fact as text, or words that stand in for it when the failure did not bring it. */
export function fact(facts: ErrorFacts, names: string | readonly string[], otherwise: string): string {
  for (const name of typeof names === 'string' ? [names] : names) {
    const value = facts[name];
    if (Array.isArray(value) && value.length > 0) return value.join(', ');
    if (typeof value === 'string' && value !== '') return value;
    if (typeof value === 'number') return String(value);
  }
  return otherwise;
}

export function sizeFact(
  facts: ErrorFacts,
  names: readonly string[],
  otherwise: string,
  inWords: (sizeBytes: number) => string = formatSize,
): string {
  const value = names.map((name) => facts[name]).find((found) => typeof found === 'number');
  return typeof value === 'number' ? inWords(value) : otherwise;
}

export const endpointIn = (facts: ErrorFacts, otherwise = 'The endpoint'): string =>
  fact(facts, ['endpointName', 'endpoint', 'name'], otherwise);

export const serverIn = (facts: ErrorFacts, otherwise = 'the server'): string =>
  fact(facts, ['host', 'registry', 'origin', 'url', 'service', 'what'], otherwise);

export const folderIn = (facts: ErrorFacts, otherwise = 'the folder'): string =>
  fact(facts, ['folder', 'path', 'destinationPath'], otherwise);

/** `20:00-07:00` as people write it. */
export const hoursIn = (facts: ErrorFacts): string => fact(facts, 'hours', '…').replace('-', '\u2013');

/** An image id begins with the registry's own id, which says nothing to people. */
export const imageIn = (facts: ErrorFacts, name: string, otherwise: string): string =>
  fact(facts, name, otherwise).replace(/^r-[0-9a-f]{8}\//, '');

/** The first of several damaged files is named; the others are counted, and some of them named in brackets. */
export function otherFilesIn(facts: ErrorFacts): { readonly count: number; readonly names: string } {
  const count = Number(fact(facts, 'otherFiles', '0'));
  const named = fact(facts, 'others', '');
  return { count, names: named === '' ? '' : ` (${named}${named.split(', ').length < count ? ', …' : ''})` };
}

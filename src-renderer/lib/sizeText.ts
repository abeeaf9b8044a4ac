const powers: Readonly<Record<string, number>> = { '': 0, K: 1, M: 2, G: 3, T: 4, P: 5 };

/** Steps of 1000, as kB and GB are counted, or of 1024. */
export type SizeStep = 1000 | 1024;

/**
 * Bytes of `500 MB`, `1.5 GiB` or `1,5 gb`; a bare number is gigabytes in the step of the screens. null: it is no size.
 */
export function bytesOfText(text: string, step: SizeStep): number | null {
  const [, number = '', letter = '', binary = '', unit = ''] =
    /^(\d{1,9}(?:[.,]\d{1,3})?)\s*([kmgtp]?)(i?)(b?)$/i.exec(text.trim()) ?? [];
  if (number === '') return null;
  const value = Number(number.replace(',', '.'));
  if (letter === '' && unit === '') return binary === '' ? Math.round(value * step ** 3) : null;
  const bytes = Math.round(value * (binary === '' ? 1000 : 1024) ** (powers[letter.toUpperCase()] ?? 0));
  return Number.isSafeInteger(bytes) ? bytes : null;
}

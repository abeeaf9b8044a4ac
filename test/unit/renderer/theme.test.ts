import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const css = readFileSync(join(import.meta.dirname, '../../../src-renderer/theme.css'), 'utf8');

function tokensOf(theme: string): ReadonlyMap<string, string> {
  const block = new RegExp(`^${theme.replaceAll(/[[\]]/g, '\\$&')} \\{([^}]*)\\}`, 'm').exec(css)?.[1] ?? '';
  return new Map(
    [...block.matchAll(/--([\w-]+): (#[0-9a-f]{6});/g)].map(([, name, colour]) => [name ?? '', colour ?? '']),
  );
}

/** WCAG 2.2, relative luminance. */
function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((start) => {
    const value = Number.parseInt(colour.slice(start, start + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(a: string, b: string): number {
  const [light = 0, dark = 0] = [luminance(a), luminance(b)].toSorted((x, y) => y - x);
  return (light + 0.05) / (dark + 0.05);
}

const grounds = ['paper', 'panel', 'raised', 'hover'];
const pairs = [
  ...['ink', 'ink2', 'ink3', 'blue', 'red', 'amber', 'green'].flatMap((ink) => grounds.map((ground) => [ink, ground])),
  ...['amber', 'blue', 'green', 'red', 'grey'].flatMap((tone) => [
    [tone, `${tone}-bg`],
    ['ink', `${tone}-bg`],
  ]),
  ['ink2', 'blue-bg'],
  ['ink', 'sea'],
  ['ink2', 'sea'],
  ['accent-ink', 'accent'],
  ['accent-ink', 'accent-hover'],
  ['panel', 'red'],
  ['panel', 'red-hover'],
  ['ink3', 'grey-bg'],
  ['bar-ink', 'bar-bg'],
  ['bar-ink2', 'bar-bg'],
];

const more = '[data-contrast="more"]';
describe.each([
  ['light', '[data-theme="light"]', 4.5],
  ['dark', '[data-theme="dark"]', 4.5],
  ['high contrast light', `${more}[data-theme="light"]`, 7],
  ['high contrast dark', `${more}[data-theme="dark"]`, 7],
] as const)('the %s theme', (_, theme, least) => {
  const tokens = tokensOf(theme);
  it.each(pairs)('%s can be read on %s', (ink = '', ground = '') => {
    const colours = [tokens.get(ink), tokens.get(ground)];
    expect(colours).not.toContain(undefined);
    expect(contrast(colours[0] ?? '', colours[1] ?? '')).toBeGreaterThanOrEqual(least);
  });
  it('draws the edges of fields at 3:1', () => {
    for (const ground of ['panel', 'raised', 'paper']) {
      expect(contrast(tokens.get('line-strong') ?? '', tokens.get(ground) ?? '')).toBeGreaterThanOrEqual(3);
    }
  });
});

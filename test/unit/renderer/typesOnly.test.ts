import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';

const importPattern =
  /(?:^|\n)\s*(?:import|export)\s+(?!type\b)(?:[^'"]*?\sfrom\s+)?['"]([^'"]+)['"]|import\(\s*['"]([^'"]+)['"]\s*\)/g;

/** `import { type A, type B } from` brings nothing along at run time. */
const bringsValues = (statement: string): boolean => {
  const names = /\{([^}]*)\}/.exec(statement)?.[1];
  if (names === undefined || /(?:import|export)\s+\w/.test(statement)) return true;
  return names.split(',').some((name) => name.trim() !== '' && !name.trim().startsWith('type '));
};

/** Everything the page's entry loads at some time: files, and packages by name. */
function reachedFrom(entry: string): { readonly files: ReadonlySet<string>; readonly packages: ReadonlySet<string> } {
  const files = new Set([entry]);
  const packages = new Set<string>();
  for (const file of files) {
    if (!/\.tsx?$/.test(file)) continue;
    for (const match of readFileSync(file, 'utf8').matchAll(importPattern)) {
      const target = match[1] ?? match[2] ?? '';
      if (!bringsValues(match[0])) continue;
      if (!target.startsWith('.')) packages.add(target);
      else if (existsSync(path.join(path.dirname(file), target))) files.add(path.join(path.dirname(file), target));
    }
  }
  return { files, packages };
}

it('no schema runs in the page: zod compiles functions from text, which Trusted Types refuse', () => {
  const { files, packages } = reachedFrom('src-renderer/main.ts');
  expect(files.size).toBeGreaterThan(150);
  expect(packages).toContain('react-dom/client');
  expect([...packages].filter((name) => name === 'zod' || name.startsWith('zod/'))).toEqual([]);
  const fromMain = [...files].filter((file) => file.startsWith('src-main/') && !file.startsWith('src-main/contract/'));
  expect(fromMain).toEqual([]);
});

// Enforces the layer table of ARCHITECTURE.md: who may import whom. A rule that nothing checks drifts.
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

type Target = `layer:${string}` | `package:${string}` | `node:${string}`;

interface Layer {
  /** Layers (folders of src-main, or `renderer`) that may be imported besides the own one. */
  readonly layers: readonly string[];
  /** Packages; `*` = any but those in `never`. */
  readonly packages: readonly string[];
  /** Node's own modules: all, none, or all but the machine's (files, processes, SQLite). */
  readonly node: 'all' | 'none' | 'notTheMachine';
}

const theMachine = new Set(['fs', 'fs/promises', 'sqlite', 'child_process', 'worker_threads']);
const portPackages = new Set([
  'electron',
  'electron-store',
  'got',
  'chokidar',
  'conf',
  'pino',
  '@napi-rs/keyring',
  'ws',
]);
const service: Layer = { layers: ['contract', 'domain', 'sif', 'ports'], packages: ['*'], node: 'notTheMachine' };

const table: Readonly<Record<string, Layer>> = {
  contract: { layers: [], packages: ['zod'], node: 'none' },
  domain: { layers: ['contract'], packages: [], node: 'none' },
  sif: { layers: ['contract'], packages: [], node: 'none' },
  ports: { layers: ['contract'], packages: [], node: 'none' },
  'sign-in': service,
  registry: service,
  globus: service,
  sync: service,
  settings: service,
  node: {
    layers: ['ports', 'contract'],
    packages: ['*', 'got', 'chokidar', 'conf', 'pino', '@napi-rs/keyring'],
    node: 'all',
  },
  app: {
    layers: ['contract', 'domain', 'sif', 'ports', 'sign-in', 'registry', 'globus', 'sync', 'settings', 'node', 'lab'],
    packages: ['*'],
    node: 'all',
  },
  electron: {
    layers: ['app', 'node', 'ports', 'contract'],
    packages: ['*', 'electron', 'electron-store', 'ws'],
    node: 'all',
  },
  headless: { layers: ['app', 'node', 'ports', 'contract'], packages: ['*', 'ws', 'conf'], node: 'all' },
  lab: { layers: ['contract'], packages: ['*'], node: 'all' },
  renderer: { layers: ['contract'], packages: ['*'], node: 'none' },
};

/** The renderer may know the router's type, and only its type. */
const routerType = 'src-main/app/router.ts';

const forbiddenWords: Readonly<Record<string, RegExp>> = {
  domain: /\bDate\.now\b|\bnew Date\(\)|\bsetTimeout\b|\bsetInterval\b|\bMath\.random\b|\bprocess\./,
  sif: /\bDate\.now\b|\bnew Date\(\)|\bsetTimeout\b|\bsetInterval\b|\bMath\.random\b|\bprocess\./,
  contract: /\bDate\.now\b|\bsetTimeout\b|\bprocess\./,
};

const importPattern =
  /(?:^|\n)\s*(import|export)\s+(type\s+)?(?:[^'"]*?\sfrom\s+)?['"]([^'"]+)['"]|import\(\s*['"]([^'"]+)['"]\s*\)/g;

const layerOf = (file: string): string | null => {
  const [root, folder] = file.split('/');
  if (root === 'src-renderer') return 'renderer';
  return root === 'src-main' && folder !== undefined ? folder : null;
};

const targetOf = (file: string, specifier: string): Target => {
  if (specifier.startsWith('node:')) return `node:${specifier.slice(5)}`;
  if (!specifier.startsWith('.')) {
    const parts = specifier.split('/');
    return `package:${specifier.startsWith('@') ? parts.slice(0, 2).join('/') : parts[0]}`;
  }
  return `layer:${layerOf(path.posix.normalize(path.posix.join(path.posix.dirname(file), specifier))) ?? 'outside'}`;
};

function refusal(file: string, layerName: string, layer: Layer, specifier: string, isType: boolean): string | null {
  const target = targetOf(file, specifier);
  const name = target.slice(target.indexOf(':') + 1);
  if (target.startsWith('layer:')) {
    if (name === layerName || layer.layers.includes(name)) return null;
    const resolved = path.posix.normalize(path.posix.join(path.posix.dirname(file), specifier));
    // The project's own version.
    if (layerName === 'node' && resolved === 'package.json') return null;
    return layerName === 'renderer' && resolved === routerType && isType ? null : `imports the layer ${name}`;
  }
  if (target.startsWith('node:')) {
    if (layer.node === 'all' || (layer.node === 'notTheMachine' && !theMachine.has(name))) return null;
    return `imports node:${name}`;
  }
  if (layer.packages.includes(name) || (layer.packages.includes('*') && !portPackages.has(name))) return null;
  return `imports the package ${name}`;
}

/** Every breach in one file's text, as `path: what`. Exported for its test. */
export function breachesIn(file: string, text: string): string[] {
  const layerName = layerOf(file);
  const layer = layerName === null ? undefined : table[layerName];
  if (layerName === null || layer === undefined)
    return layerName === null ? [] : [`${file}: no layer is called ${layerName}`];
  const breaches = [...text.matchAll(importPattern)].flatMap((match) => {
    const reason = refusal(file, layerName, layer, match[3] ?? match[4] ?? '', match[2] !== undefined);
    return reason === null ? [] : [`${file}: ${layerName} ${reason}`];
  });
  const word = forbiddenWords[layerName]?.exec(text.replace(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, ''));
  return word ? [...breaches, `${file}: ${layerName} uses ${word[0]}`] : breaches;
}

const deepest = 3;

function sourceFiles(root: string): string[] {
  return readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name))
    .map((entry) => path.join(entry.parentPath, entry.name).split(path.sep).join('/'));
}

if (import.meta.main) {
  const files = ['src-main', 'src-renderer'].flatMap(sourceFiles);
  const breaches = files.flatMap((file) => breachesIn(file, readFileSync(file, 'utf8')));
  const tooDeep = files
    .filter((file) => file.split('/').length - 2 > deepest)
    .map((file) => `${file}: more than ${deepest} folders deep`);
  for (const breach of [...breaches, ...tooDeep]) console.error(breach);
  console.log(`layers: ${files.length} files, ${breaches.length + tooDeep.length} breaches`);
  process.exitCode = breaches.length + tooDeep.length > 0 ? 1 : 0;
}

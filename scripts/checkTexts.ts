// Finds text that a screen writes by itself instead of taking it from src-renderer/strings, where it can be translated.
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parseSync } from 'vite';
import { englishTexts } from '../src-renderer/strings/englishTexts.ts';

/** The same in every language: names of products and of keys. */
const sameEverywhere = new Set([
  'Portolan',
  'Globus',
  'Apptainer',
  'Nextflow',
  'Esc',
  'SIF',
  'PNG',
  'SVG',
  'JSON',
  'CSV',
]);

/** Properties of elements and objects that people read or hear. */
const visible = new Set([
  ...['aria-label', 'aria-description', 'aria-valuetext', 'aria-roledescription', 'title', 'placeholder', 'alt'],
  ...['label', 'hint', 'text', 'textValue', 'word', 'words', 'says', 'why', 'what', 'verb', 'purpose', 'reason'],
  ...['summary', 'button', 'does', 'detail', 'error', 'otherwise', 'toast', 'advice'],
]);

/** Functions whose first argument is shown or said. */
const speaking = new Set(['succeed', 'say', 'sayAtOnce', 'useSay']);

/** English, for the command line. `useWords()` has them in the language of the screens. */
const englishOnly: Readonly<Record<string, RegExp>> = {
  'contract/format.ts': /^format(?!Countdown)/,
  'contract/states.ts': /States$|Words$|Kinds$|Relations$|Profiles$|^copyOutcomes$|Catalogue$|^runningPhases$/,
  'contract/problemWords/problems.ts': /^problem(Words|Catalogue)$/,
  'contract/explanation.ts': /^explanation/,
};

type Node = Readonly<Record<string, unknown>> & { readonly type: string; readonly start: number };

const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string';

const childrenOf = (node: Node): readonly Node[] =>
  Object.values(node).flatMap((value) => (Array.isArray(value) ? value.filter(isNode) : isNode(value) ? [value] : []));

const nodeAt = (node: Node, name: string): Node | null => {
  const value = node[name];
  return isNode(value) ? value : null;
};

const nameOf = (node: Node | null): string => {
  if (node === null) return '';
  if (node.type === 'MemberExpression') return nameOf(nodeAt(node, 'property'));
  return typeof node.name === 'string' ? node.name : typeof node.value === 'string' ? node.value : '';
};

const isKey = (text: string): boolean => {
  let place: unknown = englishTexts;
  for (const part of text.split('.')) {
    if (typeof place !== 'object' || place === null) return false;
    place = Object.entries(place).find(([name]) => name === part || name === `${part}_other`)?.[1];
  }
  return typeof place === 'string';
};

/** An address to type, or the name of a variable. */
const isCode = (text: string): boolean => /^https?:\/\/\S*$|^[A-Z]+(_[A-Z]+)+$/.test(text);

const isText = (text: string): boolean => {
  const trimmed = text.trim();
  return /\p{L}{2}/u.test(trimmed) && !sameEverywhere.has(trimmed) && !isCode(trimmed) && !isKey(trimmed);
};

/** Two words and a capital at the beginning: wherever it stands, people will read it. */
const isSentence = (text: string): boolean => /^\p{Lu}[\p{L}’'-]*[ ,]+\p{L}/u.test(text) && isText(text);

/** The literal texts an expression may come to; what a call answers is the call's affair. */
function textsOf(node: Node | null): readonly { readonly text: string; readonly at: number }[] {
  if (node === null) return [];
  switch (node.type) {
    case 'Literal':
    case 'JSXText':
      return typeof node.value === 'string' && isText(node.value) ? [{ text: node.value.trim(), at: node.start }] : [];
    case 'TemplateLiteral': {
      const parts = (Array.isArray(node.quasis) ? node.quasis : []).filter(isNode);
      const words = parts.map((part) => (isRaw(part.value) ? part.value.raw : '')).join(' … ');
      return isText(words) ? [{ text: words, at: node.start }] : [];
    }
    case 'ConditionalExpression':
      return [...textsOf(nodeAt(node, 'consequent')), ...textsOf(nodeAt(node, 'alternate'))];
    case 'LogicalExpression':
      return [...textsOf(nodeAt(node, 'left')), ...textsOf(nodeAt(node, 'right'))];
    case 'BinaryExpression':
      return node.operator === '+' ? [...textsOf(nodeAt(node, 'left')), ...textsOf(nodeAt(node, 'right'))] : [];
    case 'JSXExpressionContainer':
    case 'ParenthesizedExpression':
    case 'TSAsExpression':
      return textsOf(nodeAt(node, 'expression'));
    default:
      return [];
  }
}

const isRaw = (value: unknown): value is { readonly raw: string } =>
  typeof value === 'object' && value !== null && 'raw' in value && typeof value.raw === 'string';

/** What this node itself shows. */
function shownBy(node: Node): ReturnType<typeof textsOf> {
  switch (node.type) {
    case 'JSXElement':
    case 'JSXFragment':
      return (Array.isArray(node.children) ? node.children : []).filter(isNode).flatMap(textsOf);
    case 'JSXAttribute':
      return visible.has(nameOf(nodeAt(node, 'name'))) ? textsOf(nodeAt(node, 'value')) : [];
    case 'Property':
      return visible.has(nameOf(nodeAt(node, 'key'))) ? textsOf(nodeAt(node, 'value')) : [];
    case 'CallExpression': {
      const [first] = Array.isArray(node.arguments) ? node.arguments : [];
      return speaking.has(nameOf(nodeAt(node, 'callee'))) && isNode(first) ? textsOf(first) : [];
    }
    case 'Literal':
    case 'TemplateLiteral':
      return textsOf(node).filter(({ text }) => isSentence(text));
    default:
      return [];
  }
}

/** Such an error means that the page was put together wrongly; nobody is shown it. */
const isInternalError = (node: Node): boolean =>
  node.type === 'NewExpression' && nameOf(nodeAt(node, 'callee')) === 'Error';

function importsOf(node: Node): ReturnType<typeof textsOf> {
  if (node.type !== 'ImportDeclaration' || node.importKind === 'type') return [];
  const source = nameOf(nodeAt(node, 'source'));
  const [, pattern] = Object.entries(englishOnly).find(([file]) => source.endsWith(file)) ?? [];
  const specifiers = (Array.isArray(node.specifiers) ? node.specifiers : []).filter(isNode);
  return specifiers
    .filter((specifier) => specifier.importKind !== 'type')
    .map((specifier) => nameOf(nodeAt(specifier, 'imported')))
    .filter((name) => pattern?.test(name))
    .map((name) => ({ text: `${name} speaks English only`, at: node.start }));
}

/** Every text of one file that cannot be translated, as `path:line: text`. Exported for its test. */
export function textsIn(file: string, source: string): readonly string[] {
  const program: unknown = parseSync(file, source).program;
  const found = new Map<number, string>();
  const walk = (node: Node): void => {
    if (isInternalError(node)) return;
    for (const { text, at } of [...shownBy(node), ...importsOf(node)]) found.set(at, text.replace(/\s+/g, ' '));
    childrenOf(node).forEach(walk);
  };
  if (isNode(program)) walk(program);
  return [...found].map(([at, text]) => `${file}:${source.slice(0, at).split('\n').length}: ${text}`);
}

if (import.meta.main) {
  const files = readdirSync('src-renderer', { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name))
    .map((entry) => path.join(entry.parentPath, entry.name).split(path.sep).join('/'))
    .filter((file) => !file.startsWith('src-renderer/strings/'));
  const found = files.flatMap((file) => textsIn(file, readFileSync(file, 'utf8')));
  for (const text of found) console.error(text);
  console.log(`texts: ${files.length} files, ${found.length} texts outside src-renderer/strings`);
  process.exitCode = found.length > 0 ? 1 : 0;
}

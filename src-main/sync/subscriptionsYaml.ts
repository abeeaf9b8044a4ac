import { Document, isMap, isScalar, LineCounter, type Node, parseDocument } from 'yaml';
import { z } from 'zod';
import type { ErrorFacts } from '../contract/errors.ts';
import { namingProfileSchema } from '../contract/naming.ts';
import type { ImportFault } from '../contract/subscription.ts';
import { hostileText } from '../domain/hostileText.ts';

/** All scalars are read as text: a tag `2.10` is no number, and a name `no` is no truth value. */
const text = z.string().max(4096);
const orNull = <T extends z.ZodType>(schema: T) =>
  z.union([z.enum(['', '~', 'null']).transform(() => null), schema]).default(null);
const flag = z.enum(['true', 'false'], 'true or false').transform((value) => value === 'true');
const whole = z
  .string()
  .regex(/^\d{1,15}$/, 'a whole number')
  .transform(Number);

const entrySchema = z.strictObject({
  id: text.optional(),
  name: text,
  from: z.strictObject({
    registry: text,
    containerCollection: text.default('*'),
    container: text.default('*'),
    tag: text.default('*'),
  }),
  conditions: z
    .strictObject({
      architecture: orNull(text),
      maxSizeBytes: orNull(whole),
      includesExisting: flag.default(true),
      signedOnly: flag.optional(),
      hours: text.optional(),
    })
    .default({ architecture: null, maxSizeBytes: null, includesExisting: true }),
  to: z
    .array(z.strictObject({ endpoint: text, folder: orNull(text), namingProfile: orNull(namingProfileSchema) }))
    .min(1),
  after: z
    .strictObject({ keepLast: orNull(whole), notify: flag.default(true), webhookUrl: orNull(text) })
    .default({ keepLast: null, notify: true, webhookUrl: null }),
  paused: flag.default(false),
});
export type FileEntry = z.infer<typeof entrySchema>;

const fileSchema = z.strictObject({
  version: z.literal('1', 'version 1'),
  subscriptions: z.array(z.unknown()),
});

/** Where in the file something is, by keys and positions in lists. */
export type FilePath = readonly (string | number)[];

export interface ReadFile {
  readonly entries: readonly { readonly entry: FileEntry; readonly path: FilePath }[];
  readonly faults: readonly ImportFault[];
  readonly faultAt: (path: FilePath, what: What) => ImportFault;
}

/** What is wrong, without its place. */
export type What = Pick<ImportFault, 'code' | 'facts'>;

const longestFact = 300;

/** Of a file that anybody may have written. */
const harmless = (facts: ErrorFacts): ErrorFacts =>
  Object.fromEntries(
    Object.entries(facts).map(([name, value]) => [
      name,
      typeof value === 'string' ? hostileText(value, longestFact) : value,
    ]),
  );

function whatOf({ message, code, path, ...more }: z.core.$ZodIssue): What {
  if (code === 'unrecognized_keys' && 'keys' in more)
    return { code: 'unknownKeys', facts: { keys: more.keys.join(', ') } };
  const isMissing = message.endsWith('received undefined');
  return isMissing
    ? { code: 'missing', facts: { key: path.map(String).at(-1) ?? 'subscriptions' } }
    : { code: 'notAllowed', facts: { reason: message } };
}

const tooManyAliases = Symbol('too many aliases');

/** A few short lines of aliases to aliases can stand for more than fits into memory. */
function plainOf(document: Document.Parsed): unknown {
  try {
    return document.toJS({ maxAliasCount: 20 });
  } catch (error) {
    if (error instanceof ReferenceError) return tooManyAliases;
    throw error;
  }
}

/** Reads `subscriptions.yml`; faults carry the line and column of what is wrong, or of what surrounds what is missing. */
export function readSubscriptionsFile(source: string): ReadFile {
  const lines = new LineCounter();
  const document = parseDocument(source, { schema: 'failsafe', lineCounter: lines, prettyErrors: false });

  const at = (offset: number, { code, facts }: What): ImportFault => {
    const { line, col } = lines.linePos(offset);
    return { line: Math.max(1, line), column: Math.max(1, col), code, facts: harmless(facts) };
  };

  const offsetOf = (path: FilePath): number => {
    for (let length = path.length; length > 0; length -= 1) {
      const node = document.getIn(path.slice(0, length), true) as Node | undefined;
      if (node?.range) return node.range[0];
    }
    return document.contents?.range?.[0] ?? 0;
  };
  const faultAt = (path: FilePath, what: What) => at(offsetOf(path), what);
  const failed = (faults: readonly ImportFault[]): ReadFile => ({ entries: [], faults, faultAt });

  if (document.errors.length > 0)
    return failed(
      document.errors.map(({ pos, message }) => at(pos[0], { code: 'notYaml', facts: { reason: message } })),
    );
  const plain = plainOf(document);
  if (plain === tooManyAliases) return failed([at(0, { code: 'tooManyAliases', facts: {} })]);
  const file = fileSchema.safeParse(plain);
  if (!file.success) return failed(file.error.issues.map((issue) => faultAt(issue.path as FilePath, whatOf(issue))));
  const read = file.data.subscriptions.map((entry, index) => {
    const path = ['subscriptions', index];
    const parsed = entrySchema.safeParse(entry);
    if (parsed.success) return { entry: parsed.data, path, faults: [] };
    const faults = parsed.error.issues.map((issue) => faultAt([...path, ...(issue.path as FilePath)], whatOf(issue)));
    return { entry: null, path, faults };
  });
  return {
    entries: read.flatMap(({ entry, path }) => (entry === null ? [] : [{ entry, path }])),
    faults: read.flatMap(({ faults }) => faults),
    faultAt,
  };
}

export interface PrintedEntry extends FileEntry {
  /** Readable names, written as comments beside addresses and ids. */
  readonly registryName: string;
  readonly endpointNames: readonly string[];
}

const usual = {
  conditions: JSON.stringify({ architecture: null, maxSizeBytes: null, includesExisting: true }),
  after: JSON.stringify({ keepLast: null, notify: true, webhookUrl: null }),
};

/** Without what is as it usually is. */
function plainEntry({ id, name, from, conditions, to, after, paused }: FileEntry) {
  return {
    id,
    name,
    from,
    ...(JSON.stringify(conditions) === usual.conditions ? {} : { conditions }),
    to: to.map(({ endpoint, folder, namingProfile }) => ({
      endpoint,
      ...(folder === null ? {} : { folder }),
      ...(namingProfile === null ? {} : { namingProfile }),
    })),
    ...(JSON.stringify(after) === usual.after ? {} : { after }),
    ...(paused ? { paused } : {}),
  };
}

export function printSubscriptionsFile(entries: readonly PrintedEntry[]): string {
  const document = new Document({ version: 1, subscriptions: entries.map(plainEntry) });
  const comment = (path: FilePath, words: string): void => {
    const node = document.getIn(path, true);
    if (isScalar(node) && words !== '') node.comment = ` ${hostileText(words, 120)}`;
  };
  for (const [index, { registryName, endpointNames }] of entries.entries()) {
    comment(['subscriptions', index, 'from', 'registry'], registryName);
    for (const [position, name] of endpointNames.entries())
      comment(['subscriptions', index, 'to', position, 'endpoint'], name);
  }
  if (isMap(document.contents))
    document.commentBefore = ' What Portolan keeps where. Import it with `portolan subscriptions import`.';
  return document.toString({ lineWidth: 0 });
}

import { basename } from 'node:path';
import { z } from 'zod';
import type { Notice } from '../contract/events.ts';
import type { VaultKind } from '../contract/signIn.ts';
import type { Logger } from '../ports/logger.ts';
import type { SecretVault } from '../ports/secretVault.ts';
import { putVaultFileAside, readVaultFile, writeVaultFile } from './vaultFile.ts';

/** How one secret becomes text in the file. `open` rejects or answers null when it cannot be opened. */
export interface VaultCodec {
  /** What the file tells about the codec itself: a salt, a check value. */
  readonly header: Readonly<Record<string, string>>;
  seal(name: string, secret: string): Promise<string>;
  open(name: string, sealed: string): Promise<string | null>;
}

const contentSchema = z.object({
  portolanVault: z.literal(1),
  header: z.record(z.string(), z.string()),
  entries: z.record(z.string(), z.string()),
});
type Content = z.infer<typeof contentSchema>;

interface OpenVault {
  readonly codec: VaultCodec;
  readonly entries: Map<string, string>;
  /** The file holds something this vault cannot open: it moves aside before the first write. */
  isUnreadable: boolean;
}

function parseContent(bytes: Uint8Array): Content | null {
  try {
    return contentSchema.parse(JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes)));
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof TypeError || error instanceof z.ZodError) return null;
    throw error;
  }
}

/**
 * Secrets in one JSON file, each sealed on its own. `codecFor` gets the header of the file found, or null for a new
 * one, and answers null when it cannot open that file (another key or passphrase): reads then answer null.
 */
export function createFileVault({
  path,
  kind,
  codecFor,
  logger,
}: {
  readonly path: string;
  readonly kind: VaultKind;
  readonly codecFor: (header: Content['header'] | null) => Promise<VaultCodec | null>;
  readonly logger?: Logger;
}): SecretVault {
  let opened: Promise<OpenVault> | null = null;
  let lastWrite: Promise<void> = Promise.resolve();
  let notice: Notice | null = null;

  async function fresh(isUnreadable: boolean): Promise<OpenVault> {
    const codec = await codecFor(null);
    if (codec === null) throw new Error('a new vault needs a codec');
    return { codec, entries: new Map(), isUnreadable };
  }

  async function load(): Promise<OpenVault> {
    const bytes = await readVaultFile(path);
    if (bytes === null) return fresh(false);
    const content = parseContent(bytes);
    const codec = content === null ? null : await codecFor(content.header);
    if (content === null || codec === null) {
      const reason = content === null ? 'damaged' : 'otherKey';
      logger?.warn('vault cannot be read', { kind, reason });
      notice = { code: 'vault.damaged', facts: { file: basename(path), reason } };
      return fresh(true);
    }
    return { codec, entries: new Map(Object.entries(content.entries)), isUnreadable: false };
  }

  /** A failed load (folder not readable just now) is tried again by the next caller. */
  function vault(): Promise<OpenVault> {
    opened ??= load().catch((error: unknown) => {
      opened = null;
      throw error;
    });
    return opened;
  }

  async function save(change: (entries: Map<string, string>) => void): Promise<void> {
    const current = await vault();
    const entries = new Map(current.entries);
    change(entries);
    if (current.isUnreadable) {
      const keptAs = await putVaultFileAside(path);
      if (notice && keptAs) notice = { ...notice, facts: { ...notice.facts, keptAs } };
      current.isUnreadable = false;
    }
    const content: Content = {
      portolanVault: 1,
      header: { ...current.codec.header },
      entries: Object.fromEntries(entries),
    };
    await writeVaultFile(path, new TextEncoder().encode(`${JSON.stringify(content, null, 1)}\n`));
    opened = Promise.resolve({ ...current, entries });
  }

  /** One write at a time: each rewrites the file whole. */
  function inTurn(work: () => Promise<void>): Promise<void> {
    const done = lastWrite.then(work, work);
    lastWrite = done.catch(() => undefined);
    return done;
  }

  return {
    kind,
    notices: () => (notice ? [notice] : []),
    async get(name) {
      try {
        const { codec, entries } = await vault();
        const sealed = entries.get(name);
        return sealed === undefined ? null : await codec.open(name, sealed);
      } catch (error) {
        logger?.warn('vault entry cannot be read', { kind, entry: name, error });
        return null;
      }
    },
    set: (name, secret) =>
      inTurn(async () => {
        const sealed = await (await vault()).codec.seal(name, secret);
        await save((entries) => entries.set(name, sealed));
      }),
    delete: (name) =>
      inTurn(async () => {
        if ((await vault()).entries.has(name)) await save((entries) => entries.delete(name));
      }),
  };
}

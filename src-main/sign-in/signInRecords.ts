import { z } from 'zod';
import { AppError } from '../contract/errors.ts';
import type { Logger } from '../ports/logger.ts';
import type { SecretVault } from '../ports/secretVault.ts';
import { type SignInRecord, signInRecordSchema } from './types.ts';

/** Sign-ins in the vault, one entry each. */
export interface SignInRecords {
  /** null also when the entry cannot be read: the person signs in again. */
  read(name: string): Promise<SignInRecord | null>;
  /** Durable when it resolves. */
  write(name: string, record: SignInRecord): Promise<void>;
  remove(name: string): Promise<void>;
  /** Names of all sign-ins that were written and not removed. */
  names(): Promise<readonly string[]>;
}

const listName = 'sign-ins';
const listSchema = z.array(z.string());

function parsed<T>(schema: z.ZodType<T>, text: string): T | null {
  try {
    return schema.parse(JSON.parse(text));
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof z.ZodError) return null;
    throw error;
  }
}

export function createSignInRecords(vault: SecretVault, logger: Logger): SignInRecords {
  let lastListing: Promise<void> = Promise.resolve();

  async function readAs<T>(schema: z.ZodType<T>, name: string): Promise<T | null> {
    try {
      const text = await vault.get(name);
      if (text === null) return null;
      const record = parsed(schema, text);
      if (record === null) logger.warn('vault entry is damaged', { entry: name });
      return record;
    } catch (error) {
      logger.warn('vault cannot be read', { entry: name, error });
      return null;
    }
  }

  const names = async () => (await readAs(listSchema, listName)) ?? [];

  /** One change at a time: each reads the list before it writes it. */
  function relist(change: (before: readonly string[]) => readonly string[]): Promise<void> {
    const done = lastListing.then(async () => {
      const before = await names();
      const after = change(before);
      if (after.length !== before.length) await vault.set(listName, JSON.stringify(after));
    });
    lastListing = done.catch(() => undefined);
    return done;
  }

  async function guarded(work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      throw error instanceof AppError ? error : new AppError('vault.unavailable', { cause: error });
    }
  }

  return {
    read: (name) => readAs(signInRecordSchema, name),
    write: (name, record) =>
      guarded(async () => {
        await vault.set(name, JSON.stringify(record));
        await relist((before) => (before.includes(name) ? before : [...before, name]));
      }),
    remove: (name) =>
      guarded(async () => {
        await vault.delete(name);
        await relist((before) => before.filter((other) => other !== name));
      }),
    names,
  };
}

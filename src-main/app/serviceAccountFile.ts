import { readFileSync, statSync } from 'node:fs';
import { z } from 'zod';
import { AppError } from '../contract/errors.ts';

interface ClientCredentials {
  readonly clientId: string;
  readonly clientSecret: string;
}

const fileSchema = z
  .object({ client_id: z.string().min(1), client_secret: z.string().min(1) })
  .or(z.object({ id: z.string().min(1), secret: z.string().min(1) }));

const refused = (reason: string): AppError =>
  new AppError('signIn.configuration', { facts: { reason, variable: 'PORTOLAN_GLOBUS_CLIENT_FILE' } });

function readText(file: string): string {
  try {
    // Windows keeps no such bits: there every file says 0666.
    if (process.platform !== 'win32' && (statSync(file).mode & 0o077) !== 0) throw refused('fileIsReadByOthers');
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw error instanceof AppError ? error : refused('fileCannotBeRead');
  }
}

/** The text is never part of an error: it is a secret. */
function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw refused('fileIsNotJson');
  }
}

/**
 * A service account's id and secret: both from the environment, or from a JSON file that nobody else may read; null when
 * a person signs in.
 * @throws AppError `signIn.configuration`
 */
export function serviceAccountFrom(environment: NodeJS.ProcessEnv): ClientCredentials | null {
  const { PORTOLAN_GLOBUS_CLIENT_ID: clientId, PORTOLAN_GLOBUS_CLIENT_SECRET: clientSecret } = environment;
  if (clientId && clientSecret) return { clientId, clientSecret };
  const file = environment.PORTOLAN_GLOBUS_CLIENT_FILE;
  if (!file) return null;
  const found = fileSchema.safeParse(jsonOf(readText(file))).data;
  if (!found) throw refused('fileHoldsNoCredentials');
  return 'id' in found
    ? { clientId: found.id, clientSecret: found.secret }
    : { clientId: found.client_id, clientSecret: found.client_secret };
}

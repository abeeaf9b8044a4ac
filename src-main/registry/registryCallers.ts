import { AppError } from '../contract/errors.ts';
import type { RegistryId } from '../contract/ids.ts';
import type { RegistryAccess } from '../contract/registry.ts';
import type { Logger } from '../ports/logger.ts';
import type { RegistryCredential, RegistryCredentials } from '../ports/tokens.ts';
import type { RegistryConnections } from './registryConnections.ts';
import type { RegistryCaller, SregistryClient } from './sregistryClient.ts';

type KnownAccess = Pick<RegistryAccess, 'state' | 'username'>;

const states = { none: 'public', token: 'token', oidc: 'signedIn' } as const;

const isAboutAccess = (error: unknown): error is AppError =>
  error instanceof AppError && ['signIn.needed', 'registry.tokenRefused'].includes(error.code);

/** Who this app is to each registry, as the last call showed. */
export function createRegistryCallers({
  client,
  connections,
  credentials,
  logger,
}: {
  readonly client: SregistryClient;
  readonly connections: RegistryConnections;
  readonly credentials: RegistryCredentials;
  readonly logger: Logger;
}) {
  const known = new Map<RegistryId, KnownAccess>();
  /** The names are asked for once for each way of access. */
  const names = new Map<RegistryId, { readonly kind: RegistryCredential['kind']; readonly username: string | null }>();

  async function nameOf(id: RegistryId, caller: RegistryCaller): Promise<string | null> {
    const { kind } = caller.credential;
    if (kind === 'none') return null;
    const before = names.get(id);
    if (before?.kind === kind) return before.username;
    try {
      const username = await client.username(caller);
      names.set(id, { kind, username });
      return username;
    } catch (error) {
      // The name is only shown; the call before it was what mattered.
      logger.debug('The registry did not tell the name', { code: error instanceof AppError ? error.code : 'internal' });
      return null;
    }
  }

  /** Does the work as the person the registry knows; a sign-in that was refused is renewed once. */
  async function call<T>(id: RegistryId, work: (caller: RegistryCaller) => Promise<T>): Promise<T> {
    const { url } = connections.get(id);
    const tried = async (credential: RegistryCredential) => {
      const result = await work({ url, credential });
      known.set(id, { state: states[credential.kind], username: await nameOf(id, { url, credential }) });
      return result;
    };
    const credential = await credentials.credential(id);
    try {
      return await tried(credential);
    } catch (error) {
      if (!isAboutAccess(error)) throw error;
      known.set(id, { state: 'signInNeeded', username: null });
      if (credential.kind !== 'oidc') throw error;
      const renewed = await credentials.renewed(id, credential.accessToken);
      if (renewed.kind === 'none') throw error;
      return tried(renewed);
    }
  }

  return {
    call,
    nameOf,
    /** As the last call showed; before the first one, by the credential that is there. */
    async access(id: RegistryId): Promise<KnownAccess> {
      const last = known.get(id);
      if (last) return last;
      try {
        const { kind } = await credentials.credential(id);
        return { state: states[kind], username: null };
      } catch (error) {
        if (error instanceof AppError) return { state: 'signInNeeded', username: null };
        throw error;
      }
    },
    /** The credential is another one now. */
    forget(id: RegistryId): void {
      known.delete(id);
      names.delete(id);
    },
  };
}
export type RegistryCallers = ReturnType<typeof createRegistryCallers>;

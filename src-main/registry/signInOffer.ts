import type { RegistryId } from '../contract/ids.ts';
import { hostileTextOrNull } from '../domain/hostileText.ts';
import type { Logger } from '../ports/logger.ts';
import type { RegistrySignInOffer } from '../ports/tokens.ts';
import type { RegistryConnections } from './registryConnections.ts';
import type { SregistryClient } from './sregistryClient.ts';
import { wireResourceMetadataSchema } from './types.ts';

/** How this app is registered at providers of registries: a public client, no secret. */
const clientId = 'portolan';

const withoutEndSlash = (text: string) => text.replace(/\/+$/, '');

/** https everywhere; plain http only on this computer. */
function isIssuer(text: string): boolean {
  const url = URL.parse(text);
  const isHere = url !== null && /^(127(\.\d+){3}|localhost|\[::1\])$/.test(url.hostname);
  return url?.protocol === 'https:' || (url?.protocol === 'http:' && isHere);
}

const isScope = (scope: string) => /^[\u0021\u0023-\u005b\u005d-\u007e]{1,200}$/.test(scope);

/**
 * Where a registry lets people sign in: protected-resource metadata, RFC 9728. null when it offers nothing. Metadata of
 * another resource must not be used (RFC 9728 §3.3).
 */
export function createSignInOffers({
  client,
  connections,
  logger,
}: {
  readonly client: SregistryClient;
  readonly connections: RegistryConnections;
  readonly logger: Logger;
}) {
  return async (id: RegistryId): Promise<RegistrySignInOffer | null> => {
    const connection = connections.get(id);
    const metadata = await client.wellKnown(connection.url, 'oauth-protected-resource');
    const wire = wireResourceMetadataSchema.safeParse(metadata).data;
    if (!wire) return null;
    if (withoutEndSlash(wire.resource) !== withoutEndSlash(connection.url)) {
      logger.warn('Sign-in metadata names another resource', { registryId: id });
      return null;
    }
    const issuer = wire.authorization_servers.find(isIssuer);
    if (issuer === undefined) return null;
    const scopes = wire.scopes_supported.filter(isScope).slice(0, 20);
    const registryName = hostileTextOrNull(wire.resource_name, 120) ?? connection.name;
    return { issuer, clientId, scopes, registryName };
  };
}

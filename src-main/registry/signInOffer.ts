import type { RegistryId } from '../contract/ids.ts';
import { hostileTextOrNull } from '../domain/hostileText.ts';
import type { RegistrySignInOffer } from '../ports/tokens.ts';
import type { RegistryConnections } from './registryConnections.ts';
import type { SregistryClient } from './sregistryClient.ts';
import { wireResourceMetadataSchema } from './types.ts';

/** How this app is registered at providers of registries: a public client, no secret. */
const clientId = 'portolan';

export const protectedResource = 'oauth-protected-resource';

const withoutEndSlash = (text: string) => text.replace(/\/+$/, '');

/** https everywhere; plain http only on this computer. */
function isIssuer(text: string): boolean {
  const url = URL.parse(text);
  const isHere = url !== null && /^(127(\.\d+){3}|localhost|\[::1\])$/.test(url.hostname);
  return url?.protocol === 'https:' || (url?.protocol === 'http:' && isHere);
}

const isScope = (scope: string) => /^[\u0021\u0023-\u005b\u005d-\u007e]{1,200}$/.test(scope);

/**
 * Where a registry lets people sign in, by its protected-resource metadata (RFC 9728); null when it offers nothing that
 * can be used. Metadata that names another resource must not be used (RFC 9728 §3.3).
 */
export function signInOfferIn(
  metadata: object | null,
  registryUrl: string,
):
  | (Omit<RegistrySignInOffer, 'registryName'> & {
      readonly registryName: string | null;
    })
  | null {
  const wire = wireResourceMetadataSchema.safeParse(metadata).data;
  if (!wire || withoutEndSlash(wire.resource) !== withoutEndSlash(registryUrl)) return null;
  const issuer = wire.authorization_servers.find(isIssuer);
  if (issuer === undefined) return null;
  const scopes = wire.scopes_supported.filter(isScope).slice(0, 20);
  return { issuer, clientId, scopes, registryName: hostileTextOrNull(wire.resource_name, 120) };
}

export function createSignInOffers({
  client,
  connections,
}: {
  readonly client: Pick<SregistryClient, 'wellKnown'>;
  readonly connections: RegistryConnections;
}) {
  return async (id: RegistryId): Promise<RegistrySignInOffer | null> => {
    const { url, name } = connections.get(id);
    const offer = signInOfferIn(await client.wellKnown(url, protectedResource), url);
    return offer && { ...offer, registryName: offer.registryName ?? name };
  };
}

import type { AppError } from '../contract/errors.ts';
import type { RegistryId } from '../contract/ids.ts';

/** The Globus services that take tokens, by the `resource_server` their tokens name. */
export type GlobusResource = 'auth' | 'transfer' | 'search' | 'timers';

/** Access tokens, fresh when asked; the refresh token never leaves sign-in. Rejects with `signIn.needed`. */
export interface GlobusTokens {
  accessToken(resource: GlobusResource): Promise<string>;
  /** Told after a 401: forces one refresh (single flight), then answers the new token. */
  renewedAccessToken(resource: GlobusResource, refused: string): Promise<string>;
  /** The signed-in person's Globus identity id, or null. */
  identityId(): string | null;
  /** Called when a service asked for a consent or a session: remembered so that one button repairs it. */
  repairNeeded(error: AppError): void;
}

/** How to present oneself to a registry: nothing, its own 40-hex token, or an OIDC access token. */
export type RegistryCredential =
  | { readonly kind: 'none' }
  | { readonly kind: 'token'; readonly token: string }
  | { readonly kind: 'oidc'; readonly accessToken: string };

export interface RegistryCredentials {
  credential(registryId: RegistryId): Promise<RegistryCredential>;
  /** After a 401/403 to an OIDC token: refreshed once, or `none` when the sign-in ended. */
  renewed(registryId: RegistryId, refused: string): Promise<RegistryCredential>;
  /** Keeps a pasted registry token (already tested), or forgets it with null. */
  setToken(registryId: RegistryId, token: string | null): Promise<void>;
}

/** Where a registry lets people sign in (RFC 9728 metadata, or what the user set). */
export interface RegistrySignInOffer {
  readonly issuer: string;
  readonly clientId: string;
  readonly scopes: readonly string[];
  readonly registryName: string;
}

import { randomBytes, randomUUID } from 'node:crypto';
import type { ClientMetadata } from 'oidc-provider';
import type { AuthStore } from './authStore.ts';

/** Fixed, so that settings and tokens outlive a restart of the lab. */
export const nativeClientId = '3f6b1c52-8a7e-4d09-b1f3-5c2e9a40d7b6';
export const confidentialClientId = 'd2a94e70-6b1f-4c38-9e57-08b3f1c6a2d5';

/** The page that shows a code to paste; any native client may name it as its redirect. */
export const authCodePath = '/v2/web/auth-code';

const loopback = ['http://127.0.0.1', 'http://localhost'];

/** `application_type` native lets loopback redirects have any port (RFC 8252 §7.3); path and `/` must be as here. */
const signsIn = (issuer: string): Omit<ClientMetadata, 'client_id'> => ({
  application_type: 'native',
  redirect_uris: [...loopback, `${issuer}${authCodePath}`],
  response_types: ['code'],
  id_token_signed_response_alg: 'RS512',
});

const confidential = (issuer: string): Omit<ClientMetadata, 'client_id'> => ({
  ...signsIn(issuer),
  grant_types: ['authorization_code', 'refresh_token', 'client_credentials'],
  token_endpoint_auth_method: 'client_secret_basic',
});

export const standingClients = (issuer: string, secret: string): ClientMetadata[] => [
  {
    ...signsIn(issuer),
    client_id: nativeClientId,
    client_name: 'Portolan',
    grant_types: ['authorization_code', 'refresh_token'],
    token_endpoint_auth_method: 'none',
  },
  {
    ...confidential(issuer),
    client_id: confidentialClientId,
    client_name: 'Portolan without a browser',
    client_secret: secret,
  },
];

/** A confidential client of its own for one installation of a program, as the official command line makes at login. */
export function createTemplatedClient(store: AuthStore, issuer: string, name: string, nowIso: string) {
  const id = randomUUID();
  const secret = randomBytes(32).toString('base64url');
  store.put('Client', id, { ...confidential(issuer), client_id: id, client_name: name, client_secret: secret });
  return {
    client: {
      id,
      name,
      client_type: 'client_identity',
      public_client: false,
      visibility: 'private',
      parent_client: null,
      project: null,
      fqdns: [],
      grant_types: ['authorization_code', 'client_credentials', 'refresh_token'],
      links: { privacy_policy: null, terms_and_conditions: null },
      preselect_idp: null,
      prompt_for_named_grant: false,
      redirect_uris: [],
      required_idp: null,
      scopes: [],
      userinfo_from_effective_identity: true,
    },
    included: {
      client_credential: { client: id, id: randomUUID(), name: 'initial', created: nowIso, secret },
    },
  };
}

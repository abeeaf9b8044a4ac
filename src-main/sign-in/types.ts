import { z } from 'zod';

/** Wire: one resource server's part of Globus Auth's token answer (OAuth 2.0, RFC 6749 §5.1, plus `resource_server`). */
const tokenPartSchema = z.object({
  access_token: z.string().min(1),
  refresh_token: z.string().min(1).nullish(),
  expires_in: z.number().positive().nullish(),
  scope: z.string().nullish(),
  resource_server: z.string().nullish(),
});
export type WireTokenPart = z.infer<typeof tokenPartSchema>;

export const tokenAnswerSchema = tokenPartSchema.extend({ other_tokens: z.array(tokenPartSchema).nullish() });

/** Wire: OpenID Connect claims of an id_token or of the userinfo endpoint; Globus adds `organization`. */
export const claimsSchema = z.object({
  sub: z.string().min(1).max(255),
  preferred_username: z.string().nullish(),
  name: z.string().nullish(),
  email: z.string().nullish(),
  organization: z.string().nullish(),
});
export type WireClaims = z.infer<typeof claimsSchema>;

const keptTokenSchema = z.object({
  refreshToken: z.string().min(1),
  scopes: z.array(z.string()),
  /** Last time the provider answered a refresh: it forgets tokens that are not used for months. */
  refreshedAt: z.iso.datetime(),
});
export type KeptToken = z.infer<typeof keptTokenSchema>;

/** What the vault holds of one sign-in. Access tokens are never kept. */
export const signInRecordSchema = z.object({
  version: z.literal(1),
  issuer: z.string(),
  clientId: z.string(),
  account: z.object({
    id: z.string(),
    username: z.string(),
    name: z.string().nullable(),
    organization: z.string().nullable(),
  }),
  signedInAt: z.iso.datetime(),
  /** What tokens were given for; more than `tokens` when some have ended or were given without a refresh token. */
  resources: z.array(z.string()),
  /** Mapped endpoints whose `data_access` was asked with this sign-in or an earlier one. */
  consentedEndpointIds: z.array(z.string()),
  /** By resource; one that is missing has ended at the provider. */
  tokens: z.record(z.string(), keptTokenSchema),
});
export type SignInRecord = z.infer<typeof signInRecordSchema>;

import { createHash, createPrivateKey, generateKeyPair, type JsonWebKey, randomBytes, sign } from 'node:crypto';
import { promisify } from 'node:util';
import { z } from 'zod';

const jwkSchema = z.looseObject({ kty: z.literal('RSA'), kid: z.string(), n: z.string(), e: z.string() });
const keysSchema = z.object({ jwk: jwkSchema, cookieKeys: z.array(z.string()), clientSecret: z.string() });

/** Secrets of one provider of the lab; they stay the same as long as its data folder. */
export type AuthKeys = z.infer<typeof keysSchema>;

/** Restored keys, or new ones: an RSA key for id_tokens, keys that sign cookies, the confidential client's secret. */
export async function authKeys(algorithm: 'RS256' | 'RS512', restored?: unknown): Promise<AuthKeys> {
  if (restored !== undefined) return keysSchema.parse(restored);
  const { privateKey } = await promisify(generateKeyPair)('rsa', { modulusLength: 2048 });
  const kid = randomBytes(8).toString('base64url');
  return keysSchema.parse({
    jwk: { ...privateKey.export({ format: 'jwk' }), kid, use: 'sig', alg: algorithm },
    cookieKeys: [randomBytes(32).toString('base64url')],
    clientSecret: randomBytes(32).toString('base64url'),
  });
}

const base64urlJson = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');

/** A compact JWS of the claims, signed RS512 (RFC 7515). */
export function signedRs512(claims: Readonly<Record<string, unknown>>, { jwk }: AuthKeys): string {
  const input = `${base64urlJson({ alg: 'RS512', typ: 'JWT', kid: jwk.kid })}.${base64urlJson(claims)}`;
  const key = createPrivateKey({ key: jwk as JsonWebKey, format: 'jwk' });
  return `${input}.${sign('sha512', Buffer.from(input), key).toString('base64url')}`;
}

/** OpenID Connect Core §3.1.3.6: left half of the access token's digest, by the id_token's own hash. */
export function accessTokenHash(accessToken: string): string {
  return createHash('sha512').update(accessToken).digest().subarray(0, 32).toString('base64url');
}

import { createHmac, timingSafeEqual } from 'node:crypto';
import type { RegistryUser } from './registryRows.ts';
import type { RegistryStore } from './registryStore.ts';
import type { LabPerson } from './world.ts';

/** Whom the registry's own sign-in provider gave an access token. */
export type PersonOf = (accessToken: string) => LabPerson | undefined | Promise<LabPerson | undefined>;

/**
 * One request's caller as the registry's three kinds of view see it. A stock registry knows the first two only; a token
 * of the registry's sign-in provider counts as either.
 */
export interface RegistryCaller {
  readonly authorization: string | null;
  /** `request.user` of the /api views: scheme `Token`, or a sign-in. `invalid` is refused by every view. */
  readonly apiUser: RegistryUser | 'invalid' | null;
  /** The owner of a library token: scheme `Bearer` in any case, the bare key, or a sign-in. */
  readonly libraryUser: RegistryUser | null;
  /** A sign-in token was recognised. */
  readonly isSignedIn: boolean;
}

interface Dependencies {
  readonly store: RegistryStore;
  readonly personOf: PersonOf;
}

export async function identifyCaller(
  authorization: string | null,
  { store, personOf }: Dependencies,
): Promise<RegistryCaller> {
  const [scheme = '', credential] = (authorization ?? '').trim().split(/\s+/, 2);
  const owner = (token: string) => store.users().find((user) => user.token === token) ?? null;
  const nobody: RegistryCaller = { authorization, apiUser: null, libraryUser: null, isSignedIn: false };
  if (credential === undefined) return { ...nobody, libraryUser: owner(scheme) };
  if (scheme.toLowerCase() === 'token') return { ...nobody, apiUser: owner(credential) ?? 'invalid' };
  if (scheme.toLowerCase() !== 'bearer') return nobody;
  const byToken = owner(credential);
  if (byToken) return { ...nobody, libraryUser: byToken };
  const person = await personOf(credential);
  const user = person && store.users().find(({ username }) => username === person.registryUsername);
  return user ? { ...nobody, apiUser: user, libraryUser: user, isSignedIn: true } : nobody;
}

type HmacVerdict =
  | { readonly kind: 'valid'; readonly user: RegistryUser }
  /** Known by name or not: the signature or its hour is wrong. */
  | { readonly kind: 'badSignature' }
  | { readonly kind: 'unknownUser' }
  /** Not even the form of it; the real server stumbles over this. */
  | { readonly kind: 'malformed' };

/** What a signature is about. */
interface HmacSubject {
  readonly kind: 'pull' | 'delete';
  readonly containerCollection: string;
  readonly name: string;
  readonly tag: string;
}

/** `20261123T12Z`: signatures name the hour only and end with it. */
export function hmacHour(ms: number): string {
  return `${new Date(ms).toISOString().slice(0, 13).replaceAll('-', '')}Z`;
}

export function checkHmac(
  authorization: string,
  subject: HmacSubject,
  users: readonly RegistryUser[],
  nowMs: number,
): HmacVerdict {
  const parts = /^\S+\s+Credential=([^/]*)\/([^/]*)\/([^/,]*),Signature=(\S*)$/.exec(authorization);
  if (!parts) return { kind: 'malformed' };
  const [, kind, codedName = '', hour, signature = ''] = parts;
  const username = Buffer.from(codedName, 'base64').toString('utf8');
  const user = users.find((candidate) => candidate.username === username);
  if (!user) return { kind: 'unknownUser' };
  const payload = `${subject.kind}|${subject.containerCollection}|${hmacHour(nowMs)}|${subject.name}|${subject.tag}|`;
  const expected = Buffer.from(createHmac('sha256', user.token).update(payload).digest('hex'));
  const given = Buffer.from(signature);
  const isRight = given.length === expected.length && timingSafeEqual(given, expected);
  return isRight && kind === subject.kind && hour === hmacHour(nowMs)
    ? { kind: 'valid', user }
    : { kind: 'badSignature' };
}

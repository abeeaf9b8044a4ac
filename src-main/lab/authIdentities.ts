import { z } from 'zod';
import { uuidOf } from './authConsents.ts';
import type { LabPerson } from './world.ts';

/** The lab's one identity provider. */
export const identityProvider = {
  id: '1c7a3e58-94d2-4b06-8f1d-6e0b52c9a7f3',
  name: 'Practice Lab',
  short_name: 'practice.lab',
  alternative_names: [],
  domains: ['practice.lab'],
};

const provisionedSchema = z.array(z.object({ id: z.string(), username: z.string() }));

const documentOf = (person: LabPerson) => ({
  id: person.id,
  username: person.username,
  name: person.name,
  email: person.email,
  organization: person.organization,
  status: 'used',
  identity_provider: identityProvider.id,
  identity_type: 'login',
});

/** A name that somebody was invited by, who has not signed in yet. */
const unusedDocument = ({ id, username }: { readonly id: string; readonly username: string }) => ({
  id,
  username,
  name: null,
  email: null,
  organization: null,
  status: 'unused',
  identity_provider: identityProvider.id,
});

export type Identities = ReturnType<typeof createIdentities>;

/** Who is known by which id and username. Asking with `provision` makes an unused identity for an unknown username. */
export function createIdentities(people: readonly LabPerson[], restored?: unknown) {
  const provisioned = restored === undefined ? [] : provisionedSchema.parse(restored);

  const byUsername = (asked: string, provision: boolean) => {
    const username = asked.toLowerCase();
    const person = people.find((candidate) => candidate.username === username);
    if (person) return documentOf(person);
    const isNew = !provisioned.some((unused) => unused.username === username);
    if (isNew && !provision) return undefined;
    const unused = { id: uuidOf(username), username };
    if (isNew) provisioned.push(unused);
    return unusedDocument(unused);
  };

  const byId = (asked: string) => {
    const id = asked.toLowerCase();
    const person = people.find((candidate) => candidate.id === id);
    if (person) return documentOf(person);
    const unused = provisioned.find((candidate) => candidate.id === id);
    return unused && unusedDocument(unused);
  };

  return { byUsername, byId, snapshot: (): unknown => provisioned };
}

/** Claims about a person as far as the scopes allow; `identity_set` holds the linked identities (here always one). */
export function identityClaims(person: LabPerson, scopes: readonly string[]): Record<string, unknown> {
  const place = { identity_provider: identityProvider.id, identity_provider_display_name: identityProvider.name };
  const linked = {
    sub: person.id,
    username: person.username,
    name: person.name,
    email: person.email,
    organization: person.organization,
    status: 'used',
    ...place,
  };
  return {
    sub: person.id,
    ...(scopes.includes('profile')
      ? { name: person.name, preferred_username: person.username, organization: person.organization, ...place }
      : {}),
    ...(scopes.includes('email') ? { email: person.email } : {}),
    ...(scopes.some((scope) => scope.endsWith(':view_identity_set')) ? { identity_set: [linked] } : {}),
  };
}

import { z } from 'zod';
import type { LabEndpoint, LabWorld } from './world.ts';

const accessRuleSchema = z.object({
  id: z.string(),
  principalType: z.enum(['identity', 'group', 'all_authenticated_users', 'anonymous']),
  /** Empty for the last two types. */
  principal: z.string(),
  path: z.string(),
  permissions: z.enum(['r', 'rw']),
  createdMs: z.number(),
  /** As the client wrote it. */
  expirationDate: z.string().nullable(),
});
export type AccessRule = z.infer<typeof accessRuleSchema>;

export const roleNames = [
  'administrator',
  'restricted_administrator',
  'access_manager',
  'activity_manager',
  'activity_monitor',
] as const;
const roleSchema = z.object({
  id: z.string(),
  principalType: z.enum(['identity', 'group']),
  principal: z.string(),
  role: z.enum(roleNames),
});
export type RoleRow = z.infer<typeof roleSchema>;

/** Texts of an endpoint document that an owner may change by PUT, under their wire names. */
export const editableTexts = [
  'department',
  'keywords',
  'contact_email',
  'contact_info',
  'info_link',
  'user_message',
  'user_message_link',
  'default_directory',
] as const;

const extrasSchema = z.object({
  texts: z.partialRecord(z.enum(editableTexts), z.string().nullable()).default({}),
  isPublic: z.boolean().nullable().default(null),
  forcesEncryption: z.boolean().default(false),
  disablesVerify: z.boolean().default(false),
  globusPlanId: z.string().nullable().default(null),
  isPlanAdminVerified: z.boolean().default(false),
  setupKey: z.string().nullable().default(null),
  /** Path at the host that a guest collection shares. */
  hostPath: z.string().nullable().default(null),
});
export type EndpointExtras = z.infer<typeof extrasSchema>;

/** The paid plan that the lab's people may put on an endpoint, so that it may have guest collections. */
export const labPlanId = 'a3b7c1d2-5e6f-4a8b-9c0d-1e2f3a4b5c6d';

const endpointSchema = z.object({
  id: z.string(),
  name: z.string(),
  kind: z.enum(['personal', 'mapped', 'guest']),
  entityType: z.string(),
  ownerId: z.string(),
  organization: z.string(),
  description: z.string(),
  root: z.string(),
  defaultDirectory: z.string(),
  basePath: z.string(),
  hostEndpointId: z.string().nullable(),
  visibleTo: z.union([z.literal('all'), z.array(z.string())]),
  isReadOnly: z.boolean(),
  quotaBytes: z.number().nullable(),
  isConnected: z.boolean(),
  isPaused: z.boolean(),
});

const changedTextsSchema = z.object({ name: z.string(), organization: z.string(), description: z.string() });

const snapshotSchema = z.object({
  created: z.array(endpointSchema),
  changed: z.record(z.string(), changedTextsSchema),
  deleted: z.array(z.string()),
  extras: z.record(z.string(), extrasSchema),
  rules: z.record(z.string(), z.array(accessRuleSchema)),
  roles: z.record(z.string(), z.array(roleSchema)),
  recent: z.record(z.string(), z.array(z.string())),
});

export type TransferState = ReturnType<typeof createTransferState>;

/** How many endpoints "recently used" remembers for a person. */
const recentLimit = 50;

/** What Globus Transfer knows of endpoints beyond their folder: texts, access rules, roles, who used what. */
export function createTransferState(world: LabWorld, restored?: unknown) {
  const kept = restored === undefined ? undefined : snapshotSchema.parse(restored);
  const created = new Set<string>(kept?.created.map(({ id }) => id));
  const changed = new Set<string>(Object.keys(kept?.changed ?? {}));
  const deleted = new Set<string>(kept?.deleted);
  const extras = new Map<string, EndpointExtras>(Object.entries(kept?.extras ?? {}));
  const rules = new Map<string, AccessRule[]>(Object.entries(kept?.rules ?? {}));
  const roles = new Map<string, RoleRow[]>(Object.entries(kept?.roles ?? {}));
  const recent = new Map<string, string[]>(Object.entries(kept?.recent ?? {}));
  for (const endpoint of kept?.created ?? [])
    if (!world.endpoints.has(endpoint.id)) world.endpoints.set(endpoint.id, endpoint);
  for (const [id, texts] of Object.entries(kept?.changed ?? {})) {
    const endpoint = world.endpoints.get(id);
    if (endpoint) world.endpoints.set(id, { ...endpoint, ...texts });
  }
  for (const id of deleted) world.endpoints.delete(id);

  /** Who sees a seeded guest collection has a rule there, as if its owner had made it. */
  function firstRules(endpoint: LabEndpoint): AccessRule[] {
    if (endpoint.kind !== 'guest') return [];
    const principals = endpoint.visibleTo === 'all' ? [''] : endpoint.visibleTo;
    return principals
      .filter((principal) => principal !== endpoint.ownerId)
      .map((principal) => ({
        id: crypto.randomUUID(),
        principalType: principal === '' ? 'all_authenticated_users' : 'identity',
        principal,
        path: '/',
        permissions: endpoint.isReadOnly ? 'r' : 'rw',
        createdMs: world.clock.now(),
        expirationDate: null,
      }));
  }

  return {
    extrasOf(id: string): EndpointExtras {
      // Seeded endpoints have the plan; those that clients create start without.
      const known = extras.get(id) ?? extrasSchema.parse({ globusPlanId: labPlanId });
      extras.set(id, known);
      return known;
    },
    rulesOf(endpoint: LabEndpoint): AccessRule[] {
      const known = rules.get(endpoint.id) ?? firstRules(endpoint);
      rules.set(endpoint.id, known);
      return known;
    },
    rolesOf(id: string): RoleRow[] {
      const known = roles.get(id) ?? [];
      roles.set(id, known);
      return known;
    },
    recentOf: (personId: string): readonly string[] => recent.get(personId) ?? [],
    used(personId: string, endpointId: string): void {
      const others = (recent.get(personId) ?? []).filter((id) => id !== endpointId);
      recent.set(personId, [endpointId, ...others].slice(0, recentLimit));
    },
    add(endpoint: LabEndpoint, facts: Partial<EndpointExtras>): void {
      world.endpoints.set(endpoint.id, endpoint);
      created.add(endpoint.id);
      extras.set(endpoint.id, extrasSchema.parse(facts));
      rules.set(endpoint.id, []);
    },
    change(endpoint: LabEndpoint, texts: Partial<Pick<LabEndpoint, 'name' | 'organization' | 'description'>>): void {
      world.endpoints.set(endpoint.id, { ...endpoint, ...texts });
      changed.add(endpoint.id);
    },
    remove(id: string): void {
      world.endpoints.delete(id);
      created.delete(id);
      changed.delete(id);
      deleted.add(id);
      for (const facts of [extras, rules, roles]) facts.delete(id);
    },
    isDeleted: (id: string): boolean => deleted.has(id),
    snapshot(): z.infer<typeof snapshotSchema> {
      const present = (ids: Iterable<string>) => [...ids].flatMap((id) => world.endpoints.get(id) ?? []);
      return {
        created: present(created).map((endpoint) => ({
          ...endpoint,
          visibleTo: endpoint.visibleTo === 'all' ? 'all' : [...endpoint.visibleTo],
        })),
        changed: Object.fromEntries(
          present(changed).map(({ id, name, organization, description }) => [id, { name, organization, description }]),
        ),
        deleted: [...deleted],
        extras: Object.fromEntries(extras),
        rules: Object.fromEntries(rules),
        roles: Object.fromEntries(roles),
        recent: Object.fromEntries(recent),
      };
    },
  };
}

import type { Context, Hono } from 'hono';
import { z } from 'zod';
import { admins, type SearchCalls } from './searchCalls.ts';
import { forbidden, notFound, SearchRefusal } from './searchErrors.ts';
import {
  createSearchIndex,
  identityUrn,
  roleNames,
  type SearchIndex,
  type SearchRole,
  spacedDate,
} from './searchIndex.ts';
import type { LabWorld } from './world.ts';

/** Trial indices one person may own. */
const trialLimit = 3;
const roleLimit = 50;

const textsSchema = z.object({ display_name: z.string().min(1).max(255), description: z.string().max(5000) });
const newRoleSchema = z.object({
  role_name: z.enum(roleNames),
  principal: z.string().regex(/^urn:globus:(?:auth:identity|groups:id):[0-9a-f-]{36}$/i),
});

export interface IndexRoutesContext {
  readonly world: LabWorld;
  readonly indices: Map<string, SearchIndex>;
  readonly calls: SearchCalls;
}

const newRole = (principal: string, role: SearchRole['role'], createdMs: number): SearchRole => ({
  id: Buffer.from(crypto.randomUUID()).toString('base64url').slice(0, 12),
  principal,
  role,
  createdMs,
});

/** Indices and the roles on them. */
export function addIndexRoutes(app: Hono, { world, indices, calls }: IndexRoutesContext): void {
  app.post('/index', async (context) => {
    const { person } = calls.callerOf(context, 'all');
    const body = await calls.bodyOf(context, textsSchema);
    const owned = [...indices.values()].filter((index) => calls.rolesOf(index, person.id).includes('owner'));
    if (owned.length >= trialLimit)
      throw new SearchRefusal(409, 'Conflict.LimitExceeded', 'Role limit exceeded', {
        cause:
          "When creating an index, an 'owner' role is created automatically. If this would exceed ownership limits, this error is raised instead.",
        constraint: `Cannot create more ownership roles on trial indices than the limit (${trialLimit})`,
      });
    const now = world.clock.now();
    const index = createSearchIndex({
      id: crypto.randomUUID(),
      name: body.display_name,
      description: body.description,
      status: 'open',
      createdMs: now,
      roles: [newRole(identityUrn(person.id), 'owner', now)],
      entries: [],
      types: [],
    });
    indices.set(index.id, index);
    return context.json(index.document());
  });

  app.get('/index_list', (context) => {
    const { person } = calls.callerOf(context, 'all');
    const mine = [...indices.values()]
      .map((index) => ({ index, permissions: [...new Set(calls.rolesOf(index, person.id))] }))
      .filter(({ permissions }) => permissions.length > 0);
    return context.json({ index_list: mine.map(({ index, permissions }) => ({ ...index.document(), permissions })) });
  });

  app.get('/index/:index', (context) => context.json(calls.indexOf(context).document()));

  app.patch('/index/:index', async (context) => {
    const index = calls.needStatus(calls.indexFor(context, 'all', admins, 'index_update'), 'open');
    const body = await calls.bodyOf(context, textsSchema.partial());
    index.own.name = body.display_name ?? index.own.name;
    index.own.description = body.description ?? index.own.description;
    return context.json(index.document());
  });

  app.delete('/index/:index', (context) => {
    const index = calls.needStatus(calls.indexFor(context, 'all', ['owner'], 'index_delete'), 'open');
    index.own.status = 'delete_pending';
    return context.json({ index_id: index.id, acknowledged: true });
  });

  app.post('/index/:index/reopen', (context) => {
    const index = calls.needStatus(calls.indexFor(context, 'all', ['owner'], 'index_reopen'), 'delete_pending');
    index.own.status = 'open';
    return context.json({ index_id: index.id, acknowledged: true });
  });

  addRoleRoutes(app, { world, indices, calls });
}

function addRoleRoutes(app: Hono, { world, calls }: IndexRoutesContext): void {
  const roleDocument = (index: SearchIndex, { id, principal, role, createdMs }: SearchRole) => ({
    id,
    index_id: index.id,
    principal,
    principal_type: principal.startsWith('urn:globus:groups:') ? 'group' : 'identity',
    role_name: role,
    creation_date: spacedDate(createdMs),
  });
  /** Admins appoint writers, owners anybody. */
  function mayAppoint(context: Context, index: SearchIndex, role: SearchRole['role']): boolean {
    const held = calls.rolesOf(index, calls.callerOf(context, 'all').person.id);
    return held.includes('owner') || (held.includes('admin') && role === 'writer');
  }

  app.get('/index/:index/role_list', (context) => {
    const index = calls.indexFor(context, 'all', admins, 'role_list');
    return context.json({ role_list: index.roles.map((role) => roleDocument(index, role)) });
  });

  app.post('/index/:index/role', async (context) => {
    const index = calls.needStatus(calls.indexFor(context, 'all', admins, 'role_create'), 'open');
    const body = await calls.bodyOf(context, newRoleSchema);
    if (!mayAppoint(context, index, body.role_name)) throw forbidden('role_create');
    const isThere = index.roles.some(({ principal, role }) => principal === body.principal && role === body.role_name);
    if (isThere) throw new SearchRefusal(409, 'Conflict.RoleExists', 'The role exists already');
    if (index.roles.length >= roleLimit) throw new SearchRefusal(409, 'Conflict.LimitExceeded', 'Role limit exceeded');
    const role = newRole(body.principal, body.role_name, world.clock.now());
    index.roles.push(role);
    return context.json(roleDocument(index, role));
  });

  app.delete('/index/:index/role/:role', (context) => {
    const index = calls.needStatus(calls.indexFor(context, 'all', admins, 'role_delete'), 'open');
    const role = index.roles.find(({ id }) => id === context.req.param('role'));
    if (role === undefined) throw notFound('Role');
    if (!mayAppoint(context, index, role.role)) throw forbidden('role_delete');
    const owners = index.roles.filter((other) => other.role === 'owner');
    if (role.role === 'owner' && owners.length === 1)
      throw new SearchRefusal(409, 'Conflict.Generic', 'An index must have an owner');
    index.roles.splice(index.roles.indexOf(role), 1);
    return context.json({ deleted: roleDocument(index, role), success: true });
  });
}

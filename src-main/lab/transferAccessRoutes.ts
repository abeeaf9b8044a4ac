import type { Hono } from 'hono';
import { z } from 'zod';
import { answerResult, parameter, readBody, type TransferCall, withCaller } from './transferApi.ts';
import { badRequest, permissionDenied, requestId, TransferRefusal } from './transferErrors.ts';
import type { TransferRights } from './transferRights.ts';
import { type AccessRule, type RoleRow, roleNames, type TransferState } from './transferState.ts';
import type { LabEndpoint, LabWorld } from './world.ts';

const permissionsSchema = z.enum(['r', 'rw']);
const dateSchema = z.iso.datetime({ offset: true }).nullable();
const newRuleSchema = z.object({
  principal_type: z.enum(['identity', 'group', 'all_authenticated_users', 'anonymous']),
  principal: z.string(),
  path: z.string(),
  permissions: permissionsSchema,
  expiration_date: dateSchema.optional(),
});
const changedRuleSchema = z.object({ permissions: permissionsSchema, expiration_date: dateSchema }).partial();
const newRoleSchema = z.object({
  principal_type: z.enum(['identity', 'group']),
  principal: z.guid(),
  role: z.enum(roleNames),
});

/** Rules one guest collection may have. */
const ruleLimit = 1000;

export interface AccessContext {
  readonly world: LabWorld;
  readonly state: TransferState;
  readonly rights: TransferRights;
}

function checkRule({ path, principal, principal_type, permissions }: z.infer<typeof newRuleSchema>): void {
  if (!/^\/(?:.*\/)?$/s.test(path) || path.split('/').includes('..'))
    throw new TransferRefusal(400, 'InvalidPath', 'Invalid Path: it must start and end with "/"');
  const needsPrincipal = principal_type === 'identity' || principal_type === 'group';
  if (needsPrincipal && !z.guid().safeParse(principal).success) throw badRequest('principal must be a UUID');
  if (!needsPrincipal && principal !== '') throw badRequest(`principal must be empty for ${principal_type}`);
  if (principal_type === 'anonymous' && permissions === 'rw') throw badRequest('anonymous access is read only');
}

const withoutPath = { id: null, create_time: null, expiration_date: null, path: '/', permissions: 'rw' } as const;

/** Roles open the collection too; their rows have no id because they are not rules. */
const roleAsRule = (role: RoleRow) => ({
  DATA_TYPE: 'access',
  ...withoutPath,
  principal: role.principal,
  principal_type: role.principalType,
  role_id: role.id,
  role_type: role.role,
});

/** Access rules and roles: guest collections only (roles: personal ones as well). */
export function addAccessRoutes(app: Hono, { world, state, rights }: AccessContext): void {
  const accessDocument = (rule: AccessRule) => ({
    DATA_TYPE: 'access',
    id: rule.id,
    create_time: world.clock.iso(rule.createdMs),
    expiration_date: rule.expirationDate,
    path: rule.path,
    permissions: rule.permissions,
    principal: rule.principal,
    principal_type: rule.principalType,
    role_id: null,
    role_type: null,
  });
  const managed = (call: TransferCall): LabEndpoint => rights.managed(parameter(call, 'id'), call.caller.person.id);
  /** The owner's role comes with the collection and is kept nowhere. */
  const allRoles = (endpoint: LabEndpoint): RoleRow[] => [
    { id: endpoint.id, principalType: 'identity', principal: endpoint.ownerId, role: 'administrator' },
    ...state.rolesOf(endpoint.id),
  ];

  function ruleOf(call: TransferCall): { rules: AccessRule[]; rule: AccessRule } {
    const rules = state.rulesOf(managed(call));
    const ruleId = parameter(call, 'ruleId');
    const rule = rules.find(({ id }) => id === ruleId);
    if (rule === undefined) throw new TransferRefusal(404, 'AccessRuleNotFound', `No such access rule '${ruleId}'`);
    return { rules, rule };
  }

  app.get('/endpoint/:id/access_list', withCaller(world, listRules));
  function listRules(call: TransferCall): Response {
    const endpoint = managed(call);
    const DATA = [...allRoles(endpoint).map(roleAsRule), ...state.rulesOf(endpoint).map(accessDocument)];
    return call.context.json({ DATA_TYPE: 'access_list', endpoint: endpoint.id, length: DATA.length, DATA });
  }

  app.post('/endpoint/:id/access', withCaller(world, addRule));
  async function addRule(call: TransferCall): Promise<Response> {
    const endpoint = managed(call);
    const body = await readBody(call, newRuleSchema);
    checkRule(body);
    const rules = state.rulesOf(endpoint);
    const isSame = (rule: AccessRule): boolean =>
      rule.principalType === body.principal_type && rule.principal === body.principal && rule.path === body.path;
    if (rules.some(isSame))
      throw new TransferRefusal(409, 'Exists', 'This folder is already shared with this principal');
    if (rules.length >= ruleLimit) throw new TransferRefusal(409, 'LimitExceeded', 'Too many access rules');
    const rule: AccessRule = {
      id: crypto.randomUUID(),
      principalType: body.principal_type,
      principal: body.principal,
      path: body.path,
      permissions: body.permissions,
      createdMs: world.clock.now(),
      expirationDate: body.expiration_date ?? null,
    };
    rules.push(rule);
    const done = { DATA_TYPE: 'access_create_result', code: 'Created', access_id: rule.id };
    return answerResult(call, { ...done, message: 'Access rule created successfully.' }, 201);
  }

  app.get(
    '/endpoint/:id/access/:ruleId',
    withCaller(world, (call) => call.context.json(accessDocument(ruleOf(call).rule))),
  );

  app.put('/endpoint/:id/access/:ruleId', withCaller(world, changeRule));
  async function changeRule(call: TransferCall): Promise<Response> {
    const { rule } = ruleOf(call);
    const body = await readBody(call, changedRuleSchema);
    if (rule.principalType === 'anonymous' && body.permissions === 'rw')
      throw badRequest('anonymous access is read only');
    if (body.permissions !== undefined) rule.permissions = body.permissions;
    if (body.expiration_date !== undefined) rule.expirationDate = body.expiration_date;
    const message = `Access rule '${rule.id}' updated successfully`;
    return answerResult(call, { DATA_TYPE: 'result', code: 'Updated', message });
  }

  app.delete('/endpoint/:id/access/:ruleId', withCaller(world, removeRule));
  function removeRule(call: TransferCall): Response {
    const { rules, rule } = ruleOf(call);
    rules.splice(rules.indexOf(rule), 1);
    const message = `Access rule '${rule.id}' deleted successfully`;
    return answerResult(call, { DATA_TYPE: 'result', code: 'Deleted', message });
  }

  const roleDocument = ({ id, principalType, principal, role }: RoleRow) => ({
    DATA_TYPE: 'role',
    id,
    principal_type: principalType,
    principal,
    role,
  });

  /** Roles of Globus Connect Server endpoints are kept by their GCS Manager. */
  function roleKeeper(call: TransferCall): LabEndpoint {
    const endpoint = rights.administered(parameter(call, 'id'), call.caller.person.id);
    if (!endpoint.entityType.startsWith('GCP_'))
      throw permissionDenied('Roles of this endpoint are managed through its GCS Manager');
    return endpoint;
  }

  app.get('/endpoint/:id/role_list', withCaller(world, listRoles));
  function listRoles(call: TransferCall): Response {
    const endpoint = rights.visible(parameter(call, 'id'), call.caller.person.id);
    const DATA = allRoles(endpoint).map(roleDocument);
    return call.context.json({ DATA_TYPE: 'role_list', endpoint: endpoint.id, length: DATA.length, DATA });
  }

  app.post('/endpoint/:id/role', withCaller(world, addRole));
  async function addRole(call: TransferCall): Promise<Response> {
    const endpoint = roleKeeper(call);
    const body = await readBody(call, newRoleSchema);
    const isSame = (role: RoleRow): boolean => role.principal === body.principal && role.role === body.role;
    if (allRoles(endpoint).some(isSame)) throw new TransferRefusal(409, 'Exists', 'The role is already assigned');
    const { principal_type: principalType, principal, role } = body;
    const added: RoleRow = { id: crypto.randomUUID(), principalType, principal, role };
    state.rolesOf(endpoint.id).push(added);
    return call.context.json({ ...roleDocument(added), request_id: requestId() }, 201);
  }

  function roleOf(call: TransferCall, endpoint: LabEndpoint): RoleRow {
    const found = allRoles(endpoint).find(({ id }) => id === parameter(call, 'roleId'));
    if (found === undefined) throw new TransferRefusal(404, 'RoleNotFound', 'No such role');
    return found;
  }

  app.get(
    '/endpoint/:id/role/:roleId',
    withCaller(world, (call) =>
      call.context.json(roleDocument(roleOf(call, rights.visible(parameter(call, 'id'), call.caller.person.id)))),
    ),
  );

  app.delete('/endpoint/:id/role/:roleId', withCaller(world, removeRole));
  function removeRole(call: TransferCall): Response {
    const endpoint = roleKeeper(call);
    const role = roleOf(call, endpoint);
    if (role.id === endpoint.id) throw permissionDenied("The owner's role cannot be deleted");
    const roles = state.rolesOf(endpoint.id);
    roles.splice(roles.indexOf(role), 1);
    return answerResult(call, { DATA_TYPE: 'result', code: 'Deleted', message: 'Role deleted successfully' });
  }
}

import type { Hono } from 'hono';
import { z } from 'zod';
import {
  answerResult,
  parameter,
  pickFields,
  readBody,
  readPage,
  type TransferCall,
  withCaller,
} from './transferApi.ts';
import { type DocumentContext, endpointDocument, serverDocument } from './transferEndpointDocument.ts';
import { badRequest, permissionDenied, TransferRefusal } from './transferErrors.ts';
import { searchEndpoints } from './transferSearch.ts';
import { editableTexts, labPlanId } from './transferState.ts';

const updateSchema = z
  .object({
    display_name: z.string().min(1).max(128),
    organization: z.string().nullable(),
    description: z.string().nullable(),
    public: z.boolean(),
    force_encryption: z.boolean(),
    disable_verify: z.boolean(),
    ...(Object.fromEntries(editableTexts.map((name) => [name, z.string().nullable()])) as Record<
      (typeof editableTexts)[number],
      z.ZodNullable<z.ZodString>
    >),
  })
  .partial();

const planSchema = z.object({ subscription_id: z.union([z.literal('DEFAULT'), z.guid(), z.null()]) });

const personalOnly = (isPersonal: boolean): void => {
  if (!isPersonal) throw permissionDenied('Globus Connect Server endpoints are changed through their GCS Manager');
};

/** endpoint_search and everything below /endpoint/<id> but access rules and roles. */
export function addEndpointRoutes(app: Hono, context: DocumentContext): void {
  const { world, state, rights, servers } = context;
  const document = (id: string, personId: string) => {
    const server = servers.find(id);
    if (server) return serverDocument(server, servers.isAdministrator(id, personId));
    return endpointDocument(context, rights.visible(id, personId), personId);
  };

  app.get('/endpoint_search', withCaller(world, search));
  function search(call: TransferCall): Response {
    const { limit, offset } = readPage(call, { defaultLimit: 25, maxLimit: 100, maxTotal: 1000 });
    const query = (name: string): string | undefined => call.context.req.query(name) || undefined;
    const found = searchEndpoints(
      context,
      {
        scope: query('filter_scope') ?? 'all',
        fulltext: query('filter_fulltext') ?? '',
        ownerId: query('filter_owner_id'),
        hostEndpointId: query('filter_host_endpoint'),
        entityType: query('filter_entity_type'),
        nonFunctional: query('filter_non_functional'),
      },
      call.caller.person.id,
    );
    return call.context.json({
      DATA_TYPE: 'endpoint_list',
      limit,
      offset,
      has_next_page: found.length > offset + limit && offset + limit < 1000,
      DATA: found.slice(offset, offset + limit).map((one) => pickFields(call, one)),
    });
  }

  app.get(
    '/endpoint/:id',
    withCaller(world, (call) =>
      call.context.json(pickFields(call, document(parameter(call, 'id'), call.caller.person.id))),
    ),
  );

  app.put('/endpoint/:id', withCaller(world, update));
  async function update(call: TransferCall): Promise<Response> {
    const endpoint = rights.administered(parameter(call, 'id'), call.caller.person.id);
    personalOnly(endpoint.entityType.startsWith('GCP_'));
    const body = await readBody(call, updateSchema);
    state.change(endpoint, {
      ...(body.display_name === undefined ? {} : { name: body.display_name }),
      ...(body.organization === undefined ? {} : { organization: body.organization ?? '' }),
      ...(body.description === undefined ? {} : { description: body.description ?? '' }),
    });
    const extras = state.extrasOf(endpoint.id);
    for (const name of editableTexts) if (body[name] !== undefined) extras.texts[name] = body[name];
    if (body.public !== undefined) extras.isPublic = body.public;
    if (body.force_encryption !== undefined) extras.forcesEncryption = body.force_encryption;
    if (body.disable_verify !== undefined) extras.disablesVerify = body.disable_verify;
    return answerResult(call, { DATA_TYPE: 'result', code: 'Updated', message: 'Endpoint updated successfully' });
  }

  app.delete('/endpoint/:id', withCaller(world, remove));
  function remove(call: TransferCall): Response {
    const endpoint = rights.administered(parameter(call, 'id'), call.caller.person.id);
    personalOnly(endpoint.entityType.startsWith('GCP_'));
    for (const guest of [...world.endpoints.values()]) if (guest.hostEndpointId === endpoint.id) state.remove(guest.id);
    state.remove(endpoint.id);
    return answerResult(call, { DATA_TYPE: 'result', code: 'Deleted', message: 'Endpoint deleted successfully' });
  }

  app.get('/endpoint/:id/server_list', withCaller(world, listServers));
  function listServers(call: TransferCall): Response {
    const { DATA } = document(parameter(call, 'id'), call.caller.person.id);
    return call.context.json({ DATA_TYPE: 'endpoint_server_list', endpoint: parameter(call, 'id'), DATA });
  }

  function guestsOf(call: TransferCall) {
    const host = rights.administered(parameter(call, 'id'), call.caller.person.id);
    return [...world.endpoints.values()].filter(({ hostEndpointId }) => hostEndpointId === host.id);
  }

  app.get('/endpoint/:id/my_shared_endpoint_list', withCaller(world, listMyGuests));
  function listMyGuests(call: TransferCall): Response {
    const personId = call.caller.person.id;
    const mine = guestsOf(call).filter((guest) => guest.ownerId === personId);
    const DATA = mine.map((guest) => endpointDocument(context, guest, personId));
    return call.context.json({ DATA_TYPE: 'endpoint_list', length: DATA.length, DATA });
  }

  app.get('/endpoint/:id/shared_endpoint_list', withCaller(world, listGuests));
  function listGuests(call: TransferCall): Response {
    const max = Math.min(Number(call.context.req.query('max_results') ?? 1000) || 1000, 1000);
    const start = Number(call.context.req.query('next_token') ?? 0) || 0;
    const guests = guestsOf(call);
    const page = guests
      .slice(start, start + max)
      .map((guest) => endpointDocument(context, guest, call.caller.person.id));
    const next_token = start + max < guests.length ? String(start + max) : null;
    return call.context.json({ DATA_TYPE: 'shared_endpoint_list', shared_endpoints: page, next_token });
  }

  app.put('/endpoint/:id/subscription', withCaller(world, setPlan));
  async function setPlan(call: TransferCall): Promise<Response> {
    const endpoint = rights.administered(parameter(call, 'id'), call.caller.person.id);
    const { subscription_id: plan } = await readBody(call, planSchema);
    if (plan !== null && plan !== 'DEFAULT' && plan !== labPlanId)
      throw badRequest(`Please specify the subscription ID to use. You currently have access to: ${labPlanId}`);
    state.extrasOf(endpoint.id).globusPlanId = plan === null ? null : labPlanId;
    return answerResult(call, { DATA_TYPE: 'result', code: 'Updated', message: 'Endpoint updated successfully' });
  }

  app.put('/endpoint/:id/subscription_admin_verified', withCaller(world, setVerified));
  async function setVerified(call: TransferCall): Promise<Response> {
    const endpoint = rights.administered(parameter(call, 'id'), call.caller.person.id);
    const body = await readBody(call, z.object({ subscription_admin_verified: z.boolean() }));
    const extras = state.extrasOf(endpoint.id);
    if (extras.globusPlanId === null)
      throw new TransferRefusal(409, 'ClientError.Conflict', 'The endpoint has no subscription');
    extras.isPlanAdminVerified = body.subscription_admin_verified;
    return answerResult(call, { DATA_TYPE: 'result', code: 'Updated', message: 'Endpoint updated successfully' });
  }

  app.get('/endpoint/:id/my_effective_pause_rule_list', withCaller(world, listPauseRules));
  function listPauseRules(call: TransferCall): Response {
    rights.visible(parameter(call, 'id'), call.caller.person.id);
    return call.context.json({ DATA_TYPE: 'pause_rule_limited_list', length: 0, DATA: [] });
  }
}

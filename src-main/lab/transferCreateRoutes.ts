import { mkdir, stat } from 'node:fs/promises';
import path from 'node:path';
import type { Hono } from 'hono';
import { z } from 'zod';
import { createFileRoot } from './endpointFiles.ts';
import { readBody, type TransferCall, withCaller } from './transferApi.ts';
import { badRequest, permissionDenied, requestId, TransferRefusal } from './transferErrors.ts';
import { absolutePath, asFolder, readEndpointPath } from './transferPaths.ts';
import type { TransferRights } from './transferRights.ts';
import type { TransferState } from './transferState.ts';
import type { LabEndpoint, LabWorld } from './world.ts';

const texts = {
  display_name: z.string().min(1).max(128),
  description: z.string().nullable().optional(),
  organization: z.string().nullable().optional(),
  department: z.string().nullable().optional(),
  keywords: z.string().nullable().optional(),
  force_encryption: z.boolean().optional(),
};
const personalSchema = z.object({ is_globus_connect: z.literal(true), public: z.boolean().default(true), ...texts });
const guestSchema = z.object({ host_endpoint: z.guid(), host_path: z.string().min(1), ...texts });
type Texts = z.infer<z.ZodObject<typeof texts>>;

export interface CreateContext {
  readonly world: LabWorld;
  readonly state: TransferState;
  readonly rights: TransferRights;
  /** Folder that gets one sub-folder for each personal endpoint that clients create. */
  readonly newEndpointsDir: string;
}

const extrasFrom = (body: Texts) => ({
  texts: { department: body.department ?? null, keywords: body.keywords ?? null },
  forcesEncryption: body.force_encryption ?? false,
});

/** Creating collections: personal ones with a setup key, guest ones on a folder of a personal one. */
export function addCreateRoutes(app: Hono, { world, state, rights, newEndpointsDir }: CreateContext): void {
  app.post('/endpoint', withCaller(world, createPersonal));
  async function createPersonal(call: TransferCall): Promise<Response> {
    const body = await readBody(call, personalSchema);
    const id = crypto.randomUUID();
    const setupKey = crypto.randomUUID();
    const root = path.join(newEndpointsDir, id);
    await mkdir(path.join(root, 'home'), { recursive: true });
    const endpoint: LabEndpoint = {
      id,
      name: body.display_name,
      kind: 'personal',
      entityType: 'GCP_mapped_collection',
      ownerId: call.caller.person.id,
      organization: body.organization ?? '',
      description: body.description ?? '',
      root,
      defaultDirectory: '/home/',
      basePath: '/home/',
      hostEndpointId: null,
      visibleTo: body.public ? 'all' : [],
      isReadOnly: false,
      quotaBytes: null,
      isConnected: false,
      isPaused: false,
    };
    state.add(endpoint, { ...extrasFrom(body), isPublic: body.public, setupKey });
    return call.context.json(
      {
        DATA_TYPE: 'endpoint_create_result',
        code: 'Created',
        message: 'Endpoint created',
        id,
        globus_connect_setup_key: setupKey,
        request_id: requestId(),
      },
      201,
    );
  }

  /** The folder on disk that a guest collection will start at. */
  async function sharedFolder(host: LabEndpoint, hostPath: string) {
    const place = readEndpointPath(hostPath, host.defaultDirectory);
    if (place === undefined) throw new TransferRefusal(400, 'InvalidPath', `Invalid host path '${hostPath}'`);
    const folder = await createFileRoot(host.root)
      .folder(place.segments)
      .catch(() => null);
    if (folder === null || !(await stat(folder).catch(() => null))?.isDirectory())
      throw new TransferRefusal(400, 'InvalidPath', `'${hostPath}' is no folder of the host`);
    return { folder, path: asFolder(absolutePath(place.segments)) };
  }

  app.post('/shared_endpoint', withCaller(world, createGuest));
  async function createGuest(call: TransferCall): Promise<Response> {
    const body = await readBody(call, guestSchema);
    const host = rights.administered(body.host_endpoint, call.caller.person.id);
    if (host.entityType !== 'GCP_mapped_collection')
      throw badRequest('Guest collections of Globus Connect Server are created through its GCS Manager');
    if (state.extrasOf(host.id).globusPlanId === null)
      throw permissionDenied('Sharing needs a subscription on the host endpoint');
    const shared = await sharedFolder(host, body.host_path);
    const id = crypto.randomUUID();
    const endpoint: LabEndpoint = {
      id,
      name: body.display_name,
      kind: 'guest',
      entityType: 'GCP_guest_collection',
      ownerId: call.caller.person.id,
      organization: body.organization ?? '',
      description: body.description ?? '',
      root: shared.folder,
      defaultDirectory: '/',
      basePath: '/',
      hostEndpointId: host.id,
      visibleTo: [],
      isReadOnly: host.isReadOnly,
      quotaBytes: host.quotaBytes,
      isConnected: true,
      isPaused: false,
    };
    state.add(endpoint, { ...extrasFrom(body), isPublic: true, hostPath: shared.path });
    return call.context.json(
      {
        DATA_TYPE: 'endpoint_create_result',
        code: 'Created',
        message: 'Shared endpoint created',
        id,
        request_id: requestId(),
      },
      201,
    );
  }
}

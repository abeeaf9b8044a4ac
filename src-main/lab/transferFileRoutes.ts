import { lstat, mkdir, rename } from 'node:fs/promises';
import path from 'node:path';
import type { Context, Hono } from 'hono';
import { z } from 'zod';
import { createFileRoot, OutsideEndpointError, readFolder } from './endpointFiles.ts';
import { describeFile, type FileDocument } from './endpointFilesDocument.ts';
import {
  answerResult,
  parameter,
  pickFields,
  readBody,
  readPage,
  type TransferCall,
  withCaller,
} from './transferApi.ts';
import { badRequest, permissionDenied, TransferRefusal } from './transferErrors.ts';
import {
  type FilterClause,
  isInTimeRange,
  matchesNumber,
  matchesTexts,
  orderBy,
  readFilter,
} from './transferFilters.ts';
import { absolutePath, asFolder, type EndpointPath, readEndpointPath } from './transferPaths.ts';
import { needConsents, needReachable } from './transferReadiness.ts';
import type { TransferRights } from './transferRights.ts';
import type { TransferState } from './transferState.ts';
import type { LabEndpoint, LabWorld } from './world.ts';

export interface FileRoutesContext {
  readonly world: LabWorld;
  readonly state: TransferState;
  readonly rights: TransferRights;
  readonly isServer: (id: string) => boolean;
}

/** What a direct file operation calls itself in error codes, e.g. `ExternalError.MkdirFailed.Exists`. */
type Operation = 'DirListing' | 'Stat' | 'Mkdir' | 'Rename';

function fileRefusal(error: NodeJS.ErrnoException, operation: Operation, shown: string): unknown {
  if (error instanceof OutsideEndpointError || error.code === 'EACCES' || error.code === 'EPERM')
    return new TransferRefusal(403, 'EndpointPermissionDenied', `Denied by endpoint, path '${shown}' not allowed`);
  if (error.code === 'ENOENT') {
    const code = operation === 'Stat' ? 'NotFound' : 'ClientError.NotFound';
    return new TransferRefusal(404, code, `Path not found, '${shown}' not found`);
  }
  if (error.code === 'EEXIST' || error.code === 'ENOTEMPTY')
    return new TransferRefusal(502, `ExternalError.${operation}Failed.Exists`, `Path '${shown}' already exists`);
  if (error.code === 'ENOTDIR')
    return new TransferRefusal(502, `ExternalError.${operation}Failed.NotDirectory`, `'${shown}' is not a directory`);
  if (error.code === 'ENOSPC' || error.code === 'EDQUOT')
    return new TransferRefusal(502, `ExternalError.${operation}Failed.QuotaExceeded`, 'No space left on device');
  return error;
}

function matches(file: FileDocument, { name, values }: FilterClause): boolean {
  switch (name) {
    case 'name':
    case 'type':
    case 'user':
    case 'group':
    case 'permissions':
      return matchesTexts(file[name], values);
    case 'size':
      return values.some((value) => matchesNumber(file.size, value));
    case 'last_modified':
      return isInTimeRange(Date.parse(file.last_modified), values);
    default:
      throw badRequest(`Cannot filter by '${name}'`);
  }
}

const orderKeys = {
  name: (file: FileDocument) => file.name,
  type: (file: FileDocument) => file.type,
  size: (file: FileDocument) => file.size,
  last_modified: (file: FileDocument) => file.last_modified,
  user: (file: FileDocument) => file.user,
  group: (file: FileDocument) => file.group,
  permissions: (file: FileDocument) => file.permissions,
};

async function listFolder(folder: string, context: Context): Promise<FileDocument[]> {
  const entries = await readFolder(folder);
  const isShown = ({ name }: { name: string }): boolean =>
    !['0', 'false'].includes(context.req.query('show_hidden') ?? '1') || !name.startsWith('.');
  const described = await Promise.all(
    entries.filter(isShown).map(({ name, stats }) => describeFile(path.join(folder, name), stats)),
  );
  const clauses = readFilter(context.req.queries('filter') ?? []);
  const found = described.filter((file) => clauses.every((clause) => matches(file, clause)));
  return orderBy(found, context.req.query('orderby') || 'name', orderKeys);
}

/** ls, stat, mkdir, rename: operations on an endpoint's files that answer at once. */
export function addFileRoutes(app: Hono, { world, state, rights, isServer }: FileRoutesContext): void {
  function open(call: TransferCall, operation: Operation): LabEndpoint {
    const id = parameter(call, 'id');
    if (isServer(id)) throw badRequest('Endpoints of this type have no files', '.NotSupported');
    const { person, clientId } = call.caller;
    const endpoint = rights.visible(id, person.id);
    needConsents(world, { personId: person.id, clientId }, [endpoint]);
    needReachable(world, endpoint, operation);
    state.used(person.id, id);
    return endpoint;
  }

  function placeOf(endpoint: LabEndpoint, text: string): EndpointPath {
    const place = readEndpointPath(text, endpoint.defaultDirectory);
    if (place === undefined) throw new TransferRefusal(400, 'InvalidPath', `Invalid path '${text}'`);
    return place;
  }

  function need(
    call: TransferCall,
    endpoint: LabEndpoint,
    { segments, shown }: EndpointPath,
    wanted: 'r' | 'rw',
  ): void {
    const granted = rights.permissionAt(endpoint, call.caller.person.id, absolutePath(segments));
    if (granted === 'none') throw permissionDenied(`You do not have permission on '${shown}'`);
    if (wanted === 'rw' && (granted === 'r' || world.faults.isOn('permission-denied', endpoint.id)))
      throw new TransferRefusal(403, 'EndpointPermissionDenied', `Denied by endpoint, path '${shown}' is read only`);
  }

  async function onDisk<Result>(operation: Operation, { shown }: EndpointPath, act: () => Promise<Result>) {
    return act().catch((error: NodeJS.ErrnoException) => {
      throw fileRefusal(error, operation, shown);
    });
  }

  app.get('/operation/endpoint/:id/ls', withCaller(world, list));
  async function list(call: TransferCall): Promise<Response> {
    const endpoint = open(call, 'DirListing');
    const { limit, offset } = readPage(call, { defaultLimit: 100_000, maxLimit: 100_000 });
    const text = call.context.req.query('path') || '/~/';
    const place = placeOf(endpoint, text);
    need(call, endpoint, place, 'r');
    const found = await onDisk('DirListing', place, async () =>
      listFolder(await createFileRoot(endpoint.root).folder(place.segments), call.context),
    );
    const page = found.slice(offset, offset + limit);
    return call.context.json({
      DATA_TYPE: 'file_list',
      endpoint: endpoint.id,
      path: asFolder(place.shown),
      absolute_path: asFolder(absolutePath(place.segments)),
      rename_supported: true,
      symlink_supported: false,
      length: page.length,
      total: found.length,
      DATA: page.map((file) => pickFields(call, { ...file })),
    });
  }

  app.get('/operation/endpoint/:id/stat', withCaller(world, stat));
  async function stat(call: TransferCall): Promise<Response> {
    const endpoint = open(call, 'Stat');
    const place = placeOf(endpoint, call.context.req.query('path') || '/~/');
    need(call, endpoint, place, 'r');
    const file = await onDisk('Stat', place, async () =>
      describeFile(await createFileRoot(endpoint.root).entry(place.segments)),
    );
    return call.context.json({ ...file, name: place.segments.at(-1) ?? '/' });
  }

  app.post('/operation/endpoint/:id/mkdir', withCaller(world, makeFolder));
  async function makeFolder(call: TransferCall): Promise<Response> {
    const endpoint = open(call, 'Mkdir');
    const body = await readBody(call, z.object({ path: z.string().min(1) }));
    const place = placeOf(endpoint, body.path);
    need(call, endpoint, place, 'rw');
    await onDisk('Mkdir', place, async () => {
      if (world.faults.isOn('disk-full', endpoint.id))
        throw Object.assign(new Error('No space left on device'), { code: 'ENOSPC' });
      await mkdir(await createFileRoot(endpoint.root).entry(place.segments));
    });
    const message = 'The directory was created successfully';
    return answerResult(call, { DATA_TYPE: 'mkdir_result', code: 'DirectoryCreated', message }, 202);
  }

  app.post('/operation/endpoint/:id/rename', withCaller(world, renameEntry));
  async function renameEntry(call: TransferCall): Promise<Response> {
    const endpoint = open(call, 'Rename');
    const body = await readBody(call, z.object({ old_path: z.string().min(1), new_path: z.string().min(1) }));
    const from = placeOf(endpoint, body.old_path);
    const to = placeOf(endpoint, body.new_path);
    need(call, endpoint, from, 'rw');
    need(call, endpoint, to, 'rw');
    const root = createFileRoot(endpoint.root);
    const source = await onDisk('Rename', from, async () => {
      const entry = await root.entry(from.segments);
      await lstat(entry);
      return entry;
    });
    // A file takes the place of another, as rename(2) does below GridFTP; a folder that holds something stays.
    await onDisk('Rename', to, async () => rename(source, await root.entry(to.segments)));
    const message = 'File or directory renamed successfully';
    return answerResult(call, { DATA_TYPE: 'result', code: 'FileRenamed', message });
  }

  app.post('/operation/endpoint/:id/symlink', withCaller(world, refuseLink));
  function refuseLink(call: TransferCall): Response {
    open(call, 'Mkdir');
    throw badRequest('The endpoint does not support symbolic links', '.NotSupported');
  }
}

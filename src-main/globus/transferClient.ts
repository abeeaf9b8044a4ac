import { AppError } from '../contract/errors.ts';
import type { EndpointId, SubmissionId, TaskId } from '../contract/ids.ts';
import { globusFolder, parentFolder } from '../domain/imagePath.ts';
import type { GlobusTokens } from '../ports/tokens.ts';
import type { Transfers } from '../ports/transfers.ts';
import { type EndpointSearchScope, searchEndpoints } from './endpointSearch.ts';
import {
  type GlobusMethod,
  type GlobusRequest,
  type GlobusRequestOptions,
  largestAnswerBytes,
} from './globusRequest.ts';
import {
  arrivedFiles,
  deleteDocument,
  expected,
  type KnownEndpoint,
  knownEndpoint,
  remoteFiles,
  taskEvents,
  transferDocument,
  transferTask,
  transferTasks,
} from './transform.ts';
import {
  wireEndpointSchema,
  wirePageSchema,
  wireSubmissionIdSchema,
  wireTaskSchema,
  wireTransferResultSchema,
} from './types.ts';

/** Ids in one filter; keeps the request's address below 4 kB. */
const idsPerRequest = 100;
const maxListPages = 20;
const maxArrivedPages = 200;

export interface TransferClient extends Transfers {
  /** All endpoints of one of Globus's search scopes that this user sees; `all` needs a text. */
  endpointSearch(scope: EndpointSearchScope, options?: { readonly text?: string }): Promise<readonly KnownEndpoint[]>;
  endpoint(id: EndpointId): Promise<KnownEndpoint>;
  /** Whether files can be listed now; what is missing is not remembered for a repair, unlike by `list`. */
  look(id: EndpointId): Promise<void>;
}

interface Dependencies {
  readonly request: GlobusRequest;
  readonly tokens: Pick<GlobusTokens, 'repairNeeded'>;
}

const isCode = (error: unknown, code: AppError['code']): error is AppError =>
  error instanceof AppError && error.code === code;

/** Which endpoint a missing scope names, else the first that it may be about. */
function endpointOf({ facts }: AppError, about: readonly EndpointId[]): { readonly endpointId?: EndpointId } {
  const scopes = Array.isArray(facts.requiredScopes) ? facts.requiredScopes.join(' ') : '';
  const endpointId = about.find((id) => scopes.includes(id)) ?? about[0];
  return endpointId === undefined ? {} : { endpointId };
}

/** Characters that mean something in a Globus filter stand for any other. */
const filterText = (text: string) => text.replace(/[/,:~*!=<>\\]/g, '*');

const chunks = <T>(entries: readonly T[], size: number): T[][] =>
  Array.from({ length: Math.ceil(entries.length / size) }, (_, at) => [...entries.slice(at * size, (at + 1) * size)]);

/** Globus Transfer, version 0.10. Paths and documents as in its API reference; no decisions. */
export function createTransferClient({ request, tokens }: Dependencies): TransferClient {
  const quietly = (method: GlobusMethod, path: string, options?: GlobusRequestOptions) =>
    request('transfer', method, `v0.10/${path}`, options);

  /** One call; a missing consent or session is kept for the button that repairs it. `about`: endpoints it may be of. */
  async function transfer(
    method: GlobusMethod,
    path: string,
    options: GlobusRequestOptions = {},
    about: readonly EndpointId[] = [],
  ) {
    try {
      return await quietly(method, path, options);
    } catch (error) {
      if (!isCode(error, 'consent.needed') && !isCode(error, 'session.needed')) throw error;
      const endpointId = endpointOf(error, about);
      const told = new AppError(error.code, { cause: error, facts: { ...error.facts, ...endpointId } });
      tokens.repairNeeded(told);
      throw told;
    }
  }

  const operation = (id: EndpointId, name: string, options: GlobusRequestOptions, method: GlobusMethod = 'POST') =>
    transfer(method, `operation/endpoint/${id}/${name}`, options, [id]);

  async function makeFolder(id: EndpointId, path: string): Promise<void> {
    const make = () => operation(id, 'mkdir', { body: { DATA_TYPE: 'mkdir', path } });
    const unlessThere = (error: unknown) => {
      if (!isCode(error, 'endpoint.exists')) throw error;
    };
    await make().catch(async (error: unknown) => {
      const parent = parentFolder(path);
      const isParentMissing =
        isCode(error, 'endpoint.pathNotFound') && parent !== null && parentFolder(parent) !== null;
      if (!isParentMissing) return unlessThere(error);
      await makeFolder(id, parent);
      await make().catch(unlessThere);
    });
  }

  async function list(id: EndpointId, path: string) {
    const entries: unknown[] = [];
    for (let page = 0; page < maxListPages; page += 1) {
      const query = {
        path: globusFolder(path),
        show_hidden: 1,
        ...(entries.length > 0 ? { offset: entries.length } : {}),
      };
      const answer = expected(
        wirePageSchema,
        await operation(id, 'ls', { query, maxBytes: largestAnswerBytes }, 'GET'),
        'ls',
      );
      entries.push(...answer.DATA);
      if (answer.DATA.length === 0 || entries.length >= (answer.total ?? 0)) break;
    }
    return remoteFiles(entries);
  }

  async function taskList(filter: string, limit: number) {
    const query = { filter, limit, orderby: 'request_time DESC' };
    return transferTasks(expected(wirePageSchema, await transfer('GET', 'task_list', { query }), 'task_list').DATA);
  }

  async function arrived(taskId: TaskId) {
    const entries: unknown[] = [];
    let marker: string | number | null = null;
    for (let page = 0; page < maxArrivedPages; page += 1) {
      const query: Record<string, string | number> = marker === null ? {} : { marker };
      const answer = expected(
        wirePageSchema,
        await transfer('GET', `task/${taskId}/successful_transfers`, { query }),
        'successful_transfers',
      );
      entries.push(...answer.DATA);
      marker = answer.next_marker ?? null;
      if (marker === null) break;
    }
    return arrivedFiles(entries);
  }

  return {
    async newSubmissionId() {
      const answer = expected(wireSubmissionIdSchema, await transfer('GET', 'submission_id'), 'submission_id');
      return answer.value as SubmissionId;
    },
    async submit(order) {
      // Repeating is safe: Globus knows the submission id and answers `Duplicate` with the same task.
      const about = [order.destinationEndpointId, order.sourceEndpointId];
      const answer = await transfer('POST', 'transfer', { body: transferDocument(order) }, about);
      const { code, task_id } = expected(wireTransferResultSchema, answer, 'transfer_result');
      return { taskId: task_id as TaskId, wasDuplicate: code === 'Duplicate' };
    },
    task: async (taskId) => transferTask(expected(wireTaskSchema, await transfer('GET', `task/${taskId}`), 'task')),
    async tasks(taskIds) {
      const found = await Promise.all(
        chunks(taskIds, idsPerRequest).map((ids) => taskList(`task_id:${ids.join(',')}`, ids.length)),
      );
      return found.flat();
    },
    async tasksByLabel(text) {
      const found = await taskList(`label:~*${filterText(text)}*`, 100);
      return found.filter(({ label }) => label?.includes(text) === true);
    },
    async events(taskId, { errorsOnly }) {
      const query = { limit: 100, ...(errorsOnly ? { filter: 'is_error:1' } : {}) };
      const answer = expected(
        wirePageSchema,
        await transfer('GET', `task/${taskId}/event_list`, { query }),
        'event_list',
      );
      return taskEvents(answer.DATA).filter(({ isError }) => isError || !errorsOnly);
    },
    arrivedFiles: arrived,
    async cancel(taskId) {
      await transfer('POST', `task/${taskId}/cancel`).catch((error: unknown) => {
        if (error instanceof AppError && String(error.facts.globusCode).includes('TaskComplete')) return;
        throw error;
      });
    },
    list,
    makeFolder: (id, path) => makeFolder(id, globusFolder(path)),
    async removeFiles(order) {
      const answer = await transfer('POST', 'delete', { body: deleteDocument(order) }, [order.endpointId]);
      return { taskId: expected(wireTransferResultSchema, answer, 'delete_result').task_id as TaskId };
    },
    async rename(id, from, to) {
      const body = { DATA_TYPE: 'rename', old_path: from, new_path: to };
      await operation(id, 'rename', { body, isRepeatable: false });
    },
    endpointSearch: (scope, options = {}) => searchEndpoints(transfer, scope, options.text ?? null),
    endpoint: async (id) =>
      knownEndpoint(expected(wireEndpointSchema, await transfer('GET', `endpoint/${id}`), 'endpoint')),
    async look(id) {
      expected(wirePageSchema, await quietly('GET', `operation/endpoint/${id}/ls`, { query: { limit: 1 } }), 'ls');
    },
  };
}

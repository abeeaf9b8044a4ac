import type { Context, Hono } from 'hono';
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
import type { TransferEngine } from './transferEngine.ts';
import { badRequest, requestId, TransferRefusal } from './transferErrors.ts';
import { cutConnection } from './transferFaults.ts';
import { matchesTexts, orderBy, readFilter } from './transferFilters.ts';
import { readDelete, readTransfer, type TaskOrder } from './transferSubmission.ts';
import { isFinished, type LabTask } from './transferTask.ts';
import { arrivedDocument, eventDocument, skippedDocument, taskDocument } from './transferTaskDocument.ts';
import { matchesTask, taskOrderKeys } from './transferTaskFilter.ts';
import type { LabWorld } from './world.ts';

export interface TaskRoutesContext {
  readonly world: LabWorld;
  readonly engine: TransferEngine;
}

/** Entries a page of successful_transfers or skipped_errors holds. */
const markerPage = 100;
const updateSchema = z.object({
  label: z.string().max(128).nullable().optional(),
  deadline: z.iso.datetime({ offset: true }).optional(),
});

/** Submissions, and everything below /task. */
export function addTaskRoutes(app: Hono, { world, engine }: TaskRoutesContext): void {
  function taskOf(call: TransferCall): LabTask {
    const taskId = parameter(call, 'taskId');
    const task = engine.find(taskId);
    if (task === undefined || task.personId !== call.caller.person.id || task.isRemoved)
      throw new TransferRefusal(404, 'TaskNotFound', `No task found with id '${taskId}'`);
    return task;
  }

  app.get('/submission_id', withCaller(world, newSubmissionId));
  function newSubmissionId({ context }: TransferCall): Response {
    return context.json({ DATA_TYPE: 'submission_id', value: crypto.randomUUID() });
  }

  app.post(
    '/transfer',
    withCaller(world, (call) => submit(call, 'transfer', readTransfer)),
  );
  app.post(
    '/delete',
    withCaller(world, (call) => submit(call, 'delete', readDelete)),
  );
  async function submit(
    call: TransferCall,
    kind: 'transfer' | 'delete',
    read: (body: unknown, nowMs: number) => TaskOrder,
  ): Promise<Response> {
    const { person, clientId } = call.caller;
    const order = read(await readBody(call, z.unknown()), world.clock.now());
    const { task, isDuplicate } = engine.submit({ personId: person.id, clientId }, order);
    if (world.faults.isOn('lost-answer')) return cutConnection(call.context);
    return answerResult(
      call,
      {
        DATA_TYPE: `${kind}_result`,
        code: isDuplicate ? 'Duplicate' : 'Accepted',
        message: isDuplicate
          ? 'A task with the same submission id was accepted before'
          : `The ${kind} has been accepted and a task has been created and queued for execution`,
        submission_id: task.submissionId,
        task_id: task.taskId,
        task_link: {
          DATA_TYPE: 'link',
          href: `/v0.10/task/${task.taskId}?format=json`,
          rel: 'related',
          resource: 'task',
          title: 'related task',
        },
      },
      isDuplicate ? 200 : 202,
    );
  }

  app.get('/task_list', withCaller(world, list));
  function list(call: TransferCall): Response {
    const { limit, offset } = readPage(call, { defaultLimit: 10, maxLimit: 1000 });
    const clauses = readFilter(call.context.req.queries('filter') ?? []);
    const mine = engine.tasksOf(call.caller.person.id).filter((task) => !task.isRemoved);
    const found = mine.filter((task) => clauses.every((clause) => matchesTask(task, clause)));
    const order = call.context.req.query('orderby') || 'request_time DESC';
    const page = orderBy(found.reverse(), order, taskOrderKeys).slice(offset, offset + limit);
    return call.context.json({
      DATA_TYPE: 'task_list',
      length: page.length,
      limit,
      offset,
      total: found.length,
      DATA: page.map((task) => pickFields(call, taskDocument(world, task))),
    });
  }

  app.get(
    '/task/:taskId',
    withCaller(world, (call) => call.context.json(pickFields(call, taskDocument(world, taskOf(call))))),
  );

  app.put('/task/:taskId', withCaller(world, update));
  async function update(call: TransferCall): Promise<Response> {
    const task = taskOf(call);
    const body = await readBody(call, updateSchema);
    if (isFinished(task)) throw new TransferRefusal(409, 'ClientError.Conflict', 'The task is complete');
    const deadlineMs = body.deadline === undefined ? null : Date.parse(body.deadline);
    if (deadlineMs !== null && deadlineMs <= world.clock.now()) throw badRequest('The deadline must be in the future');
    if (deadlineMs !== null) engine.setDeadline(task, deadlineMs);
    if (body.label !== undefined) task.label = body.label;
    return answerResult(call, { DATA_TYPE: 'result', code: 'Updated', message: 'Task updated successfully' });
  }

  app.post('/task/:taskId/cancel', withCaller(world, cancel));
  function cancel(call: TransferCall): Response {
    const task = taskOf(call);
    const wasFinished = isFinished(task);
    engine.cancel(task);
    return answerResult(call, {
      DATA_TYPE: 'result',
      code: wasFinished ? 'TaskComplete' : 'Canceled',
      message: wasFinished
        ? 'The task completed before the cancel request was processed.'
        : 'The task has been cancelled successfully.',
    });
  }

  app.post('/task/:taskId/remove', withCaller(world, remove));
  function remove(call: TransferCall): Response {
    const task = taskOf(call);
    if (!isFinished(task)) throw new TransferRefusal(409, 'ClientError.Conflict', 'The task is not complete');
    task.isRemoved = true;
    return answerResult(call, { DATA_TYPE: 'result', code: 'Removed', message: 'The task was removed' });
  }

  app.get('/task/:taskId/event_list', withCaller(world, listEvents));
  function listEvents(call: TransferCall): Response {
    const task = taskOf(call);
    const { limit, offset } = readPage(call, { defaultLimit: 10, maxLimit: 1000 });
    const clauses = readFilter(call.context.req.queries('filter') ?? []);
    const isErrorOnly = (values: readonly string[]): boolean => values.includes('1') || values.includes('true');
    const found = task.events.toReversed().filter((event) =>
      clauses.every(({ name, values }) => {
        if (name === 'is_error') return event.isError === isErrorOnly(values);
        if (name === 'code') return matchesTexts(event.code, values);
        throw badRequest(`Cannot filter by '${name}'`);
      }),
    );
    const page = found.slice(offset, offset + limit).map((event) => eventDocument(world, event));
    return call.context.json({
      DATA_TYPE: 'event_list',
      length: page.length,
      limit,
      offset,
      total: found.length,
      DATA: page,
    });
  }

  app.get('/task/:taskId/successful_transfers', withCaller(world, listArrived));
  function listArrived(call: TransferCall): Response {
    const task = taskOf(call);
    if (!isFinished(task) || task.type !== 'TRANSFER')
      throw badRequest('successful_transfers is for completed transfer tasks');
    return markedPage(call.context, 'successful_transfers', task.arrived, arrivedDocument);
  }

  app.get('/task/:taskId/skipped_errors', withCaller(world, listSkipped));
  function listSkipped(call: TransferCall): Response {
    const task = taskOf(call);
    if (!isFinished(task)) throw badRequest('skipped_errors is for completed tasks');
    return markedPage(call.context, 'skipped_errors', task.skipped, (error) => skippedDocument(world, error));
  }

  app.get('/task/:taskId/pause_info', withCaller(world, showPause));
  function showPause(call: TransferCall): Response {
    const { sourceEndpointId } = taskOf(call);
    return call.context.json({
      DATA_TYPE: 'pause_info_limited',
      endpoint_display_name: world.endpoints.get(sourceEndpointId)?.name ?? null,
      message: null,
      source_pause_message: null,
      source_pause_message_share: null,
      destination_pause_message: null,
      destination_pause_message_share: null,
      pause_rules: [],
      request_id: requestId(),
    });
  }
}

/** One page by `marker`; the marker is opaque to clients. */
function markedPage<Entry>(
  context: Context,
  dataType: string,
  entries: readonly Entry[],
  document: (entry: Entry) => object,
): Response {
  const marker = context.req.query('marker') || '0';
  if (!/^\d+$/.test(marker)) throw badRequest('Invalid marker');
  const start = Number(marker);
  const end = start + markerPage;
  return context.json({
    DATA_TYPE: dataType,
    marker: start,
    next_marker: end < entries.length ? end : null,
    DATA: entries.slice(start, end).map(document),
  });
}

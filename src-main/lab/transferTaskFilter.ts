import { badRequest } from './transferErrors.ts';
import { type Comparable, type FilterClause, isInTimeRange, matchesTexts } from './transferFilters.ts';
import type { LabTask } from './transferTask.ts';

/** Times that tasks show have no fractions, so the filter must not see any either. */
const wholeSeconds = (ms: number | null): number | null => (ms === null ? null : Math.floor(ms / 1000) * 1000);

/** Whether a task fits one clause of task_list's filter. */
export function matchesTask(task: LabTask, { name, values }: FilterClause): boolean {
  switch (name) {
    case 'status':
      return values.includes(task.status);
    case 'type':
      return values.includes(task.type);
    case 'task_id':
      return values.includes(task.taskId);
    case 'label':
      return matchesTexts(task.label ?? '', values);
    case 'request_time':
      return isInTimeRange(wholeSeconds(task.requestedMs), values);
    case 'completion_time':
      return isInTimeRange(wholeSeconds(task.completedMs), values);
    case 'endpoint':
      return values.includes(task.sourceEndpointId) || values.includes(task.destinationEndpointId ?? '');
    case 'source_endpoint':
      return values.includes(task.sourceEndpointId);
    case 'destination_endpoint':
      return values.includes(task.destinationEndpointId ?? '');
    default:
      throw badRequest(`Cannot filter by '${name}'`);
  }
}

export const taskOrderKeys: Readonly<Record<string, (task: LabTask) => Comparable>> = {
  task_id: ({ taskId }) => taskId,
  type: ({ type }) => type,
  status: ({ status }) => status,
  label: ({ label }) => label,
  request_time: ({ requestedMs }) => requestedMs,
  completion_time: ({ completedMs }) => completedMs,
  deadline: ({ deadlineMs }) => deadlineMs,
  bytes_transferred: ({ progress }) => progress.bytesTransferred,
  faults: ({ progress }) => progress.faults,
};

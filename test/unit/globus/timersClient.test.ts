import { describe, expect, it } from 'vitest';
import { AppError } from '../../../src-main/contract/errors.ts';
import type { EndpointId } from '../../../src-main/contract/ids.ts';
import { globusError } from '../../../src-main/domain/globusErrors.ts';
import type { GlobusRequestOptions } from '../../../src-main/globus/globusRequest.ts';
import { createTimersClient } from '../../../src-main/globus/timersClient.ts';
import { createFakeClock } from '../../fakes/fakeClock.ts';

const jobId = '7b0aed60-575c-11eb-87bb-02187389bd35';
const taskId = '6b0aed60-575c-11eb-87bb-02187389bd35';
type Call = { method: string; path: string } & GlobusRequestOptions;

function arrange(answer: (call: Call) => unknown) {
  const calls: Call[] = [];
  const repairs: AppError[] = [];
  const client = createTimersClient({
    clock: createFakeClock(),
    request: async (service, method, path, options = {}) => {
      expect(service).toBe('timers');
      const call = { method, path, ...options };
      calls.push(call);
      const value = answer(call);
      if (value instanceof AppError) throw value;
      return value;
    },
    tokens: { repairNeeded: (error) => repairs.push(error) },
  });
  return { client, calls, repairs };
}

const job = (more: object = {}) => ({
  job_id: jobId,
  name: 'Portolan: nightly [1234]',
  status: 'loaded',
  interval: 3600,
  next_run: '2026-03-01T13:00:00+00:00',
  last_ran_at: '2026-03-01T12:00:00.000000+00:00',
  n_runs: 2,
  n_errors: 1,
  inactive_reason: null,
  results: {
    data: [
      {
        data: { action_id: taskId, details: { status: 'SUCCEEDED' } },
        errors: null,
        ran_at: '2026-03-01T12:00:00.000',
      },
      { data: null, errors: 'ConsentRequired: no', ran_at: '2026-03-01T11:00:00.000' },
      { data: { action_id: 'odd' }, errors: null, ran_at: 'never' },
    ],
  },
  ...more,
});

describe('the timers client', () => {
  it('makes a recurring copy of a folder, without a submission id', async () => {
    const { client, calls } = arrange(() => ({ timer: { job_id: jobId } }));
    const made = await client.create({
      name: 'nightly',
      intervalSeconds: 3600,
      sourceEndpointId: 'a' as EndpointId,
      destinationEndpointId: 'b' as EndpointId,
      sourceFolder: '/images/lab/',
      destinationFolder: '/c/lab/',
      rules: [
        { method: 'include', name: 'torch:*@*.sif', kind: 'file' },
        { method: 'exclude', name: '*', kind: 'folder' },
      ],
      encryptsData: true,
    });
    expect(made).toEqual({ jobId });
    expect(calls[0]).toMatchObject({ method: 'POST', path: 'v2/timer', isRepeatable: false });
    expect(calls[0]?.body).toMatchObject({
      timer: {
        timer_type: 'transfer',
        schedule: { type: 'recurring', interval_seconds: 3600 },
        body: {
          sync_level: 3,
          verify_checksum: true,
          encrypt_data: true,
          filter_rules: [
            { DATA_TYPE: 'filter_rule', method: 'include', name: 'torch:*@*.sif', type: 'file' },
            { DATA_TYPE: 'filter_rule', method: 'exclude', name: '*', type: 'dir' },
          ],
          DATA: [{ source_path: '/images/lab/', destination_path: '/c/lab/', recursive: true }],
        },
      },
    });
    expect(JSON.stringify(calls[0]?.body)).not.toContain('submission_id');
  });

  it('reads a job and its last runs', async () => {
    const { client } = arrange(() => job());
    expect(await client.job(jobId)).toEqual({
      jobId,
      name: 'Portolan: nightly [1234]',
      intervalSeconds: 3600,
      state: 'active',
      nextRunAt: '2026-03-01T13:00:00.000Z',
      lastRunAt: '2026-03-01T12:00:00.000Z',
      runs: 2,
      errors: 1,
      lastRuns: [
        { at: '2026-03-01T12:00:00.000Z', taskId, state: 'done', error: null },
        { at: '2026-03-01T11:00:00.000Z', taskId: null, state: 'problem', error: 'ConsentRequired: no' },
      ],
      problem: null,
    });
  });

  it('one that waits for a consent is kept for the button that gives it', async () => {
    const scope = 'https://auth.globus.org/scopes/x/timer[y[*z]]';
    const detail = { code: 'ConsentRequired', authorization_parameters: { required_scopes: [scope] } };
    const inactive = { status: 'inactive', inactive_reason: { cause: 'globus_auth_requirements', detail } };
    const { client, repairs } = arrange(() => job(inactive));
    expect(await client.job(jobId)).toMatchObject({
      state: 'waitingForYou',
      problem: { code: 'consent.needed', facts: { requiredScopes: [scope] } },
    });
    expect(repairs.map(({ facts }) => facts.requiredScopes)).toEqual([[scope]]);
    const paused = arrange(() => job({ status: 'inactive', inactive_reason: { cause: 'user', detail: null } }));
    expect(await paused.client.job(jobId)).toMatchObject({ state: 'paused', problem: null });
    expect(paused.repairs).toEqual([]);
  });

  it('says when a timer is gone, and does not mind that when it removes it', async () => {
    const gone = globusError({ status: 404, body: { error: { code: 'NOT_FOUND', status: 404 } }, path: '/jobs/x' });
    const { client } = arrange(() => gone);
    await expect(client.job(jobId)).rejects.toMatchObject({ code: 'timer.notFound' });
    await expect(client.remove(jobId)).resolves.toBeUndefined();
  });

  it('a body that the service does not take is told with its place', () => {
    const detail = [{ loc: ['body', 'timer', 'schedule'], msg: 'too short', type: 'value_error' }];
    expect(globusError({ status: 422, body: { detail }, path: '/v2/timer' })).toMatchObject({
      code: 'service.refused',
      facts: { serviceMessage: 'body.timer.schedule: too short' },
    });
    const odd = { error: { code: 'ERROR', detail: 'Request failed terribly', status: 500 } };
    expect(globusError({ status: 500, body: odd, path: '/jobs' })).toMatchObject({
      code: 'service.unavailable',
      facts: { globusCode: 'ERROR', serviceMessage: 'Request failed terribly' },
    });
  });
});

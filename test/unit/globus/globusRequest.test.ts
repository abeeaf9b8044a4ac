import { describe, expect, it } from 'vitest';
import { AppError } from '../../../src-main/contract/errors.ts';
import { createGlobusRequest } from '../../../src-main/globus/globusRequest.ts';
import type { HttpAnswer } from '../../../src-main/ports/http.ts';
import { createFakeClock } from '../../fakes/fakeClock.ts';
import { createFakeHttp, jsonAnswer, textAnswer } from '../../fakes/fakeHttp.ts';
import { createFakeTokens } from '../../fakes/fakeTokens.ts';
import { createRecordingLogger } from '../../fakes/recordingLogger.ts';

const path = '/v0.10/submission_id';

function arrange(answers: readonly (HttpAnswer | AppError)[]) {
  const http = createFakeHttp();
  const clock = createFakeClock();
  const tokens = createFakeTokens();
  const logger = createRecordingLogger();
  const stopping = new AbortController();
  let next = 0;
  http.on('GET', path, () => {
    const answer = answers[Math.min(next++, answers.length - 1)];
    if (answer instanceof AppError || answer === undefined) throw answer;
    return answer;
  });
  const base = 'https://transfer.test/';
  const request = createGlobusRequest({
    ...{ http, clock, tokens, logger, random: () => 0.5, signal: stopping.signal },
    baseUrls: { auth: base, transfer: base, search: 'https://gateway.test/search', timers: base },
  });
  const asked = () => request('transfer', 'GET', 'v0.10/submission_id', { query: { a: 'x y', n: 1 } });
  return { http, clock, tokens, logger, stopping, request, asked };
}

/** The outcome, as far as time has to move for it. */
async function outcome(work: Promise<unknown>, clock: ReturnType<typeof createFakeClock>) {
  const settled = work.then(
    (value) => ({ value }),
    (error: AppError) => ({ code: error.code, facts: error.facts }),
  );
  await clock.advance(120_000);
  return settled;
}

describe('a request to Globus', () => {
  it('presents the token of the right service and asks for JSON', async () => {
    const { http, clock, asked } = arrange([jsonAnswer({ value: 1 })]);
    expect(await outcome(asked(), clock)).toEqual({ value: { value: 1 } });
    expect(http.requests[0]).toMatchObject({
      method: 'GET',
      headers: { authorization: 'Bearer transfer-1', accept: 'application/json' },
    });
    expect(http.requests[0]?.address.href).toBe(`https://transfer.test${path}?a=x+y&n=1`);
  });

  it('keeps a path in front of the service', async () => {
    const { http, clock, request } = arrange([]);
    http.on('GET', '/search/v1/index_list', jsonAnswer({}));
    expect(await outcome(request('search', 'GET', 'v1/index_list'), clock)).toEqual({ value: {} });
    expect(http.requests[0]?.headers?.authorization).toBe('Bearer search-1');
  });

  it('renews a refused token once', async () => {
    const refusal = jsonAnswer({ code: 'ClientError.AuthenticationFailed' }, 401);
    const good = arrange([refusal, jsonAnswer({ value: 1 })]);
    expect(await outcome(good.asked(), good.clock)).toEqual({ value: { value: 1 } });
    expect(good.tokens.refused).toEqual(['transfer-1']);
    expect(good.http.requests[1]?.headers?.authorization).toBe('Bearer transfer-2');

    const bad = arrange([refusal]);
    expect(await outcome(bad.asked(), bad.clock)).toMatchObject({ code: 'signIn.needed' });
    expect(bad.http.requests).toHaveLength(2);
  });

  it('tries again as often as the policy says, and not before it says', async () => {
    const { http, clock, asked } = arrange([jsonAnswer({ code: 'InternalError' }, 500)]);
    const work = asked().catch((error: AppError) => error.code);
    await clock.advance(499);
    expect(http.requests).toHaveLength(1);
    await clock.advance(1);
    expect(http.requests).toHaveLength(2);
    await clock.advance(120_000);
    expect(await work).toBe('service.unavailable');
    expect(http.requests).toHaveLength(6);
  });

  it('waits as long as it is told', async () => {
    const { http, clock, asked } = arrange([jsonAnswer({}, 429, { 'retry-after': '7' }), jsonAnswer({ value: 1 })]);
    const work = asked();
    await clock.advance(6_999);
    expect(http.requests).toHaveLength(1);
    await clock.advance(1);
    expect(await work).toEqual({ value: 1 });
  });

  it('tells of a wait that is too long for it', async () => {
    const { http, clock, asked } = arrange([jsonAnswer({}, 429, { 'retry-after': '3600' })]);
    expect(await outcome(asked(), clock)).toMatchObject({
      code: 'service.rateLimited',
      facts: { retryAfterSeconds: 3600 },
    });
    expect(http.requests).toHaveLength(1);
  });

  it('does not ask a sleeping endpoint again', async () => {
    const { http, clock, asked } = arrange([
      jsonAnswer({ code: 'ExternalError.DirListingFailed.GCDisconnected' }, 502),
    ]);
    expect(await outcome(asked(), clock)).toMatchObject({ code: 'endpoint.asleep' });
    expect(http.requests).toHaveLength(1);
  });

  it.each([
    ['HTML with status 200', textAnswer('<html>login</html>'), 'answer.notJson', 1],
    ['a redirect', textAnswer('', 302, { location: 'https://evil.test/' }), 'answer.unexpected', 1],
    ['an HTML error page', textAnswer('<html>', 502), 'service.unavailable', 6],
    ['JSON that was cut', textAnswer('{"value":"a', 200, { 'content-type': 'application/json' }), 'answer.cut', 4],
    ['no network', new AppError('network.unreachable'), 'network.unreachable', 4],
    ['a strange certificate', new AppError('network.tls'), 'network.tls', 1],
    ['too large an answer', new AppError('network.tooLarge'), 'network.tooLarge', 1],
  ])('gives up on %s', async (_name, answer, code, tries) => {
    const { http, clock, asked } = arrange([answer]);
    expect(await outcome(asked(), clock)).toMatchObject({ code });
    expect(http.requests).toHaveLength(tries);
  });

  it('does not repeat work whose answer got lost when told so', async () => {
    const { http, clock, request } = arrange([]);
    const work = request('transfer', 'POST', 'v0.10/rename', { body: {}, isRepeatable: false });
    expect(await outcome(work, clock)).toMatchObject({ code: 'network.unreachable' });
    expect(http.requests).toHaveLength(1);
  });

  it('stops waiting when it is stopped', async () => {
    const { clock, asked, stopping } = arrange([jsonAnswer({}, 503)]);
    const work = asked().catch((error: unknown) => error);
    await clock.advance(1);
    expect(clock.sleepers).toBe(1);
    stopping.abort(new Error('stopped'));
    expect(await work).toEqual(new Error('stopped'));
    expect(clock.sleepers).toBe(0);
  });

  it('writes no token to the log', async () => {
    const { clock, asked, logger } = arrange([jsonAnswer({}, 503), jsonAnswer({ value: 1 })]);
    await outcome(asked(), clock);
    expect(logger.lines).toHaveLength(1);
    expect(JSON.stringify(logger.lines)).not.toContain('transfer-1');
  });
});

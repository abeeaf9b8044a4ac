import { TRPCClientError } from '@trpc/client';
import { CommanderError } from 'commander';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { AppError, appErrorCodes } from '../../../src-main/contract/errors.ts';
import { problemWords } from '../../../src-main/contract/problemWords/problems.ts';
import { exitCodeOf, failureOf, Interrupted, UsageError } from '../../../src-main/headless/cli/failure.ts';
import { withWords } from '../../../src-main/headless/cli/words.ts';

const fromWire = (data: unknown) => Object.assign(new TRPCClientError('refused'), { data });

describe('exit codes', () => {
  it.each([
    ['signIn.needed', 3],
    ['consent.needed', 3],
    ['session.needed', 3],
    ['network.unreachable', 5],
    ['network.tls', 5],
    ['service.unavailable', 5],
    ['service.rateLimited', 5],
    ['input.invalid', 2],
    ['state.inUse', 1],
    ['lab.notRunning', 1],
    ['command.interrupted', 1],
  ] as const)('%s ends with %d', (code, exit) => {
    expect(exitCodeOf(code)).toBe(exit);
  });
});

describe('a failure', () => {
  it.each(appErrorCodes)('%s comes in the words of the screens', (code) => {
    const { title, advice } = problemWords({ code, facts: {} });
    expect(failureOf(new AppError(code))).toEqual({ code, facts: {}, title, advice });
  });

  it('from the wire is what the app put there', () => {
    const app = { code: 'endpoint.asleep', facts: { endpointName: 'My laptop' } };
    expect(failureOf(fromWire({ app }))).toMatchObject({ ...app, title: 'My laptop is asleep' });
  });

  it.each([[undefined], [{}], [{ app: { code: 'of another version' } }]])(
    'without an answer (%j) is a lost app',
    (data) => {
      expect(failureOf(fromWire(data)).code).toBe('network.unreachable');
    },
  );

  it('of the command line itself says what is wrong with it', () => {
    expect(failureOf(new UsageError('Nothing to set', 'Say what.'))).toMatchObject({
      code: 'input.invalid',
      advice: 'Say what.',
    });
    const unknown = new CommanderError(1, 'commander.unknownCommand', "error: unknown command 'x'\n(Did you mean y?)");
    expect(failureOf(unknown).advice).toBe("unknown command 'x' (Did you mean y?). Its --help tells how.");
    const parsed = z.object({ id: z.guid() }).safeParse({ id: 'x' });
    expect(failureOf(parsed.error)).toMatchObject({ code: 'input.invalid', facts: { why: ['id: Invalid GUID'] } });
    expect(failureOf(new Interrupted())).toMatchObject({ code: 'command.interrupted', title: 'Stopped by you' });
  });

  it('that nobody foresaw tells nothing of its inside', () => {
    expect(failureOf(new Error('/home/u/secret'))).toMatchObject({ code: 'internal', facts: {} });
  });
});

it('problems anywhere inside an answer get their words, and nothing else changes', () => {
  const at = '2026-03-01T12:00:00.000Z';
  const events = [{ at, code: 'STARTED', description: 'started', details: '', isError: false }];
  const value = { problem: { code: 'endpoint.full', facts: { folder: '/x' }, at }, list: [{ problem: null }], events };
  expect(withWords(value)).toEqual({
    ...value,
    problem: {
      ...value.problem,
      ...problemWords({ code: 'endpoint.full', facts: { folder: '/x' } }),
      action: undefined,
    },
  });
});

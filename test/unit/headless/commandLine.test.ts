import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { InvalidArgumentError } from 'commander';
import { afterEach, describe, expect, it } from 'vitest';
import type { Activity } from '../../../src-main/contract/transfer.ts';
import { parsePort } from '../../../src-main/headless/arguments.ts';
import { parseDuration, parseLimit, parseSize } from '../../../src-main/headless/cli/arguments.ts';
import { patternOf } from '../../../src-main/headless/cli/commands/subscriptionRequest.ts';
import { UsageError } from '../../../src-main/headless/cli/failure.ts';
import { exitCodeOfAll } from '../../../src-main/headless/cli/follow.ts';
import { failureText, plain, table } from '../../../src-main/headless/cli/output.ts';
import { createProgram } from '../../../src-main/headless/cli/program.ts';
import { exitCodeOfSettled } from '../../../src-main/headless/cli/settle.ts';
import { stateText, subscriptionText } from '../../../src-main/headless/cli/words.ts';
import { readHolder, removeHolder, writeHolder } from '../../../src-main/headless/connectionFile.ts';
import { fakeActivities, fakeSubscriptions } from '../../fakes/fakeActivities.ts';
import { fakeImages } from '../../fakes/fakeImages.ts';

const now = new Date('2026-03-01T12:00:00Z');

describe('arguments', () => {
  it.each([
    ['1000000', 1_000_000],
    ['40GB', 40e9],
    ['1.5 GiB', 1.5 * 1024 ** 3],
    ['2kb', 2000],
  ])('a size %s is %d bytes', (text, bytes) => expect(parseSize(text)).toBe(bytes));

  it.each(['', 'large', '-1', '1XB', 'NaN', '1e30'])('"%s" is no size', (text) =>
    expect(() => parseSize(text)).toThrow(InvalidArgumentError),
  );

  it.each([
    ['90', 90_000],
    ['1.5s', 1500],
    ['10m', 600_000],
    ['2 H', 7_200_000],
  ])('a time %s is %d ms', (text, ms) => expect(parseDuration(text)).toBe(ms));
  it.each(['', '0', '-1s', 'soon', '25d', '1w'])('"%s" is no time', (text) =>
    expect(() => parseDuration(text)).toThrow(InvalidArgumentError),
  );

  it.each(['0', '1001', '1.5', 'x'])('%s is no limit', (text) =>
    expect(() => parseLimit(text)).toThrow(InvalidArgumentError),
  );
  it.each(['', '-1', '65536', 'x'])('"%s" is no port', (text) =>
    expect(() => parsePort(text)).toThrow(InvalidArgumentError),
  );

  it.each([
    ['*', ['*', '*', '*']],
    ['lab', ['lab', '*', '*']],
    ['lab/torch*', ['lab', 'torch*', '*']],
    ['lab/torch:2.?', ['lab', 'torch', '2.?']],
    ['/torch:', ['*', 'torch', '*']],
  ])('the pattern %s', (text, parts) => expect(Object.values(patternOf(text))).toEqual(parts));

  it.each(['a/b/c', 'a:b:c', 'lab/torch@sha256'])('%s is no pattern', (text) =>
    expect(() => patternOf(text)).toThrow(UsageError),
  );
});

describe('text from elsewhere', () => {
  it('cannot steer a terminal, nor break a table', () => {
    expect(plain('a\u001b[31mb\u202ec\u0007')).toBe('a[31mbc');
    expect(
      table(
        ['A', 'B'],
        [
          ['one\ntwo', 'x'],
          ['1', '\u001b]0;y\u0007'],
        ],
      ),
    ).toBe('A        B\none two  x\n1        ]0;y');
    const failure = { code: 'internal', facts: { why: 'x\ny' }, title: 'No\u001b', advice: 'Do' } as const;
    expect(failureText(failure)).toBe('portolan: No\n  Do\n  (internal; why x y)');
  });
});

describe('exit codes', () => {
  const [model] = fakeActivities(fakeImages(now), now);
  const one = (state: Activity['state'], taskId: Activity['taskId'] = null): Activity => ({ ...model!, state, taskId });
  const taskId = model!.taskId;

  it.each([
    [[], 0],
    [[one('done'), one('done')], 0],
    [[one('done'), one('problem')], 4],
    [[one('done'), one('waitingForYou')], 4],
    [[one('problem'), one('waitingForYou')], 3],
    [[one('problem')], 1],
    [[one('stopped')], 1],
  ] as const)('of transfers that were waited for', (activities, exit) => expect(exitCodeOfAll(activities)).toBe(exit));

  it('of transfers that were only asked for, or brought to Globus', () => {
    expect(exitCodeOfAll([one('queued')], 'asked')).toBe(0);
    expect(exitCodeOfAll([one('queued')], 'atGlobus')).toBe(1);
    expect(exitCodeOfAll([one('running', taskId)], 'atGlobus')).toBe(0);
    expect(exitCodeOfAll([one('waitingForYou')], 'asked')).toBe(3);
  });

  const [subscription] = fakeSubscriptions(now);
  const kept = (state: 'running' | 'problem' | 'waitingForYou', upToDate: number) => ({
    ...subscription!,
    state,
    counts: { upToDate, onTheirWay: 0, problems: state === 'problem' ? 1 : 0 },
  });
  const at = '2026-03-01T12:00:00.000Z';
  const held = (code: 'network.unreachable' | 'signIn.needed') => ({ code, facts: {}, at });
  const ofSubscription = (state: Activity['state']): Activity => ({
    ...one(state),
    startedBy: { kind: 'subscription', subscriptionId: subscription!.id, name: '' },
  });
  it.each([
    ['all there', [kept('running', 3)], [], null, 0],
    ['nothing subscribed', [], [], null, 0],
    ['some there', [kept('problem', 3)], [], null, 4],
    ['nothing there', [kept('problem', 0)], [], null, 1],
    ['a consent is missing', [kept('waitingForYou', 3)], [], null, 3],
    ['not signed in', [kept('running', 3)], [], held('signIn.needed'), 3],
    ['Globus out of reach', [kept('running', 3)], [], held('network.unreachable'), 5],
    ['somebody stopped its transfer', [kept('running', 1)], [ofSubscription('stopped')], null, 4],
    [
      'what people sent themselves failed',
      [kept('running', 1)],
      [{ ...one('problem'), startedBy: { kind: 'you' } }],
      null,
      0,
    ],
  ] as const)('of a sync: %s', (_, subscriptions, activities, heldBy, exit) => {
    expect(exitCodeOfSettled({ subscriptions, activities, heldBy, isInterrupted: false })).toBe(exit);
  });

  it('of a sync that was interrupted', () => {
    const settled = { subscriptions: [kept('running', 0)], activities: [], heldBy: null, isInterrupted: true };
    expect(exitCodeOfSettled(settled)).toBe(1);
  });
});

describe('states in words', () => {
  const [activity] = fakeActivities(fakeImages(now), now);
  const [subscription] = fakeSubscriptions(now);
  const because = (code: 'endpoint.asleep' | 'endpoint.full') => ({ code, facts: { endpointName: 'X' }, at: '' });

  it('what goes on by itself waits; the rest is a problem', () => {
    const stuck = { ...activity!, state: 'problem' as const, completedAt: null };
    expect(stateText({ ...stuck, problem: because('endpoint.asleep') })).toBe('Waiting: X is asleep');
    expect(stateText({ ...stuck, problem: because('endpoint.full') })).toMatch(/^Problem: /);
    expect(stateText({ ...stuck, problem: because('endpoint.asleep'), completedAt: 'then' })).toMatch(/^Problem: /);
    const kept = { ...subscription!, state: 'problem' as const };
    expect(subscriptionText({ ...kept, problem: because('endpoint.asleep') })).toBe('Waiting');
    expect(subscriptionText({ ...kept, problem: because('endpoint.full') })).toBe('Problem');
    expect(subscriptionText({ ...kept, problem: because('endpoint.asleep'), runsAt: 'globus' })).toBe(
      'Waiting (at Globus)',
    );
  });
});

describe('the word of who holds the folder', () => {
  const folder = mkdtempSync(join(tmpdir(), 'portolan-holder-'));
  afterEach(() => removeHolder(folder));

  it('is private, replaces what a killed process left, and is forgotten', () => {
    writeFileSync(join(folder, 'connection.json.tmp'), 'half', { mode: 0o644 });
    const holder = { pid: process.pid, connection: { url: 'http://127.0.0.1:1234/', token: 'x'.repeat(43) } };
    writeHolder(folder, holder);
    expect(statSync(join(folder, 'connection.json')).mode & 0o777).toBe(0o600);
    expect(readHolder(folder)).toEqual(holder);
    removeHolder(folder);
    expect(readHolder(folder)).toBeNull();
    rmSync(folder, { recursive: true });
    writeHolder(folder, holder);
    expect(readHolder(folder)).toEqual(holder);
  });

  it.each(['', '{', '{"pid":1}', '{"pid":-1,"connection":null}', '{"pid":4194304000,"connection":null}'])(
    'is nobody when it reads %j',
    (text) => {
      writeFileSync(join(folder, 'connection.json'), text);
      expect(readHolder(folder)).toBeNull();
    },
  );
});

describe('help', () => {
  const program = createProgram();
  const leaves = (command: typeof program, path: string): [string, typeof program][] =>
    command.commands.length === 0
      ? [[path, command]]
      : command.commands.flatMap((sub) => leaves(sub, `${path} ${sub.name()}`));

  it.each(leaves(program, 'portolan'))('of %s tells its JSON and takes the options of all', (_, command) => {
    let text = '';
    command.configureOutput({ writeOut: (part) => (text += part) });
    command.outputHelp();
    expect(text).toMatch(/\n--json/);
    for (const option of ['--data', '--lab', '--json', '--quiet']) expect(text).toContain(option);
  });

  it('tells the exit codes', () => {
    let text = '';
    program.configureOutput({ writeOut: (part) => (text += part) });
    program.outputHelp();
    expect(text).toContain(
      '0 ok, 1 failed, 2 usage, 3 waiting for you (sign-in or consent), 4 partly done, 5 unreachable',
    );
  });
});

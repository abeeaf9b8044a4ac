import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { problemOf } from '../../../src-renderer/api/failure.ts';
import { createRouteStore, hrefOf, parseHash } from '../../../src-renderer/stores/routeStore.ts';
import { withActivity } from '../../../src-renderer/stores/stores.ts';
import { startScreens } from './fakeWire.tsx';

let screens: ReturnType<typeof startScreens>;
beforeEach(() => {
  screens = startScreens();
});
afterEach(() => {
  screens.stop();
  vi.restoreAllMocks();
});

describe('over the pipe', () => {
  it('reads what the services know', async () => {
    const { containers, status } = screens.stores.reads;
    await Promise.all([containers.read(), status.read()]);
    expect(containers.getState().value?.images).toHaveLength(16);
    expect(status.getState().value?.registries[0]?.name).toBe('Lab registry');
    expect(screens.stores.signIns.getState().globus.kind).toBe('signedIn');
  });

  it('brings a refusal as its code, and nothing else of the error', async () => {
    const failure = await screens.stores.api.containers.detail
      .query({ id: 'r-0a1b2c3d/no/such:1' as never })
      .catch(problemOf);
    expect(failure).toMatchObject({ code: 'image.notFound', facts: {} });
  });

  it('calls bad input what it is', async () => {
    const failure = await screens.stores.api.registries.probe.mutate({ url: 'not an address' }).catch(problemOf);
    expect(failure).toMatchObject({ code: 'input.invalid' });
  });
});

describe('events', () => {
  it('take a status as it is', async () => {
    const { reads } = screens.stores;
    await reads.status.read();
    screens.services.publish({ kind: 'status.changed', status: { ...screens.services.status(), problems: 7 } });
    await vi.waitFor(() => expect(reads.status.getState().value?.problems).toBe(7));
  });

  it('put a changed activity in its place and a new one first', async () => {
    const { reads } = screens.stores;
    await reads.activity.read();
    const before = reads.activity.getState().value?.activities ?? [];
    const second = before[1];
    if (!second) throw new Error('the fake has fewer activities than this test needs');
    screens.services.publish({ kind: 'activity.changed', activity: { ...second, state: 'done' } });
    await vi.waitFor(() => expect(reads.activity.getState().value?.activities[1]?.state).toBe('done'));
    expect(reads.activity.getState().value?.activities).toHaveLength(before.length);
    const newer = { ...second, id: second.sourceEndpointId as never };
    expect(withActivity(before, newer)[0]).toBe(newer);
  });

  it('have a watched list read again', async () => {
    const { reads } = screens.stores;
    const stop = reads.registries.watch();
    await vi.waitFor(() => expect(reads.registries.getState().value).toHaveLength(1));
    await screens.services.registries.remove(reads.registries.getState().value![0]!.id);
    await vi.waitFor(() => expect(reads.registries.getState().value).toHaveLength(0));
    stop();
  });

  it('tell how a sign-in goes on', async () => {
    const { signIns } = screens.stores;
    await signIns.start({ kind: 'globus' });
    expect(signIns.getState().globus.kind).toBe('waitingForBrowser');
    expect(await signIns.submitCode({ kind: 'globus' }, 'wrong')).toMatchObject({ code: 'signIn.refused' });
    expect(signIns.getState().globus.kind).toBe('waitingForBrowser');
    expect(await signIns.submitCode({ kind: 'globus' }, 'right')).toBeNull();
    expect(signIns.getState().globus.kind).toBe('signedIn');
  });
});

describe('the address', () => {
  it.each([
    ['', 'containers', null],
    ['#/chart', 'chart', null],
    ['#/settings/globus', 'settings', 'globus'],
    ['#/nowhere/x', 'containers', null],
    ['#/containers/a%', 'containers', null],
  ])('%s is the page %s with %s', (hash, page, id) => {
    if (page === 'containers') expect(parseHash(hash)).toEqual({ page: 'containers', id });
    else expect(parseHash(hash)).toEqual({ page, id });
  });

  it('gives an id back as it was, with all its signs', () => {
    const id = 'r-0a1b2c3d/lab/torch:2.4 beta/é?#%';
    expect(parseHash(hrefOf('containers', id))).toEqual({ page: 'containers', id });
  });

  it('follows the browser', async () => {
    const route = createRouteStore(window);
    route.go('settings', 'lab');
    await vi.waitFor(() => expect(route.getState()).toEqual({ page: 'settings', id: 'lab' }));
  });
});

it('toasts go by themselves, and only three stay', () => {
  vi.useFakeTimers();
  const { messages } = screens.stores;
  for (const text of ['one', 'two', 'three', 'four']) messages.succeed(text);
  expect(messages.getState().toasts.map((toast) => toast.text)).toEqual(['two', 'three', 'four']);
  vi.advanceTimersByTime(6000);
  expect(messages.getState().toasts).toEqual([]);
  vi.useRealTimers();
});

describe('taking back', () => {
  it('is offered for longer, and while somebody is at it nothing goes', () => {
    vi.useFakeTimers();
    const { messages } = screens.stores;
    const takeBack = vi.fn();
    messages.succeed('paused', takeBack);
    messages.succeed('copied');
    vi.advanceTimersByTime(6000);
    expect(messages.getState().toasts.map(({ text }) => text)).toEqual(['paused']);
    messages.hold(true);
    vi.advanceTimersByTime(60_000);
    expect(messages.getState().toasts).toHaveLength(1);
    messages.hold(false);
    vi.advanceTimersByTime(10_000);
    expect(messages.getState().toasts).toEqual([]);
    expect(takeBack).not.toHaveBeenCalled();
    vi.useRealTimers();
  });

  it('happens once, the last thing first; a refusal stays', () => {
    vi.useFakeTimers();
    const { messages } = screens.stores;
    const taken: string[] = [];
    for (const text of ['first', 'second']) messages.succeed(text, () => taken.push(text));
    messages.succeed('said');
    expect([messages.undoLast(), messages.undoLast(), messages.undoLast()]).toEqual([true, true, false]);
    expect(taken).toEqual(['second', 'first']);
    messages.fail('refused');
    vi.advanceTimersByTime(600_000);
    expect(messages.getState().toasts.map(({ text }) => text)).toEqual(['refused']);
    vi.useRealTimers();
  });
});

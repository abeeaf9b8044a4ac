import { cleanup, configure, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { AppError } from '../../../src-main/contract/errors.ts';
import type { CreateSubscription } from '../../../src-main/contract/subscription.ts';
import { Toasts } from '../../../src-renderer/features/shell/Toasts.tsx';
import { useShortcuts } from '../../../src-renderer/features/shell/useShortcuts.ts';
import { SubscriptionsPage } from '../../../src-renderer/features/subscriptions/SubscriptionsPage.tsx';
import { endpointIds } from '../../fakes/fakeIds.ts';
import { startScreens } from './fakeWire.tsx';

// These bound a hang on a busy machine; they measure nothing.
vi.setConfig({ testTimeout: 60_000 });
configure({ asyncUtilTimeout: 15_000 });

let screens: ReturnType<typeof startScreens>;
afterEach(() => {
  cleanup();
  screens.stop();
});

function open(change: (services: ReturnType<typeof startScreens>['services']) => void = () => undefined) {
  screens = startScreens();
  change(screens.services);
  screens.show(<SubscriptionsPage />);
  return userEvent.setup();
}

/** The keys of the shell, without the shell. */
function Keys() {
  useShortcuts();
  return null;
}

const rowOf = async (name: string) => within((await screen.findByRole('link', { name })).closest('tr')!);
const sentence = () => document.querySelector('.subscription-sentence')?.textContent;

describe('the list', () => {
  it('shows from, to, last run, counts, state and why one fails', async () => {
    open();
    const nightly = await rowOf('Nightly lab images');
    expect(nightly.getByText('lab/*')).toBeDefined();
    expect(await nightly.findByText('Sherlock scratch')).toBeDefined();
    expect(nightly.getByText('12 up to date · 3 on their way')).toBeDefined();
    expect(nightly.getByText('6 min ago')).toBeDefined();
    expect(screen.getByText('No space: 6.2 GB needed in /labs/imaging/')).toBeDefined();
  });

  it('runs, pauses and resumes', async () => {
    const runNow = vi.fn();
    const user = open(({ subscriptions }) => {
      const run = subscriptions.runNow;
      Object.assign(subscriptions, { runNow: runNow.mockImplementation(run) });
    });
    await user.click((await rowOf('Nightly lab images')).getByRole('button', { name: 'Run now' }));
    await waitFor(() => expect(runNow).toHaveBeenCalledOnce());
    await user.click((await rowOf('Nightly lab images')).getByRole('button', { name: 'Pause' }));
    await waitFor(async () => expect((await rowOf('Nightly lab images')).getByText('Paused')).toBeDefined());
    await user.click((await rowOf('Nightly lab images')).getByRole('button', { name: 'Resume' }));
    await waitFor(async () => expect((await rowOf('Nightly lab images')).getByText('On')).toBeDefined());
  });

  it('lets Globus run one and takes it back, and says where it runs', async () => {
    const user = open();
    const choose = async (entry: string) => {
      await user.click(
        (await rowOf('Nightly lab images')).getByRole('button', { name: 'More for Nightly lab images' }),
      );
      await user.click(await screen.findByRole('menuitem', { name: entry }));
    };
    expect((await rowOf('Nightly lab images')).getByText('On change')).toBeDefined();
    await choose('Let Globus run it');
    await waitFor(async () => expect((await rowOf('Nightly lab images')).getByText('In Globus')).toBeDefined());
    await choose('Run it here again');
    await waitFor(async () => expect((await rowOf('Nightly lab images')).getByText('On change')).toBeDefined());
  });

  it('removes only after asking', async () => {
    const user = open();
    await user.click((await rowOf('Course images')).getByRole('button', { name: 'More for Course images' }));
    await user.click(await screen.findByRole('menuitem', { name: 'Remove…' }));
    const dialog = within(await screen.findByRole('alertdialog', { name: 'Remove “Course images”?' }));
    await user.click(dialog.getByRole('button', { name: 'Keep it' }));
    expect(await rowOf('Course images')).toBeDefined();
    await user.click((await rowOf('Course images')).getByRole('button', { name: 'More for Course images' }));
    await user.click(await screen.findByRole('menuitem', { name: 'Remove…' }));
    await user.click(await screen.findByRole('button', { name: 'Remove subscription' }));
    await waitFor(() => expect(screen.queryByRole('link', { name: 'Course images' })).toBeNull());
  });

  it('takes back a pause and a removal, by the button and by Ctrl+Z', async () => {
    const create = vi.fn<(request: CreateSubscription) => void>();
    screens = startScreens();
    const { subscriptions } = screens.services;
    const really = subscriptions.create;
    Object.assign(subscriptions, {
      create: (request: CreateSubscription) => {
        create(request);
        return really(request);
      },
    });
    screens.show(
      <main id="main-content" tabIndex={-1}>
        <Keys />
        <SubscriptionsPage />
        <Toasts />
      </main>,
    );
    const user = userEvent.setup();
    await user.click((await rowOf('Nightly lab images')).getByRole('button', { name: 'Pause' }));
    await user.click(await screen.findByRole('button', { name: /^Undo/ }));
    await waitFor(async () => expect((await rowOf('Nightly lab images')).getByText('On')).toBeDefined());
    expect(document.activeElement?.id).toBe('main-content');
    await waitFor(() => expect(screens.stores.messages.getState().polite.at(-1)?.text).toBe('Undone'));

    const before = (await subscriptions.list()).find(({ name }) => name === 'Course images')!;
    await user.click((await rowOf('Course images')).getByRole('button', { name: 'More for Course images' }));
    await user.click(await screen.findByRole('menuitem', { name: 'Remove…' }));
    await user.click(await screen.findByRole('button', { name: 'Remove subscription' }));
    await waitFor(() => expect(screen.queryByRole('link', { name: 'Course images' })).toBeNull());
    await screen.findByText('Removed: Course images');
    await user.keyboard('{Control>}z{/Control}');
    expect(await screen.findByRole('link', { name: 'Course images' })).toBeDefined();
    expect(create.mock.calls[0]?.[0]).toMatchObject({
      ...{ name: before.name, source: before.source, conditions: before.conditions, after: before.after },
      ...{ destinations: before.destinations, isPaused: before.state === 'paused', confirmed: true },
    });
  });

  it('tells aloud when something cannot be taken back', async () => {
    screens = startScreens();
    screens.show(
      <>
        <SubscriptionsPage />
        <Toasts />
      </>,
    );
    const user = userEvent.setup();
    await user.click((await rowOf('Nightly lab images')).getByRole('button', { name: 'Pause' }));
    const undo = await screen.findByRole('button', { name: /^Undo/ });
    Object.assign(screens.services.subscriptions, {
      update: () => Promise.reject(new AppError('subscription.notFound')),
    });
    await user.click(undo);
    expect(await screen.findByText(/^Could not be undone: /)).toBeDefined();
  });

  it('says what a subscription is when there is none', async () => {
    open(({ subscriptions }) => Object.assign(subscriptions, { list: async () => [] }));
    expect(
      await screen.findByText('A subscription keeps an endpoint up to date with a container collection.'),
    ).toBeDefined();
  });
});

describe('the editor', () => {
  it('says what it will do as it is typed, names what is missing, and subscribes', async () => {
    const create = vi.fn<(request: CreateSubscription) => void>();
    const user = open(({ subscriptions }) => {
      const really = subscriptions.create;
      Object.assign(subscriptions, {
        create: (request: CreateSubscription) => {
          create(request);
          return really(request);
        },
      });
    });
    await user.click(await screen.findByRole('button', { name: 'New subscription' }));
    const collection = await screen.findByLabelText('Container collection');
    await user.clear(collection);
    await user.type(collection, 'lab');
    await user.clear(screen.getByLabelText('Container'));
    await user.type(screen.getByLabelText('Container'), 'torch');
    expect(await screen.findByText('3 images match now · 18.5 GB')).toBeDefined();
    await user.click(screen.getByRole('button', { name: 'Subscribe' }));
    expect((await screen.findByRole('alert')).textContent).toBe('Choose at least one endpoint.');
    expect(create).not.toHaveBeenCalled();
    await user.click(screen.getByRole('checkbox', { name: /Sherlock scratch/ }));
    expect(sentence()).toBe('Send every image of lab/torch with any tag to Sherlock scratch when it changes.');
    expect(await within(screen.getByRole('region', { name: 'Preview' })).findByText(/copies · /)).toBeDefined();
    await user.click(screen.getByRole('button', { name: 'Subscribe' }));
    expect(await screen.findByRole('link', { name: 'lab/torch → Sherlock scratch' })).toBeDefined();
    expect(create.mock.calls[0]?.[0]).toMatchObject({
      source: { containerCollection: 'lab', container: 'torch', tag: '*' },
      destinations: [{ endpointId: endpointIds.sherlock, folder: null }],
    });
  });

  it('starts from what another page chose', async () => {
    open();
    screens.stores.dialogs.openSubscribe({ containerCollection: 'genomics', container: 'salmon' }, [endpointIds.oak]);
    await waitFor(() =>
      expect(sentence()).toBe('Send every image of genomics/salmon with any tag to Oak archive when it changes.'),
    );
    expect(location.hash).toBe('#/subscriptions/new');
    expect(screens.stores.dialogs.getState().subscribe).toBeNull();
  });

  it('stays open with the reason when it is refused', async () => {
    const user = open(({ subscriptions }) =>
      Object.assign(subscriptions, {
        create: async () => {
          throw new AppError('state.diskFull');
        },
      }),
    );
    screens.stores.dialogs.openSubscribe({ containerCollection: 'lab' }, [endpointIds.sherlock]);
    await waitFor(() => expect(sentence()).toContain('lab/*'));
    await user.click(screen.getByRole('button', { name: 'Subscribe' }));
    expect(await screen.findByText('This computer’s disk is full')).toBeDefined();
    expect(screen.getByLabelText<HTMLInputElement>('Container collection').value).toBe('lab');
  });

  it('shows the secret of webhooks when asked, and makes a new one after asking', async () => {
    const asked: boolean[] = [];
    const user = open(({ subscriptions }) =>
      Object.assign(subscriptions, {
        webhookSecret: async ({ renew }: { renew: boolean }) => {
          asked.push(renew);
          return { secret: renew ? 'new-secret' : 'old-secret' };
        },
      }),
    );
    await user.click(await screen.findByRole('link', { name: 'Nightly lab images' }));
    const webhook = await screen.findByLabelText('Webhook');
    expect(screen.queryByRole('button', { name: 'Show the secret' })).toBeNull();
    await user.type(webhook, 'https://hooks.lab.edu/x');
    expect(asked).toEqual([]);
    await user.click(await screen.findByRole('button', { name: 'Show the secret' }));
    await screen.findByText('old-secret');
    await user.click(screen.getByRole('button', { name: 'Renew…' }));
    await user.click(await screen.findByRole('button', { name: 'Make a new secret' }));
    await screen.findByText('new-secret');
    expect(asked).toEqual([false, true]);
    await user.click(screen.getByRole('button', { name: 'Hide it' }));
    expect(screen.queryByText('new-secret')).toBeNull();
  });

  it('keeps what was typed for a while when it is left', async () => {
    screens = startScreens();
    screens.show(
      <>
        <SubscriptionsPage />
        <Toasts />
      </>,
    );
    const user = userEvent.setup();
    await user.click(await screen.findByRole('link', { name: 'Nightly lab images' }));
    const tag = await screen.findByLabelText('Tag');
    await user.clear(tag);
    await user.type(tag, '3.*');
    await user.click(screen.getByRole('button', { name: 'Cancel' }));
    await screen.findByText('Discarded: Nightly lab images');
    await user.click(await screen.findByRole('button', { name: /^Undo/ }));
    expect(((await screen.findByLabelText('Tag')) as HTMLInputElement).value).toBe('3.*');

    await user.click(screen.getByRole('button', { name: 'Save changes' }));
    await screen.findByText('Saved: Nightly lab images');
    expect(screen.queryByText('Discarded: Nightly lab images')).toBeNull();
    await user.click(await screen.findByRole('link', { name: 'Nightly lab images' }));
    await screen.findByLabelText('Tag');
    await user.click(screen.getByRole('button', { name: 'Cancel' }));
    await screen.findByRole('link', { name: 'Nightly lab images' });
    expect(screen.queryByText('Discarded: Nightly lab images')).toBeNull();
  });

  it('opens a known one by its address and saves changes', async () => {
    const update = vi.fn();
    const user = open(({ subscriptions }) => {
      const really = subscriptions.update;
      Object.assign(subscriptions, { update: update.mockImplementation(really) });
    });
    await user.click(await screen.findByRole('link', { name: 'Nightly lab images' }));
    const size = await screen.findByLabelText('Largest size in GB');
    await user.type(size, '10');
    await waitFor(() => expect(sentence()).toContain(' up to 10.0 GB to '));
    await user.click(screen.getByRole('button', { name: 'Save changes' }));
    await waitFor(() => expect(update).toHaveBeenCalledOnce());
    expect(update.mock.calls[0]?.[0]).toMatchObject({
      name: 'Nightly lab images',
      conditions: { maxSizeBytes: 10_000_000_000 },
    });
  });

  it('takes only signed images, lets go of that, and names what is left out and why', async () => {
    const update = vi.fn();
    const user = open(({ subscriptions }) => {
      const { preview, update: really } = subscriptions;
      Object.assign(subscriptions, {
        update: update.mockImplementation(really),
        preview: async (request: CreateSubscription) => {
          const answer = await preview(request);
          if (request.conditions.signedOnly !== true) return answer;
          const left = new Set(answer.copies.map(({ imageId }) => imageId));
          const skipped = [...left].map((imageId) => ({ imageId, reason: 'notSigned' }));
          return { ...answer, copies: [], totalBytes: 0, room: [], skipped };
        },
      });
    });
    const signed = /^Only images with a checked signature/;
    await user.click(await screen.findByRole('link', { name: 'Nightly lab images' }));
    await user.click(await screen.findByRole('checkbox', { name: signed }));
    expect(sentence()).toContain('every signed image of');
    await user.click(await screen.findByText(/^Left out by the conditions: \d+ images$/));
    expect(screen.getByText('No checked signature')).toBeDefined();
    await user.click(screen.getByRole('button', { name: 'Save changes' }));
    await screen.findByRole('link', { name: 'Nightly lab images' });
    expect(update.mock.calls[0]?.[0]).toMatchObject({ conditions: { signedOnly: true } });
    const read = () => screens.stores.reads.subscriptions.getState().value ?? [];
    await waitFor(() => expect(read().some(({ conditions }) => conditions.signedOnly)).toBe(true));

    await user.click(screen.getByRole('link', { name: 'Nightly lab images' }));
    const box = await screen.findByRole<HTMLInputElement>('checkbox', { name: signed });
    expect(box.checked).toBe(true);
    await user.click(box);
    await user.click(screen.getByRole('button', { name: 'Save changes' }));
    await waitFor(() => expect(update).toHaveBeenCalledTimes(2));
    expect(update.mock.calls[1]?.[0]).toMatchObject({ conditions: { signedOnly: false } });
  });

  it('asks before a first run above the limit, and says yes with it', async () => {
    const create = vi.fn<(request: CreateSubscription) => void>();
    const user = open(({ subscriptions }) => {
      const { preview, create: really } = subscriptions;
      Object.assign(subscriptions, {
        preview: async (request: CreateSubscription) => ({ ...(await preview(request)), needsConfirmation: true }),
        create: (request: CreateSubscription) => {
          create(request);
          return really(request);
        },
      });
    });
    screens.stores.dialogs.openSubscribe({ containerCollection: 'lab' }, [endpointIds.sherlock]);
    await user.click(await screen.findByRole('checkbox', { name: /^Yes, send / }));
    await user.click(screen.getByRole('button', { name: 'Subscribe' }));
    await waitFor(() => expect(create).toHaveBeenCalledOnce());
    expect(create.mock.calls[0]?.[0]).toMatchObject({ confirmed: true });
  });
});

import { cleanup, configure, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { AppError } from '../../../src-main/contract/errors.ts';
import { ActivityPage } from '../../../src-renderer/features/activity/ActivityPage.tsx';
import { startScreens } from './fakeWire.tsx';

// These bound a hang on a busy machine; they measure nothing.
vi.setConfig({ testTimeout: 60_000 });
configure({ asyncUtilTimeout: 15_000 });

let screens: ReturnType<typeof startScreens>;
afterEach(() => {
  cleanup();
  screens.stop();
});

async function open(change: (services: ReturnType<typeof startScreens>['services']) => void = () => undefined) {
  screens = startScreens();
  change(screens.services);
  screens.show(<ActivityPage />);
  await screen.findByRole('tab', { name: /Now/ });
  return userEvent.setup();
}

const row = (name: RegExp) => within(screen.getByRole('button', { name }).closest('li')!);

describe('the activity page', () => {
  it('shows what runs, how far it is, and the problem with its words', async () => {
    await open();
    expect(screen.getByRole('tab', { name: 'Now 3' }).getAttribute('aria-selected')).toBe('true');
    const running = row(/^3 images to Sherlock scratch/);
    expect(running.getByText('Sending 63 %')).toBeDefined();
    expect(running.getByRole('progressbar').getAttribute('aria-valuenow')).toBe('63');
    expect(running.getByText(/63 % · 210 MB\/s · 1 of 3 files/)).toBeDefined();
    expect(screen.getByText('No space: 6.2 GB needed in /labs/imaging/')).toBeDefined();
  });

  it('tells the time left once a second report agrees', async () => {
    await open();
    const { activities } = await screens.services.activity.list({ tab: 'all', limit: 10, offset: 0 });
    const running = activities.find(({ state }) => state === 'running')!;
    expect(screen.queryByText(/about 1 min/)).toBeNull();
    screens.services.publish({
      kind: 'activity.changed',
      activity: { ...running, bytesDone: running.bytesDone + 1_000_000_000 },
    });
    expect(await screen.findByText(/about 1 min/)).toBeDefined();
  });

  it('opens to files, events in words, task id and label', async () => {
    const user = await open();
    await user.click(screen.getByRole('button', { name: '3 images to Sherlock scratch: details' }));
    const detail = within(await screen.findByRole('region', { name: 'Details of 3 images to Sherlock scratch' }));
    expect(detail.getByText('lab/jax:0.4.30')).toBeDefined();
    expect(detail.getAllByText('Sending')).toHaveLength(2);
    expect(await detail.findByText('The endpoint broke the connection')).toBeDefined();
    expect(detail.getByText('CONNECTION_RESET')).toBeDefined();
    expect(detail.getByRole('button', { name: 'Copy task id' })).toBeDefined();
    expect(location.hash).toContain('#/activity/');
  });

  it('stops a transfer by its button and by the Delete key, which asks', async () => {
    const user = await open();
    await user.click(screen.getByRole('button', { name: 'Stop 3 images to Sherlock scratch' }));
    await waitFor(() => expect(screen.queryByRole('button', { name: /^3 images to Sherlock/ })).toBeNull());
    screen.getByRole('button', { name: 'lab/torch:2.4 to My laptop: details' }).focus();
    await user.keyboard('{Delete}');
    await user.click(
      within(await screen.findByRole('alertdialog')).getByRole('button', { name: 'Stop lab/torch:2.4' }),
    );
    await waitFor(() => expect(screen.queryByRole('button', { name: /to My laptop: details/ })).toBeNull());
  });

  it('keeps the reason beside the row when stopping is refused', async () => {
    const user = await open(({ activity }) =>
      Object.assign(activity, {
        cancel: async () => {
          throw new AppError('task.notFound');
        },
      }),
    );
    await user.click(screen.getByRole('button', { name: 'Stop 3 images to Sherlock scratch' }));
    expect(await row(/^3 images to Sherlock/).findByText('Globus does not know this task any more')).toBeDefined();
  });

  it('asks for consent under Waiting for you', async () => {
    const user = await open();
    await user.click(screen.getByRole('tab', { name: 'Waiting for you 1' }));
    await user.click(await screen.findByRole('button', { name: /^Grant/ }));
    expect(screens.stores.dialogs.getState().signIn?.consentFor).toHaveLength(1);
  });

  it('searches and filters the history, and sends again', async () => {
    const retry = vi.fn(async () => []);
    const user = await open(({ activity }) => Object.assign(activity, { retry }));
    await user.click(screen.getByRole('tab', { name: 'History 3' }));
    await user.type(screen.getByRole('searchbox', { name: 'Search transfers' }), 'oak');
    const list = within(await screen.findByRole('list', { name: 'History' }));
    await waitFor(() => expect(list.getAllByRole('listitem')).toHaveLength(1));
    await user.click(list.getByRole('button', { name: 'Send again' }));
    await waitFor(() => expect(retry).toHaveBeenCalledOnce());
    await waitFor(() => expect(screens.stores.messages.getState().toasts[0]?.text).toContain('Oak archive'));
  });

  it('says what the page is for when nothing is there', async () => {
    await open(({ activity }) => Object.assign(activity, { list: async () => ({ activities: [], total: 0 }) }));
    expect(screen.getByText('Nothing is on its way now.')).toBeDefined();
    expect(screen.getByRole('button', { name: 'Choose images to send' })).toBeDefined();
  });
});

import { cleanup, configure, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, expect, it, vi } from 'vitest';
import { AppError } from '../../../src-main/contract/errors.ts';
import { SendDialogHost } from '../../../src-renderer/features/send/SendDialog.tsx';
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

it('tells how much room a send takes at each endpoint', async () => {
  screens = startScreens();
  const { images } = await screens.services.containers.list({ refresh: false });
  const sizes = new Map(images.map(({ id, sizeBytes }) => [id, sizeBytes ?? 0]));
  const imageIds = [...sizes.keys()].slice(0, 3);
  const { room } = await screens.services.sends.preview({
    imageIds,
    endpointIds: [endpointIds.oak, endpointIds.eagle],
    namingProfile: null,
  });
  expect(room.length).toBeGreaterThan(0);
  screens.stores.dialogs.openSend(imageIds, [endpointIds.oak, endpointIds.eagle]);
  screens.show(<SendDialogHost />);
  const told = within(await screen.findByRole('region', { name: 'Room needed' }));
  expect(told.getAllByRole('listitem')).toHaveLength(room.length);
  expect(told.getAllByRole('listitem')[0]?.textContent).toMatch(/^.+: \d+ images?, [\d.]+ [GM]B$/);
});

it('says in place what does not go and why, and leads to the transfers', async () => {
  screens = startScreens();
  const { images } = await screens.services.containers.list({ refresh: false });
  const imageIds = images.slice(1, 4).map(({ id }) => id);
  const request = { imageIds, endpointIds: [endpointIds.sherlock, endpointIds.eagle], namingProfile: null };
  const { copies } = await screens.services.sends.preview(request);
  const left = copies.filter(({ outcome }) => outcome !== 'send').length;
  expect(left).toBeGreaterThan(0);
  expect(left).toBeLessThan(copies.length);
  const user = userEvent.setup();
  screens.stores.dialogs.openSend(imageIds, request.endpointIds);
  screens.show(<SendDialogHost />);
  await screen.findByText(/^\d+ cop(y|ies) · /);
  await user.click(screen.getByRole('button', { name: 'Send' }));
  const result = within(await screen.findByRole('dialog', { name: /^Sending \d+ cop/ }));
  expect(result.getByRole('heading', { name: new RegExp(`^Not sent: ${left} cop`) })).toBeDefined();
  expect(result.getAllByRole('row')).toHaveLength(left + 1);
  expect(result.getAllByText('Already there (skip)').length).toBeGreaterThan(0);
  await user.click(result.getByRole('button', { name: 'Show in Activity' }));
  expect(location.hash).toBe('#/activity');
  expect(screen.queryByRole('dialog')).toBeNull();
});

it('asks before sending what the preview says needs a yes', async () => {
  screens = startScreens();
  const { sends, containers } = screens.services;
  const { preview, send } = sends;
  const sent = vi.fn();
  Object.assign(sends, {
    preview: async (request: Parameters<typeof preview>[0]) => ({
      ...(await preview(request)),
      needsConfirmation: true,
    }),
    send: (request: Parameters<typeof send>[0]) => {
      sent(request);
      return send(request);
    },
  });
  const { images } = await containers.list({ refresh: false });
  const user = userEvent.setup();
  screens.stores.dialogs.openSend([images[3]!.id], [endpointIds.eagle]);
  screens.show(<SendDialogHost />);
  const yes = await screen.findByRole('checkbox', { name: /^Yes, send / });
  expect(screen.getByRole<HTMLButtonElement>('button', { name: 'Send' }).disabled).toBe(true);
  await user.click(yes);
  await user.click(screen.getByRole('button', { name: 'Send' }));
  await vi.waitFor(() => expect(sent).toHaveBeenCalledOnce());
  expect(sent.mock.calls[0]?.[0]).toMatchObject({ confirmed: true });
});

it('brings a refusal into sight, however long the dialog is', async () => {
  screens = startScreens();
  const { sends, containers } = screens.services;
  Object.assign(sends, { send: () => Promise.reject(new AppError('endpoint.permissionDenied')) });
  const { images } = await containers.list({ refresh: false });
  const scrolled = vi.spyOn(HTMLElement.prototype, 'scrollIntoView');
  const user = userEvent.setup();
  screens.stores.dialogs.openSend([images[3]!.id], [endpointIds.eagle]);
  screens.show(<SendDialogHost />);
  await screen.findByText(/^1 copy · /);
  await user.click(screen.getByRole('button', { name: 'Send' }));
  const refusal = await screen.findByText(/^You may not write/);
  expect(scrolled.mock.contexts.some((place) => place instanceof HTMLElement && place.contains(refusal))).toBe(true);
});

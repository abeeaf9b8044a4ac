import { cleanup, configure, screen, within } from '@testing-library/react';
import { afterEach, expect, it, vi } from 'vitest';
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

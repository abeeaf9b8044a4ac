import { cleanup, configure, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeAll, expect, it, vi } from 'vitest';
import { App } from '../../../src-renderer/App.tsx';
import { startScreens } from './fakeWire.tsx';

vi.setConfig({ testTimeout: 60_000 });
configure({ asyncUtilTimeout: 15_000 });

class SilentObserver {
  observe() {}
  unobserve() {}
  disconnect() {}
}
beforeAll(() => vi.stubGlobal('ResizeObserver', SilentObserver));

let screens: ReturnType<typeof startScreens>;
afterEach(() => {
  cleanup();
  screens.stop();
});

const table = () => screen.getByRole('grid', { name: 'Images' });

it('shows the first rows while the whole list is on its way; all can be taken once it is here', async () => {
  screens = startScreens({ extraImages: 184 });
  const { list } = screens.services.containers;
  const whole = Promise.withResolvers<void>();
  let calls = 0;
  // The first answer is for the first look; the whole list waits.
  vi.spyOn(screens.services.containers, 'list').mockImplementation(async (options) => {
    calls += 1;
    if (calls > 1) await whole.promise;
    return list(options);
  });
  screens.stores.readEarly();
  await waitFor(() => expect(screens.stores.reads.firstImages.getState().value?.images).toHaveLength(80));
  screens.show(<App />);
  await waitFor(() => expect(table().getAttribute('aria-rowcount')).toBe('201'));
  expect(screen.getByText(/^200 images · /)).toBeDefined();
  const selectAll = () => within(table()).getByRole<HTMLInputElement>('checkbox', { name: 'Select all images' });
  expect(selectAll().disabled).toBe(true);

  // A search is never answered from a part.
  const user = userEvent.setup();
  await user.type(screen.getByRole('searchbox'), 'tool-00183');
  await waitFor(() => expect(screen.queryByRole('grid', { name: 'Images' })).toBeNull());
  whole.resolve();
  await waitFor(() => expect(table().getAttribute('aria-rowcount')).toBe('2'));
  await user.clear(screen.getByRole('searchbox'));
  await waitFor(() => expect(table().getAttribute('aria-rowcount')).toBe('201'));
  expect(selectAll().disabled).toBe(false);
});

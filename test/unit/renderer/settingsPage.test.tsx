import { cleanup, configure, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { SettingsPage } from '../../../src-renderer/features/settings/SettingsPage.tsx';
import { Toasts } from '../../../src-renderer/features/shell/Toasts.tsx';
import { startScreens } from './fakeWire.tsx';

// These bound a hang on a busy machine; they measure nothing.
vi.setConfig({ testTimeout: 60_000 });
configure({ asyncUtilTimeout: 15_000 });

let screens: ReturnType<typeof startScreens>;
afterEach(() => {
  cleanup();
  screens.stop();
});

function open(
  section: string,
  change: (services: ReturnType<typeof startScreens>['services']) => void = () => undefined,
) {
  screens = startScreens();
  change(screens.services);
  screens.stores.route.go('settings', section);
  screens.show(
    <>
      <SettingsPage />
      <Toasts />
    </>,
  );
  return userEvent.setup();
}

describe('endpoints', () => {
  it('offers to show a hidden one again', async () => {
    const user = open('endpoints');
    const shown = () => screen.findByRole<HTMLInputElement>('switch', { name: /^Sherlock scratch/ });
    await user.click(await shown());
    await screen.findByText('Sherlock scratch is hidden');
    await waitFor(async () => expect((await shown()).checked).toBe(false));
    await user.click(screen.getByRole('button', { name: /^Undo/ }));
    await waitFor(async () => expect((await shown()).checked).toBe(true));
  });
});

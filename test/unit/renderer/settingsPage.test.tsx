import { cleanup, configure, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { UpdateRegistry } from '../../../src-main/contract/registry.ts';
import { privateNamesOf } from '../../../src-renderer/features/settings/privateNames.ts';
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

describe('private images', () => {
  const at = '2026-03-01T12:00:00Z';

  it('says that the registry does not list them, and takes their names', async () => {
    const update = vi.fn<(request: UpdateRegistry) => void>();
    const user = open('registries', ({ registries }) => {
      const { list, update: really } = registries;
      const hidden = [{ code: 'registry.privateNotListed', facts: {}, at }] as const;
      Object.assign(registries, {
        list: async () => (await list()).map((registry) => ({ ...registry, notices: hidden })),
        update: (request: UpdateRegistry) => {
          update(request);
          return really(request);
        },
      });
    });
    expect(await screen.findByText('This registry shows only public images until you sign in')).toBeDefined();
    const field = await screen.findByLabelText('Private images by name');
    const form = within(field.closest('form')!);
    await user.type(field, 'lab/secret');
    expect(form.getByText('Not a name as in lab/secret:1.0: lab/secret')).toBeDefined();
    expect(form.getByRole<HTMLButtonElement>('button', { name: 'Save' }).disabled).toBe(true);
    await user.type(field, ':1.0{Enter}Lab/Other:2{Enter}');
    await user.click(form.getByRole('button', { name: 'Save' }));
    await waitFor(() => expect(update.mock.calls[0]?.[0].privateNames).toEqual(['lab/secret:1.0', 'lab/other:2']));
  });

  it.each<[string, readonly string[], string | null]>([
    ['', [], null],
    ['lab/a:1, lab/a:1\nops/b:2', ['lab/a:1', 'ops/b:2'], null],
    ['lab/a', ['lab/a'], 'lab/a'],
    ['lab/a:1 a:2', ['lab/a:1', 'a:2'], 'a:2'],
    ['lab/a@sha256:1', ['lab/a@sha256:1'], 'lab/a@sha256:1'],
  ])('%j is read', (typed, names, wrong) => expect(privateNamesOf(typed)).toEqual({ names, wrong }));
});

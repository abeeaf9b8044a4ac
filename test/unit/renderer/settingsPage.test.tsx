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
  options: Parameters<typeof startScreens>[0] = {},
) {
  screens = startScreens(options);
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

const file = '/etc/portolan/settings.json';
const managedFiles = [
  { file, text: JSON.stringify({ reason: 'Set by IT', settings: { 'network.proxy': 'none', theme: 'dark' } }) },
];

describe('a setting that an administrator has fixed', () => {
  it('is locked and says why; others are not', async () => {
    open('general', undefined, { managedFiles });
    const theme = await screen.findByLabelText<HTMLSelectElement>('Theme');
    await screen.findByText(/^Fixed by an administrator: Set by IT/);
    expect(theme.value).toBe('dark');
    const group = theme.closest('fieldset');
    expect(group?.disabled).toBe(true);
    expect(document.getElementById(group?.getAttribute('aria-describedby') ?? '')?.textContent).toContain(file);
    expect(screen.getByLabelText('Language').closest('fieldset')?.disabled).toBe(false);
  });

  it('does nothing in the browser where it needs the desktop, and says so', async () => {
    open('general');
    const tray = await screen.findByRole('switch', { name: /^Keep running when/ });
    expect(tray.closest('fieldset')?.disabled).toBe(true);
    expect(screen.getAllByText(/^Only in the desktop app/)).toHaveLength(2);
  });
});

describe('network', () => {
  it('takes a proxy by hand, only when it fits, and keeps its password elsewhere', async () => {
    const user = open('network');
    await user.selectOptions(await screen.findByRole('combobox', { name: 'Proxy' }), 'Manual');
    const address = await screen.findByLabelText('Address of the proxy');
    await user.type(address, 'proxy.lab.edu{Enter}');
    expect(screen.getByText(/^An address as in http/)).toBeDefined();
    await user.clear(address);
    await user.type(address, 'http://proxy.lab.edu:3128{Enter}');
    await waitFor(() => expect(screens.services.settings.read().network.proxyUrl).toBe('http://proxy.lab.edu:3128'));
    await user.type(await screen.findByLabelText('User name for the proxy'), 'ada{Enter}');
    await user.type(await screen.findByLabelText('Password for the proxy'), 'canary');
    await user.click(screen.getByRole('button', { name: 'Save the password' }));
    await screen.findByText('The password is saved');
    expect(JSON.stringify(screens.services.settings.read())).not.toContain('canary');
    expect(document.body.innerHTML).not.toContain('canary');
  });

  it('tests everything and tells who refused and whose certificate is not known', async () => {
    const user = open('network');
    await user.click(await screen.findByRole('button', { name: 'Test all' }));
    await screen.findByText(/^2 of 4 servers are reached/);
    expect(screen.getByText('The proxy 10.0.0.1:3128 refused')).toBeDefined();
    expect(screen.getByText('The certificate of containers.lab.edu is not known here')).toBeDefined();
    expect(screen.getByText('Lab Root, The Lab')).toBeDefined();
    await user.click(screen.getByRole('button', { name: /^Trust / }));
    await user.click(within(await screen.findByRole('alertdialog')).getByRole('button', { name: /^Trust / }));
    await screen.findByText(/ is trusted$/);
  });
});

describe('advanced', () => {
  it('shows the support bundle before it is saved, and saves what was shown', async () => {
    const saved = vi.fn<(text: string) => void>();
    const user = open('advanced', ({ support }) => {
      const { saveBundle } = support;
      Object.assign(support, {
        saveBundle: (text: string) => {
          saved(text);
          return saveBundle(text);
        },
      });
    });
    await user.click(await screen.findByRole('button', { name: 'Collect' }));
    const shown = await screen.findByLabelText<HTMLTextAreaElement>('The support bundle');
    expect(saved).not.toHaveBeenCalled();
    await user.click(screen.getByRole('button', { name: 'Save it' }));
    await waitFor(() => expect(saved).toHaveBeenCalledWith(shown.value));
  });

  it('resets everything after a question', async () => {
    const user = open('advanced', ({ settings }) => void settings.update({ units: 'binary' }));
    await user.click(await screen.findByRole('button', { name: 'Reset all settings' }));
    const question = within(await screen.findByRole('alertdialog'));
    await user.click(question.getByRole('button', { name: 'Reset all settings' }));
    await waitFor(() => expect(screens.services.settings.read()).toMatchObject({ units: 'decimal', setupDone: true }));
  });
});

describe('the search', () => {
  it('leads to a setting in another category and gives it the focus', async () => {
    const user = open('general');
    await user.type(await screen.findByRole('searchbox', { name: 'Search settings' }), 'authorities');
    await screen.findByText(/settings? found$/);
    await user.keyboard('{Enter}');
    const field = await screen.findByLabelText('File of your own authorities');
    await waitFor(() => expect(document.activeElement).toBe(field));
    expect(location.hash).toBe('#/settings/network.caFile');
  });

  it('says so when nothing fits', async () => {
    const user = open('general');
    await user.type(await screen.findByRole('searchbox', { name: 'Search settings' }), 'xyzzy');
    await screen.findByText('No setting matches “xyzzy”');
    await user.click(screen.getAllByRole('button', { name: 'Clear the search' })[0]!);
    await screen.findByLabelText('Theme');
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

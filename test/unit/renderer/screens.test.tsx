import { cleanup, configure, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { App } from '../../../src-renderer/App.tsx';
import { startScreens } from './fakeWire.tsx';

// Whole screens on a busy machine: these bound a hang, they measure nothing.
vi.setConfig({ testTimeout: 60_000 });
configure({ asyncUtilTimeout: 15_000 });

class SilentObserver {
  observe() {}
  unobserve() {}
  disconnect() {}
}

// happy-dom lays nothing out; a virtual table needs a height to know how many rows are in sight.
beforeAll(() => {
  vi.stubGlobal('ResizeObserver', SilentObserver);
  vi.spyOn(HTMLElement.prototype, 'clientHeight', 'get').mockReturnValue(600);
  vi.spyOn(HTMLElement.prototype, 'clientWidth', 'get').mockReturnValue(900);
});

let screens: ReturnType<typeof startScreens>;
afterEach(() => {
  cleanup();
  delete document.documentElement.dataset.appState;
  screens.stop();
});

async function open(options: Parameters<typeof startScreens>[0] = {}) {
  screens = startScreens(options);
  screens.show(<App />);
  await waitFor(() => expect(document.documentElement.dataset.appState).toBe('ready'));
  return userEvent.setup();
}

describe('the shell', () => {
  it('has the six pages as links with these names', async () => {
    await open();
    const names = within(screen.getByRole('navigation', { name: 'Main' })).getAllByRole('link');
    expect(names.map((link) => link.getAttribute('aria-label'))).toEqual([
      'Containers',
      'Chart',
      'Activity',
      'Subscriptions',
      'Sharing',
      'Settings',
    ]);
  });

  it('goes to a page by its number and searches by a slash', async () => {
    const user = await open();
    await user.keyboard('/');
    expect(document.activeElement).toBe(screen.getByRole('searchbox', { name: 'Search name, tag, digest' }));
    await user.keyboard('{Escape}');
    await user.keyboard('{Control>}5{/Control}');
    expect(await screen.findByRole('heading', { name: 'Sharing' })).toBeDefined();
  });
});

describe('the container list', () => {
  it('narrows, selects by keyboard and opens the send dialog', async () => {
    const user = await open();
    await user.type(await screen.findByRole('searchbox'), 'samtools');
    const grid = screen.getByRole('grid', { name: 'Images' });
    await waitFor(() => expect(within(grid).getAllByRole('checkbox')).toHaveLength(3));
    await user.click(screen.getByRole('checkbox', { name: 'Select genomics/samtools:1.21' }));
    await user.keyboard('{Shift>}{ArrowDown}{/Shift}');
    expect(await screen.findByText(/2 selected/)).toBeDefined();
    await user.keyboard('{Control>}{Enter}{/Control}');
    expect(await screen.findByRole('dialog', { name: 'Send 2 images' })).toBeDefined();
  });

  it('says why nothing is shown, and how to get back', async () => {
    const user = await open();
    await user.type(await screen.findByRole('searchbox'), 'torhc');
    expect(await screen.findByText('No image matches “torhc”.')).toBeDefined();
    await user.click(screen.getAllByRole('button', { name: 'Clear filters' })[0]!);
    expect(await screen.findByRole('checkbox', { name: 'Select lab/torch:2.4' })).toBeDefined();
  });
});

describe('the send dialog', () => {
  it('checks each endpoint, skips what is there, and asks for a missing consent', async () => {
    const user = await open();
    await user.click(await screen.findByRole('checkbox', { name: 'Select lab/torch:2.4' }));
    await user.click(screen.getByRole('button', { name: 'Send…' }));
    const dialog = within(await screen.findByRole('dialog'));
    expect(dialog.getByRole('button', { name: 'Send' }).hasAttribute('disabled')).toBe(true);
    await user.click(dialog.getByRole('checkbox', { name: 'Sherlock scratch' }));
    expect(await dialog.findByText('Consent given')).toBeDefined();
    await waitFor(() => expect(dialog.getByRole('status').textContent).toContain('already there: 1 (skip)'));
    expect(dialog.getByRole('button', { name: 'Send' }).hasAttribute('disabled')).toBe(true);

    await user.click(dialog.getByRole('checkbox', { name: 'Eagle project' }));
    expect(await dialog.findByRole('button', { name: 'Grant consent' })).toBeDefined();
    await waitFor(() => expect(dialog.getByRole('button', { name: 'Send' }).hasAttribute('disabled')).toBe(false));
    await user.click(dialog.getByRole('button', { name: 'Send' }));
    const result = within(await screen.findByRole('dialog', { name: 'Sending 1 copy' }));
    expect(result.getByRole('heading', { name: 'Not sent: 1 copy' })).toBeDefined();
    await user.click(result.getByRole('button', { name: 'Done' }));
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  });
});

describe('a full disk', () => {
  it('is told on every page while it lasts', async () => {
    const user = await open();
    const { services } = screens;
    const status = services.status();
    const notice = { code: 'state.diskFull', facts: {} } as const;
    services.publish({ kind: 'status.changed', status: { ...status, notices: [notice] } });
    for (const key of ['1', '3', '4', '6']) {
      await user.keyboard(`{Control>}${key}{/Control}`);
      expect(await screen.findByText('This computer’s disk is full')).toBeDefined();
    }
    services.publish({ kind: 'status.changed', status });
    await waitFor(() => expect(screen.queryByText('This computer’s disk is full')).toBeNull());
  });
});

describe('the first run', () => {
  it('connects a registry and Globus by a pasted code, and ends where one wants to begin', async () => {
    const user = await open({ isSetUp: false });
    await user.click(await screen.findByRole('button', { name: 'Set up' }));
    await user.type(screen.getByRole('textbox', { name: 'Registry address' }), 'containers.lab.edu');
    await user.tab();
    expect(await screen.findByText(/Found: Singularity Registry Server/)).toBeDefined();
    await user.click(screen.getByRole('radio', { name: 'Token' }));
    await user.type(screen.getByLabelText('Registry token'), 'f'.repeat(40));
    await user.click(screen.getByRole('button', { name: 'Connect' }));
    await user.click(await screen.findByRole('button', { name: 'Continue' }));

    await user.click(screen.getByRole('button', { name: 'Sign in to Globus' }));
    const again = await screen.findByRole('link', { name: 'Open the browser again' });
    expect(again.getAttribute('target')).toBe('_blank');
    expect(again.getAttribute('rel')).toContain('noopener');
    await user.click(screen.getByRole('button', { name: 'I have a code instead' }));
    await user.type(screen.getByRole('textbox', { name: /Code, or the address/ }), 'wrong');
    await user.click(screen.getByRole('button', { name: 'Use this code' }));
    expect(await screen.findByText(/The sign-in was refused/)).toBeDefined();
    await user.clear(screen.getByRole('textbox', { name: /Code, or the address/ }));
    await user.type(screen.getByRole('textbox', { name: /Code, or the address/ }), 'right');
    await user.click(screen.getByRole('button', { name: 'Use this code' }));
    await user.click(await screen.findByRole('button', { name: 'Continue' }));

    expect(await screen.findByText('Sherlock scratch')).toBeDefined();
    await user.click(await screen.findByRole('button', { name: 'Continue' }));
    await user.click(screen.getByRole('button', { name: 'Done' }));
    expect(await screen.findByRole('navigation', { name: 'Main' })).toBeDefined();
    expect(screens.services.settings.read().setupDone).toBe(true);
  });

  it('says when nothing answers at an address', async () => {
    const user = await open({ isSetUp: false });
    await user.click(await screen.findByRole('button', { name: 'Set up' }));
    await user.type(screen.getByRole('textbox', { name: 'Registry address' }), 'nothing.lab.edu');
    await user.tab();
    expect(await screen.findByText('Could not reach nothing.lab.edu')).toBeDefined();
  });

  it('can be skipped as a whole', async () => {
    const user = await open({ isSetUp: false });
    await user.click(await screen.findByRole('button', { name: 'Skip the set-up' }));
    expect(await screen.findByRole('button', { name: 'Connect a registry' })).toBeDefined();
  });
});

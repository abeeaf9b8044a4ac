import { cleanup, configure, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeAll, beforeEach, expect, it, vi } from 'vitest';
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
  vi.spyOn(HTMLElement.prototype, 'clientHeight', 'get').mockReturnValue(2000);
  vi.spyOn(HTMLElement.prototype, 'offsetHeight', 'get').mockReturnValue(2000);
  vi.spyOn(HTMLElement.prototype, 'clientWidth', 'get').mockReturnValue(900);
});

let screens: ReturnType<typeof startScreens>;
beforeEach(() => localStorage.clear());
afterEach(() => {
  cleanup();
  delete document.documentElement.dataset.appState;
  screens.stop();
});

async function open() {
  screens = startScreens();
  screens.show(<App />);
  await waitFor(() => expect(document.documentElement.dataset.appState).toBe('ready'));
  return userEvent.setup();
}

const table = () => screen.getByRole('grid', { name: 'Images' });
const heading = (name: string) =>
  within(table()).getByRole('button', { name: new RegExp(`^${name}\\s*\\d+ images? · `) });

it('leaves out the columns that are not wanted, and keeps that', async () => {
  let user = await open();
  await screen.findByRole('checkbox', { name: 'Select lab/torch:2.4' });
  // With one registry its name says nothing.
  expect(table().className).toContain('hides-registry');
  await user.click(screen.getByRole('button', { name: 'Columns' }));
  await user.click(await screen.findByRole('checkbox', { name: 'Digest' }));
  await user.click(screen.getByRole('checkbox', { name: 'Registry' }));
  await user.keyboard('{Escape}');
  expect(table().className).toContain('hides-digest');
  expect(table().className).not.toContain('hides-registry');

  cleanup();
  screens.stop();
  user = await open();
  await screen.findByRole('checkbox', { name: 'Select lab/torch:2.4' });
  expect(table().className).toContain('hides-digest');
  await user.keyboard('{Control>}k{/Control}');
  await user.type(await screen.findByRole('combobox'), 'column digest');
  await user.keyboard('{Enter}');
  await waitFor(() => expect(table().className).not.toContain('hides-digest'));
});

it('groups by container collection, folds by keyboard, selects a whole one, and keeps being grouped', async () => {
  let user = await open();
  await screen.findByRole('checkbox', { name: 'Select lab/torch:2.4' });
  await user.click(screen.getByRole('button', { name: 'Grouped' }));
  const all = within(table()).getAllByRole('checkbox', { name: /^Select lab\// }).length;
  expect(heading('lab').textContent).toContain(`${all} images`);

  await user.click(within(table()).getByRole('checkbox', { name: 'Select all of lab' }));
  expect(screen.getByText(new RegExp(`^${all} selected · `))).toBeDefined();

  await user.click(within(table()).getByRole('checkbox', { name: 'Select lab/torch:2.4' }));
  await user.keyboard('{ArrowLeft}');
  await waitFor(() => expect(document.activeElement).toBe(heading('lab')));
  expect(heading('lab').getAttribute('aria-expanded')).toBe('false');
  expect(within(table()).queryByRole('checkbox', { name: 'Select lab/torch:2.4' })).toBeNull();
  await user.keyboard('{ArrowRight}{ArrowDown}');
  await waitFor(() => expect(document.activeElement?.getAttribute('data-row')).toContain('/lab/'));

  cleanup();
  screens.stop();
  user = await open();
  await waitFor(() => expect(heading('genomics')).toBeDefined());
  await user.keyboard('{Control>}k{/Control}');
  await user.type(await screen.findByRole('combobox'), 'as one table');
  await user.keyboard('{Enter}');
  await waitFor(() => expect(within(table()).queryByRole('checkbox', { name: 'Select all of lab' })).toBeNull());
});

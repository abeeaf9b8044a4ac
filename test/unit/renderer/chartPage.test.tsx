import { cleanup, configure, createEvent, fireEvent, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { ChartPage } from '../../../src-renderer/features/chart/ChartPage.tsx';
import { endpointIds } from '../../fakes/fakeIds.ts';
import { startScreens } from './fakeWire.tsx';

// These bound a hang on a busy machine; they measure nothing.
vi.setConfig({ testTimeout: 60_000 });
configure({ asyncUtilTimeout: 15_000 });

class SilentObserver {
  observe() {}
  unobserve() {}
  disconnect() {}
}

// happy-dom lays nothing out and has no transform matrices; the chart gives its nodes their sizes itself.
beforeAll(() => {
  vi.stubGlobal('ResizeObserver', SilentObserver);
  vi.stubGlobal(
    'DOMMatrixReadOnly',
    class {
      m22 = 1;
    },
  );
});
beforeEach(() => localStorage.clear());

let screens: ReturnType<typeof startScreens>;
afterEach(() => {
  cleanup();
  screens.stop();
});

async function open(change: (services: ReturnType<typeof startScreens>['services']) => void = () => undefined) {
  screens = startScreens();
  change(screens.services);
  await screens.stores.reads.containers.read();
  screens.show(<ChartPage />);
  return userEvent.setup();
}

/** By the keyboard: the drawing library's drag handler wants a real window behind each mouse event. */
async function openPanel(user: ReturnType<typeof userEvent.setup>, name: RegExp) {
  (await screen.findByRole('button', { name })).focus();
  await user.keyboard('{Enter}');
}

const sendDialog = () => screens.stores.dialogs.getState().send;

describe('the chart', () => {
  it('has a node and a send arrow for each endpoint, in words', async () => {
    await open();
    const node = await screen.findByRole('button', { name: /^Eagle project/ });
    expect(node.textContent).toContain('Nothing sent yet');
    expect(node.textContent).toContain('Waiting for you: consent');
    expect(node.closest('.chart-not-there')).not.toBeNull();
    expect(screen.getByRole('button', { name: /^Sherlock scratch/ }).closest('.chart-there')).not.toBeNull();
    expect(screen.getAllByRole('button', { name: /^Send to / })).toHaveLength(5);
    expect(screen.getByText('1 registry · 5 endpoints · 3 subscriptions')).toBeDefined();
  });

  it('asks for an image first, then sends it where the arrow pointed', async () => {
    const user = await open();
    await user.click(await screen.findByRole('button', { name: 'Send to Eagle project' }));
    expect(sendDialog()).toBeNull();
    const picker = screen.getByRole('combobox', { name: 'Image to send' });
    expect(document.activeElement).toBe(picker);
    expect(screen.getByText(/Choose the image to send to/).textContent).toContain('Eagle project');
    await user.type(picker, 'torch:2.4');
    await user.keyboard('{ArrowDown}{Enter}');
    await waitFor(() => expect(sendDialog()?.endpointIds).toEqual([endpointIds.eagle]));
    expect(sendDialog()?.imageIds).toEqual(['r-0a1b2c3d/lab/torch:2.4']);
  });

  it('colours by the chosen image and sends it at once', async () => {
    const user = await open();
    await user.type(await screen.findByRole('combobox', { name: 'Image to send' }), 'torch:2.4');
    await user.keyboard('{ArrowDown}{Enter}');
    expect(await screen.findByText('lab/torch:2.4 not sent yet', { selector: '[data-node-id$="5"] *' })).toBeDefined();
    expect(screen.getByText('Has lab/torch:2.4', { selector: '[data-node-id$="2"] *' })).toBeDefined();
    screen.getByRole('button', { name: /^My laptop/ }).focus();
    await user.keyboard('s');
    expect(sendDialog()).toEqual({ imageIds: ['r-0a1b2c3d/lab/torch:2.4'], endpointIds: [endpointIds.laptop] });
  });

  it('starts with what is selected in the container list', async () => {
    screens = startScreens();
    await screens.stores.reads.containers.read();
    const [first, second] = screens.stores.reads.containers.getState().value!.images;
    const selected = new Set([first!.id, second!.id]);
    screens.stores.containerView.select({ selected, cursor: null, anchor: null });
    screens.show(<ChartPage />);
    const user = userEvent.setup();
    await user.click(await screen.findByRole('button', { name: 'Send to Oak archive' }));
    expect(sendDialog()).toEqual({ imageIds: [...selected], endpointIds: [endpointIds.oak] });
  });

  it('sends a chosen image that is dropped on a node, and takes nothing else', async () => {
    const user = await open();
    await user.type(await screen.findByRole('combobox', { name: 'Image to send' }), 'torch:2.4');
    await user.keyboard('{ArrowDown}{Enter}');
    const chip = within(await screen.findByRole('list', { name: 'Chosen images' })).getByRole('listitem');
    const carried = new Map<string, string>();
    const dataTransfer = {
      setData: (kind: string, text: string) => void carried.set(kind, text),
      getData: (kind: string) => carried.get(kind) ?? '',
      get types() {
        return [...carried.keys()];
      },
    };
    const node = screen.getByRole('button', { name: /^Oak archive/ });
    const over = () => {
      const event = createEvent.dragOver(node, { dataTransfer });
      fireEvent(node, event);
      return event.defaultPrevented;
    };
    expect(over()).toBe(false);
    fireEvent.drop(node, { dataTransfer });
    expect(sendDialog()).toBeNull();
    fireEvent.dragStart(chip, { dataTransfer });
    expect(over()).toBe(true);
    expect(node.closest('.chart-drop')).not.toBeNull();
    fireEvent.drop(node, { dataTransfer });
    expect(sendDialog()).toEqual({ imageIds: ['r-0a1b2c3d/lab/torch:2.4'], endpointIds: [endpointIds.oak] });
    expect(node.closest('.chart-drop')).toBeNull();
  });

  it('walks by arrow keys, opens by Enter, and gives the focus back on Esc', async () => {
    const user = await open();
    (await screen.findByRole('button', { name: /^Lab registry/ })).focus();
    await user.keyboard('{ArrowRight}');
    const node = document.activeElement as HTMLElement;
    expect(node.dataset.nodeId).toBeDefined();
    expect(node.dataset.nodeId).not.toMatch(/^r-/);
    await user.keyboard('{Enter}');
    const panel = await screen.findByRole('complementary');
    await waitFor(() => expect(panel.contains(document.activeElement)).toBe(true));
    await user.keyboard('{Escape}');
    await waitFor(() => expect(screen.queryByRole('complementary')).toBeNull());
    expect((document.activeElement as HTMLElement).dataset.nodeId).toBe(node.dataset.nodeId);
  });
});

describe('the side panel', () => {
  it('tells kind, folder, id, lights, subscriptions and last transfers', async () => {
    const user = await open();
    await openPanel(user, /^Sherlock scratch/);
    const panel = within(await screen.findByRole('complementary', { name: 'About Sherlock scratch' }));
    expect(panel.getByText('Globus collection: mapped')).toBeDefined();
    expect(panel.getByText('/scratch/lab/images/')).toBeDefined();
    expect(panel.getByRole('button', { name: 'Copy id' })).toBeDefined();
    expect(await panel.findByText('Consent given')).toBeDefined();
    expect(await panel.findByText('Nightly lab images')).toBeDefined();
    expect(await panel.findByRole('button', { name: '2 images' })).toBeDefined();
    await user.click(panel.getByRole('button', { name: 'Subscribe…' }));
    expect(screens.stores.dialogs.getState().subscribe?.endpointIds).toEqual([endpointIds.sherlock]);
  });

  it('grants a missing consent for exactly this endpoint', async () => {
    const user = await open();
    await openPanel(user, /^Eagle project/);
    const panel = within(await screen.findByRole('complementary'));
    await user.click(await panel.findByRole('button', { name: 'Grant consent' }));
    expect(screens.stores.dialogs.getState().signIn).toEqual({
      provider: { kind: 'globus' },
      consentFor: [endpointIds.eagle],
    });
  });

  it('explains an arrow in trouble', async () => {
    const user = await open();
    await openPanel(user, /^Oak archive/);
    const panel = within(await screen.findByRole('complementary', { name: 'About Oak archive' }));
    expect(panel.getAllByText('No space: 6.2 GB needed in /labs/imaging/').length).toBeGreaterThan(0);
    expect(panel.getByRole('button', { name: 'Choose folder' })).toBeDefined();
  });
});

describe('the table twin', () => {
  it('holds the same facts and can send', async () => {
    const user = await open();
    await user.click(await screen.findByRole('button', { name: 'Table' }));
    const table = within(await screen.findByRole('table'));
    expect(table.getAllByRole('row')).toHaveLength(7);
    const oak = within(table.getByRole('button', { name: 'Oak archive' }).closest('tr')!);
    expect(oak.getByText('Guest')).toBeDefined();
    expect(oak.getByText(/^Problem: No space/)).toBeDefined();
    expect(oak.getByText('9 images · 30.0 GB')).toBeDefined();
    expect(table.getByRole('button', { name: 'Send to My laptop' })).toBeDefined();
    expect(screen.getByText(/Sending: 63 % · 210 MB\/s/)).toBeDefined();
  });

  it('is where one begins with more than sixty endpoints', async () => {
    await open((services) => {
      const really = services.chart;
      Object.assign(services, {
        chart: async () => {
          const chart = await really();
          const [model] = chart.endpoints;
          const more = Array.from({ length: 60 }, (_, index) => ({
            ...model!,
            endpoint: { ...model!.endpoint, id: `bbbbbbbb-0000-4000-8000-${String(index).padStart(12, '0')}` },
          }));
          return { ...chart, endpoints: [...chart.endpoints, ...more] };
        },
      });
    });
    expect(within(await screen.findByRole('table')).getAllByRole('row')).toHaveLength(67);
  });
});

describe('when something is missing', () => {
  it('keeps the last chart when it cannot be read, and calls every state not known', async () => {
    await open();
    await screen.findByRole('button', { name: /^Sherlock scratch/ });
    Object.assign(screens.services, {
      chart: async () => {
        throw new Error('gone');
      },
    });
    screens.services.publish({ kind: 'endpoints.changed' });
    await waitFor(() =>
      expect(screen.getByRole('button', { name: /^Sherlock scratch/ }).textContent).toContain('Not known'),
    );
    expect(screen.getByText(/^Showing what we had at/)).toBeDefined();
    expect(screen.getByRole('button', { name: /^Lab registry/ }).textContent).toContain('Not known');
  });

  it('says how to begin when there are no endpoints', async () => {
    await open((services) =>
      Object.assign(services, { chart: async () => ({ registries: [], endpoints: [], hosts: [], arrows: [] }) }),
    );
    expect(await screen.findByRole('button', { name: 'Connect Globus' })).toBeDefined();
    expect(screen.getByRole('button', { name: 'Try with practice data' })).toBeDefined();
  });

  it('says so when nothing is found, and takes it back', async () => {
    const user = await open();
    await user.type(await screen.findByRole('searchbox', { name: 'Search endpoints' }), 'nowhere');
    expect(await screen.findByText('No endpoint matches “nowhere”.')).toBeDefined();
    await user.click(screen.getByRole('button', { name: 'Clear filters' }));
    expect(await screen.findByRole('button', { name: /^Sherlock scratch/ })).toBeDefined();
  });
});

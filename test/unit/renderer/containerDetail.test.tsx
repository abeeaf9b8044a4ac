import { cleanup, configure, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { Image } from '../../../src-main/contract/registry.ts';
import { ContainerDetailPage } from '../../../src-renderer/features/containers/ContainerDetailPage.tsx';
import { hasDrifted, tagGroups } from '../../../src-renderer/features/containers/tagGroups.ts';
import { fakeImages } from '../../fakes/fakeImages.ts';
import { startScreens } from './fakeWire.tsx';

// These bound a hang on a busy machine; they measure nothing.
vi.setConfig({ testTimeout: 60_000 });
configure({ asyncUtilTimeout: 15_000 });

let screens: ReturnType<typeof startScreens> | null = null;
afterEach(() => {
  cleanup();
  screens?.stop();
  screens = null;
});

const [template] = fakeImages(new Date('2026-03-01T12:00:00Z'));
const image = (tag: string, digest: string | null, builtAt: string): Image => {
  if (!template) throw new Error('no image');
  const known = digest === null ? null : (`sha256:${digest.repeat(64)}` as Image['digest']);
  return { ...template, id: `r/lab/torch:${tag}` as Image['id'], tag, digest: known, builtAt };
};

describe('tags of a container', () => {
  const old = image('2.3', 'a', '2026-01-01T00:00:00Z');
  const latest = image('latest', 'a', '2026-01-01T00:00:00Z');
  const fresh = image('2.4', 'b', '2026-02-01T00:00:00Z');
  const unknown = image('2.5', null, '2025-02-01T00:00:00Z');

  it('stand together when they name the same file, the newest first', () => {
    const groups = tagGroups([old, fresh, latest, unknown]);
    expect(groups.map(({ images }) => images.map(({ tag }) => tag))).toEqual([['2.4'], ['2.3', 'latest'], ['2.5']]);
  });

  it('are told when a moving name has stayed behind', () => {
    expect(hasDrifted(latest, [old, latest, fresh])).toBe(true);
    expect(hasDrifted(latest, [old, latest])).toBe(false);
    expect(hasDrifted(old, [old, latest, fresh])).toBe(false);
    expect(hasDrifted(latest, [latest, { ...fresh, architecture: 'arm64' }])).toBe(false);
    expect(hasDrifted({ ...latest, digest: null }, [latest, fresh])).toBe(false);
  });
});

it('tells where the image was sent, by whom, and what became of it', async () => {
  screens = startScreens();
  const { activities } = await screens.services.activity.list({ tab: 'all', limit: 100, offset: 0 });
  const sent = activities.find(({ images }) => images.some(({ state }) => state === 'delivered'));
  const file = sent?.images.find(({ state }) => state === 'delivered');
  if (!sent || !file) throw new Error('nothing was delivered');
  const user = userEvent.setup();
  screens.show(<ContainerDetailPage id={file.imageId} />);
  await user.click(await screen.findByRole('tab', { name: 'History' }));
  const link = await screen.findAllByRole('link', { name: sent.destinationName });
  const row = within(link[0]!.closest('tr')!);
  expect(link[0]!.closest('td')!.textContent).toBe(sent.destinationName + file.destinationPath);
  expect(row.getByText('Arrived')).toBeDefined();
  expect(row.getByRole('button', { name: /receipt/i })).toBeDefined();
});

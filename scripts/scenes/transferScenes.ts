// The Send dialog and the transfers.
import type { Page } from '@playwright/test';
import { AppError } from '../../src-main/contract/errors.ts';
import type { Activity } from '../../src-main/contract/transfer.ts';
import type { Words } from '../../src-renderer/strings/createWords.ts';
import type { FakeServices } from '../../test/fakes/fakeServices.ts';
import { at, button, type Scene, select, tab } from './scene.ts';

/** The Send dialog with images and, by their names, endpoints. */
const send =
  (images: readonly string[], endpoints: readonly (string | RegExp)[]) =>
  async (page: Page, words: Words): Promise<void> => {
    await select(page, words, ...images);
    await button(page, words.t('containers.send')).last().click();
    const dialog = page.getByRole('dialog');
    for (const name of endpoints) await dialog.getByRole('checkbox', { name }).check();
    await page.waitForTimeout(300);
  };

const withActivities =
  (change: (activities: readonly Activity[]) => readonly Activity[]) =>
  (services: FakeServices): FakeServices => ({
    ...services,
    activity: {
      ...services.activity,
      list: async (filter) => {
        const { activities } = await services.activity.list(filter);
        const changed = [...change(activities)];
        return { activities: changed, total: changed.length };
      },
    },
  });

const partlyFailed = withActivities((activities) =>
  activities.map((one) =>
    one.state === 'done'
      ? {
          ...one,
          state: 'problem',
          isUnsolved: true,
          problem: { code: 'transfer.checksumMismatch', facts: {}, at },
          images: one.images.map((each, index) =>
            index === 0
              ? { ...each, state: 'failed', problem: { code: 'transfer.checksumMismatch', facts: {}, at } }
              : each,
          ),
        }
      : one,
  ),
);

const manyTransfers = withActivities((activities) =>
  Array.from({ length: 60 }, (_, index) => activities[index % activities.length]).flatMap((one, index) =>
    one ? [{ ...one, id: `${one.id.slice(0, -4)}${4000 + index}` as Activity['id'] }] : [],
  ),
);

const detailsOf = (nth: number) => async (page: Page) => {
  await page.locator('.activity-row [aria-expanded], .activity-open').nth(nth).click();
  await page.waitForTimeout(300);
};

export const transferScenes: readonly Scene[] = [
  { name: 'send-start', place: 'containers', steps: send(['lab/torch:2.4'], []) },
  {
    name: 'send',
    place: 'containers',
    steps: send(['lab/torch:2.4', 'genomics/salmon:1.10'], ['Sherlock scratch']),
  },
  {
    name: 'send-lights',
    place: 'containers',
    steps: send(
      ['lab/torch:2.4', 'lab/alphafold:3.0', 'genomics/salmon:1.10'],
      ['Sherlock scratch', 'My laptop', 'Oak archive', 'Eagle project', 'Open data archive'],
    ),
  },
  {
    name: 'send-too-much',
    place: 'containers',
    steps: send(
      ['lab/alphafold:3.0', 'lab/torch:2.3', 'lab/jax:0.4.30'],
      ['Oak archive', 'Eagle project', 'My laptop'],
    ),
  },
  {
    name: 'send-collision',
    place: 'containers',
    change: (services) => ({
      ...services,
      sends: {
        ...services.sends,
        preview: async (request) => {
          const preview = await services.sends.preview(request);
          const facts = { image: 'lab/torch:2.4', other: 'lab/torch:2.3', folder: '/scratch/lab/images/lab/torch.sif' };
          const problem = { code: 'subscription.nameCollision', facts, at } as const;
          return { ...preview, copies: preview.copies.map((one) => ({ ...one, outcome: 'refused', problem })) };
        },
      },
    }),
    steps: send(['lab/torch:2.4', 'lab/torch:2.3'], ['Sherlock scratch', 'Oak archive']),
  },
  {
    name: 'send-refused',
    place: 'containers',
    change: (services) => ({
      ...services,
      sends: {
        ...services.sends,
        send: async () => {
          throw new AppError('endpoint.full', {
            facts: { neededBytes: 6_214_100_000, folder: '/scratch/lab/images/' },
          });
        },
      },
    }),
    steps: async (page, words) => {
      await send(['genomics/salmon:1.10'], ['Oak archive', 'Eagle project'])(page, words);
      await button(page, words.t('send.send')).click();
      await page.waitForTimeout(300);
    },
  },
  {
    name: 'send-part',
    place: 'containers',
    steps: async (page, words) => {
      await send(['genomics/salmon:1.10', 'lab/torch:2.4'], ['Eagle project', 'Open data archive'])(page, words);
      await button(page, words.t('send.send')).click();
      await page.waitForTimeout(300);
    },
  },
  {
    name: 'send-nowhere',
    place: 'containers',
    change: (services) => ({
      ...services,
      endpoints: { ...services.endpoints, list: async () => ({ endpoints: [], hosts: [], asOf: null, problem: null }) },
    }),
    steps: send(['lab/torch:2.4'], []),
  },

  { name: 'activity', place: 'activity' },
  { name: 'activity-open', place: 'activity', steps: detailsOf(0) },
  {
    name: 'activity-open-problem',
    place: 'activity',
    change: partlyFailed,
    steps: async (page) => {
      await tab(2)(page);
      await detailsOf(0)(page);
    },
  },
  { name: 'activity-waiting-for-you', place: 'activity', steps: tab(1) },
  { name: 'activity-past', place: 'activity', change: partlyFailed, steps: tab(2) },
  { name: 'activity-long', place: 'activity', change: manyTransfers },
  { name: 'activity-long-past', place: 'activity', change: manyTransfers, steps: tab(2) },
  {
    name: 'activity-export',
    place: 'activity',
    steps: async (page, { t }) => {
      await tab(2)(page);
      await button(page, t('activity.export.open')).click();
    },
  },
];

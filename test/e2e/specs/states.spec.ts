import { lookAtStates } from '../../../scripts/screenshotStates.ts';
import { expect, test } from '../fixtures/index.ts';
import { axeFindings } from '../fixtures/noLoss.ts';

test('every screen says whether it is empty, reading, cut off, in trouble or waiting, each in one way', async ({
  context,
}) => {
  test.setTimeout(180_000);
  const looked: string[] = [];
  await lookAtStates(context, async (page, name) => {
    looked.push(name);
    const state = name.split('-').at(-1);
    const main = page.getByRole('main');
    const [problems, empty, rowsToCome] = [
      main.locator('.problem'),
      main.locator('.empty-state'),
      main.locator('.skeleton'),
    ];
    if (state === 'empty') {
      // Where a registry is connected, the form itself is the way on.
      if (!name.startsWith('settings-registries')) await expect(empty, name).toHaveCount(1);
      await expect(rowsToCome, name).toHaveCount(0);
    }
    if (state === 'loading') await expect(rowsToCome, name).toHaveCount(1);
    if (state === 'problem') await expect(problems, name).toHaveCount(1);
    if (state === 'loading' || state === 'problem') await expect(empty, `${name} claims to know`).toHaveCount(0);
    if (state === 'offline') {
      await expect(page.getByRole('alert'), name).toContainText('Not connected to Portolan.');
      await expect(empty.or(rowsToCome), name).toHaveCount(0);
    }
    if (state === 'waiting')
      await expect(page.getByRole('button', { name: 'Sign in to Globus' }).first(), name).toBeVisible();
    expect(await axeFindings(page), name).toEqual([]);
  });
  expect(looked).toHaveLength(30);
});

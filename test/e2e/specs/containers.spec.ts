import { expect, test } from '../fixtures/index.ts';
import { tabTo } from '../fixtures/keyboard.ts';
import { axeFindings, losses } from '../fixtures/noLoss.ts';
import type { AppPage } from '../pages/app.ts';

const rows = (app: AppPage) => app.page.getByRole('grid', { name: 'Images' }).getByRole('row');
const chip = (app: AppPage, name: RegExp) =>
  app.page.getByRole('group', { name: 'Filters' }).getByRole('button', { name });

test('filters count together, stand in the address, and are taken off one by one or all at once', async ({ app }) => {
  const { page } = app;
  await app.signIn('the registry');
  await app.open('Containers');
  const all = await page.getByRole('grid', { name: 'Images' }).getAttribute('aria-rowcount');
  const inHeader = page.getByText(/^\d+ of \d+ images? · /);

  await chip(app, /^Container collection/).press('Enter');
  await page.getByRole('checkbox', { name: /^lab/ }).check();
  await page.keyboard.press('Escape');
  await expect(inHeader).toContainText(`of ${Number(all) - 1} images`);
  await chip(app, /^Size/).press('Enter');
  await page.getByRole('textbox', { name: 'From' }).fill('1 kB');
  await page.getByRole('textbox', { name: 'To' }).fill('nothing');
  await page.keyboard.press('Enter');
  await expect(page.getByText('A size such as 500 MB or 2 GB.')).toBeVisible();
  await page.getByRole('textbox', { name: 'To' }).fill('1 TB');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Escape');
  await chip(app, /^Newer than/).press('Enter');
  await page.getByRole('radio', { name: '365 days' }).check();
  await page.keyboard.press('Escape');
  await expect(page).toHaveURL(/\?collection=lab&size=1000-1000000000000&newer=365d$/);
  expect(await axeFindings(page)).toEqual([]);
  expect(await losses(page)).toEqual([]);

  await page.reload();
  await app.ready();
  await expect(chip(app, /^Size: 1 kB to 1 TB/)).toBeVisible();
  await tabTo(page, chip(app, /^Newer than: 365 days/));
  await page.keyboard.press('Delete');
  await expect(page).toHaveURL(/\?collection=lab&size=1000-1000000000000$/);
  await app.button('Remove the filter Size').click();
  await expect(page).toHaveURL(/\?collection=lab$/);
  await app.button('Clear filters').click();
  await expect(page.getByRole('grid', { name: 'Images' })).toHaveAttribute('aria-rowcount', all ?? '');
});

test('a selection outlasts the filter that hides it, and says so', async ({ app }) => {
  const { page } = app;
  await app.signIn('the registry');
  await app.open('Containers');
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await app.selectImages('tools/curl:8.9', 'genomics/bwa:0.7.18');
  const bar = page.getByRole('region', { name: 'Selection' });
  await expect(bar).toContainText(/^2 selected · /);
  await page.getByRole('searchbox').fill('curl');
  await expect(bar).toContainText('1 of them is hidden by the filters');
  await app.button('Copy', bar).click();
  await page.getByRole('menuitem', { name: 'Copy 2 addresses' }).click();
  await expect(page.getByText('Copied 2 addresses')).toBeVisible();
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  expect(
    copied
      .split('\n')
      .toSorted()
      .map((line) => line.replace(/^.*?\/\/[^/]*\//, '')),
  ).toHaveLength(2);
  expect(copied).toContain('tools/curl:8.9');
  await app.button('Show', bar).click();
  await expect(page.getByRole('searchbox')).toHaveValue('');
  await expect(bar).not.toContainText('hidden');
  expect(await axeFindings(page)).toEqual([]);
});

test('letters, pages and Shift move and take rows, and the order lasts', async ({ app }) => {
  const { page } = app;
  await app.signIn('the registry');
  await app.open('Containers');
  const first = rows(app).nth(1);
  await first.focus();
  await page.keyboard.type('curl');
  await expect(page.locator('[role="row"]:focus')).toContainText('tools/curl');
  await page.keyboard.press('Home');
  await expect(first).toBeFocused();
  await page.keyboard.press('Shift+ArrowDown');
  await page.keyboard.press('Shift+ArrowDown');
  await expect(page.getByRole('region', { name: 'Selection' })).toContainText(/^3 selected/);
  await page.keyboard.press('End');
  await expect(first).not.toBeFocused();
  await page.keyboard.press('Escape');
  await page.getByRole('columnheader', { name: 'Digest' }).getByRole('button').press('Enter');
  await page.reload();
  await app.ready();
  await expect(page.getByRole('columnheader', { name: 'Digest' })).toHaveAttribute('aria-sort', 'ascending');
});

test('what is pinned comes first, in every window and after a restart of the page, until it is not', async ({
  app,
}) => {
  const { page } = app;
  await app.signIn('the registry');
  await app.open('Containers');
  const openMenu = async (name: string) => {
    await page.getByRole('searchbox').fill(name);
    await app.button(`More for ${name}`).click();
  };
  await openMenu('tools/curl:8.9');
  expect(await axeFindings(page)).toEqual([]);
  await page.getByRole('menuitem', { name: 'Pin tools/curl:8.9' }).click();
  await page.getByRole('searchbox').fill('');
  await expect(rows(app).nth(1)).toContainText('tools/curl');
  await page.reload();
  await app.ready();
  await expect(rows(app).nth(1)).toContainText('tools/curl');
  await expect(rows(app).nth(1).getByLabel('Pinned')).toBeVisible();
  await app.button('Grouped').click();
  await expect(page.getByRole('button', { name: /^Pinned 1 image/ })).toBeVisible();
  await app.button('Table').click();
  await openMenu('tools/curl:8.9');
  const opened = page.context().waitForEvent('page');
  await page.getByRole('menuitem', { name: 'Open in the browser' }).click();
  expect((await opened).url()).toMatch(/\/containers\/\d+$/);
  await (await opened).close();
  await openMenu('tools/curl:8.9');
  await page.getByRole('menuitem', { name: 'Unpin tools/curl:8.9' }).click();
  await page.getByRole('searchbox').fill('');
  await expect(rows(app).nth(1)).not.toContainText('tools/curl');
});

test('two images side by side: from the row’s menu, and from two that are selected', async ({ app }) => {
  const { page } = app;
  await app.signIn('the registry');
  await app.open('Containers');
  await page.getByRole('searchbox').fill('torch:2.4');
  await app.button('More for lab/torch:2.4').click();
  await page.getByRole('menuitem', { name: 'Compare with…' }).click();
  await expect(page.getByRole('combobox', { name: 'Second image' })).toBeFocused();
  await page.keyboard.type('curl');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('region', { name: 'Verdict' })).toContainText('Different files');
  const digest = page.getByRole('row', { name: /^Digest/ });
  await expect(digest).toContainText('changed');
  for (const theme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme: theme });
    await expect(page.locator(`html[data-theme="${theme}"]`)).toBeAttached();
    expect(await axeFindings(page), theme).toEqual([]);
  }
  expect(await losses(page)).toEqual([]);
  await app.button('Swap').click();
  await expect(page.getByRole('combobox', { name: 'First image' })).toHaveValue('tools/curl:8.9');
  await page.goBack();
  await expect(page.getByRole('heading', { level: 1, name: 'Containers' })).toBeVisible();

  await app.selectImages('tools/curl:8.9', 'genomics/bwa:0.7.18');
  await app.button('Compare').click();
  await expect(page.getByRole('columnheader', { name: 'tools/curl:8.9' })).toBeVisible();
  await page.getByRole('switch', { name: 'Only what differs' }).check();
  await expect(page.getByRole('row', { name: /^Registry/ })).toHaveCount(0);
});

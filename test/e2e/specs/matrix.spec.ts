import AxeBuilder from '@axe-core/playwright';
import { expect, test } from '../fixtures/index.ts';
import { tabTo } from '../fixtures/keyboard.ts';

test('where is it: a cell sends what is missing, and shows it arrive', async ({ app }) => {
  const { page } = app;
  await app.signIn('the registry');
  await app.signIn('Globus');
  await app.open('Containers');
  await app.button('Where is it?').click();
  const grid = page.getByRole('grid', { name: 'Where every image is' });
  await expect(grid).toHaveAttribute('aria-rowcount', '25');
  await expect(grid).toHaveAttribute('aria-colcount', '6');
  const cell = (name: string) => grid.getByRole('gridcell', { name: new RegExp(`^${name}: `) });

  await test.step('the filters and the search of the list hold here too', async () => {
    await page.keyboard.press('/');
    await page.keyboard.type('curl');
    await expect(grid.getByRole('rowheader', { name: 'tools/curl:8.9' })).toBeVisible();
    await expect(grid.getByRole('rowheader', { name: /torch/ })).toHaveCount(0);
  });

  await test.step('arrows move between cells and heads, Enter sends', async () => {
    await tabTo(page, grid.locator('[data-cell="0:0"]'));
    await page.keyboard.press('ArrowUp');
    await expect(grid.locator('[data-cell="-1:0"]')).toBeFocused();
    await page.keyboard.press('Enter');
    await expect(page.getByRole('menuitem', { name: /^Send all/ })).toBeVisible();
    await page.keyboard.press('Escape');
    const partner = cell('tools/curl:8\\.9 at Partner share');
    const mark = (await partner.getAttribute('data-cell')) ?? '';
    await page.keyboard.press('ArrowDown');
    for (let column = 0; column < Number(mark.split(':')[1]); column += 1) await page.keyboard.press('ArrowRight');
    for (let row = 0; row < Number(mark.split(':')[0]); row += 1) await page.keyboard.press('ArrowDown');
    await expect(partner).toBeFocused();
    const { violations } = await new AxeBuilder({ page }).analyze();
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.target}`)).toEqual([]);
    await page.keyboard.press('Enter');
  });

  await test.step('it arrives: the cell says so, with digest and time', async () => {
    const dialog = app.dialog('Send 1 image');
    await expect(dialog.getByRole('checkbox', { name: 'Partner share' })).toBeChecked();
    await expect(app.button('Send', dialog)).toBeEnabled();
    await app.button('Send', dialog).click();
    const partner = cell('tools/curl:8\\.9 at Partner share');
    await expect(partner).toHaveAccessibleName(/: Up to date, sha256:[0-9a-f]{64}, since /, { timeout: 60_000 });
    await expect(grid.getByRole('columnheader', { name: /Partner share/ })).toContainText('1 of');
  });
});

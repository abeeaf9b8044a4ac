import AxeBuilder from '@axe-core/playwright';
import { expect, test } from '../fixtures/index.ts';

test('the command palette goes to pages, images and endpoints, does actions, and remembers', async ({ app }) => {
  const { page } = app;
  await app.signIn('Globus');
  const field = page.getByRole('combobox', { name: 'Search pages, images, endpoints, actions' });
  const options = page.getByRole('option');
  const open = async (typed: string) => {
    await page.keyboard.press('Control+k');
    await expect(field).toBeFocused();
    await page.keyboard.type(typed);
  };

  await test.step('an image, by words in any order', async () => {
    await open('2.4 torch');
    await expect(options.first()).toContainText('lab/torch:2.4');
    await expect(options.first()).toHaveAttribute('aria-selected', 'true');
    await expect(field).toHaveAttribute('aria-activedescendant', (await options.first().getAttribute('id')) ?? '');
    await page.keyboard.press('Enter');
    await expect(page.getByRole('heading', { level: 1, name: 'lab/torch' })).toBeVisible();
  });

  await test.step('an endpoint, on the chart', async () => {
    await open('partner');
    await page.keyboard.press('Enter');
    await expect(page.getByRole('complementary', { name: 'About Partner share' })).toBeVisible();
  });

  await test.step('an action on an image: send torch', async () => {
    await open('send torch 2.4');
    await page.keyboard.press('Enter');
    await expect(app.dialog('Send 1 image')).toBeVisible();
    await page.keyboard.press('Escape');
    // Shortcuts belong to a dialog as long as it is there.
    await expect(app.dialog('Send 1 image')).toHaveCount(0);
  });

  await test.step('an action: the theme', async () => {
    await open('night');
    await page.keyboard.press('Enter');
    await expect(page.locator('html[data-theme="dark"]')).toBeAttached();
  });

  await test.step('what was used comes first at rest, the last one on top', async () => {
    await open('');
    await expect(options.nth(0)).toContainText('Theme: night');
    await expect(options.nth(1)).toContainText('Send lab/torch:2.4');
    await expect(options.nth(2)).toContainText('Partner share');
    await page.keyboard.press('ArrowDown');
    await expect(options.nth(1)).toHaveAttribute('aria-selected', 'true');
    const { violations } = await new AxeBuilder({ page }).analyze();
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.target}`)).toEqual([]);
  });

  await test.step('nothing found says so; Esc closes', async () => {
    await page.keyboard.type('zzzz');
    await expect(page.getByText('Nothing is called “zzzz”.')).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(field).toBeHidden();
  });
});

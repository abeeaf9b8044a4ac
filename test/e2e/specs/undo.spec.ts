import { expect, test } from '../fixtures/index.ts';

test('a subscription that was paused or removed comes back by the message or by the keyboard, and stays', async ({
  app,
}) => {
  test.setTimeout(120_000);
  const { page } = app;
  await app.signIn('Globus');
  await app.selectImages('tools/curl:8.9');
  await app.button('Subscribe…').last().click();
  await page.getByRole('checkbox', { name: 'Partner share' }).check();
  await app.button('Subscribe').click();
  const row = page.getByRole('row').filter({ hasText: 'tools/curl' });
  await expect(row).toBeVisible();

  await row.getByRole('button', { name: 'Pause' }).click();
  await expect(row.getByText('Paused')).toBeVisible();
  await page.getByRole('status').getByRole('button', { name: /^Undo/ }).click();
  await expect(row.getByRole('button', { name: 'Pause' })).toBeVisible();
  await expect(page.locator('#main-content')).toBeFocused();

  await row.getByRole('link').focus();
  await page.keyboard.press('Delete');
  await page.getByRole('button', { name: 'Remove subscription' }).click();
  await expect(row).toHaveCount(0);
  await expect(page.getByText(/^Removed: /)).toBeVisible();
  await page.keyboard.press('Control+z');
  await expect(row).toBeVisible();
  await page.reload();
  await app.ready();
  await expect(row.getByRole('button', { name: 'Pause' })).toBeVisible();
});

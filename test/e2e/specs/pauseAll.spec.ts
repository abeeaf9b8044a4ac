import { expect, test } from '../fixtures/index.ts';

test('everything is paused and goes on again, from the page of transfers, its notice and the palette', async ({
  app,
}) => {
  test.setTimeout(120_000);
  const { page } = app;
  await app.signIn('Globus');
  await app.open('Activity');
  await app.button('Pause all').click();
  await expect(page.getByText('Nothing new is handed to Globus until somebody resumes')).toBeVisible();
  await expect(page.getByRole('contentinfo').getByText('All paused')).toBeVisible();

  await app.send('tools/curl:8.9', 'Partner share');
  await app.open('Activity');
  const row = page.getByRole('listitem').filter({ hasText: 'tools/curl' }).first();
  await expect(row.getByText('Paused', { exact: true })).toBeVisible();
  await page.reload();
  await app.ready();
  await expect(row.getByText('Paused', { exact: true })).toBeVisible();

  await page.locator('.problem').getByRole('button', { name: 'Resume' }).click();
  await page.getByRole('tab', { name: /History/ }).click();
  await expect(page.getByText('Arrived').first()).toBeVisible({ timeout: 60_000 });

  await page.keyboard.press('Control+k');
  await expect(page.getByRole('combobox')).toBeFocused();
  await page.keyboard.type('pause all');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('contentinfo').getByText('All paused')).toBeVisible();
  await app.open('Subscriptions');
  await app.button('Resume all').click();
  await expect(page.getByRole('contentinfo').getByText('All paused')).toHaveCount(0);
});

test('a subscription with hours waits for them and says so; “Run now” does not wait', async ({ app }) => {
  test.setTimeout(120_000);
  const { page } = app;
  await app.signIn('Globus');
  await app.selectImages('tools/curl:8.9');
  await app.button('Subscribe…').last().click();
  await page.getByRole('checkbox', { name: 'Partner share' }).check();
  await page.getByLabel('Handed to Globus').selectOption({ label: 'Only in certain hours' });
  await page.getByLabel('Hours', { exact: true }).fill('25:00-26:00');
  await app.button('Subscribe').click();
  await expect(page.getByText('Two times of day, as in 20:00-07:00.')).toBeVisible();
  // One minute, twelve hours from now: far from it whenever this runs.
  const far = new Date(Date.now() + 12 * 3_600_000);
  const at = (date: Date) => date.toTimeString().slice(0, 5);
  const hours = `${at(far)}-${at(new Date(far.getTime() + 60_000))}`;
  await page.getByLabel('Hours', { exact: true }).fill(hours);
  await expect(page.locator('.subscription-sentence')).toContainText(`Only from ${hours.replace('-', '–')}.`);
  await app.button('Subscribe').click();
  const row = page.getByRole('row').filter({ hasText: 'tools/curl' }).first();
  await expect(row.getByText('Waiting')).toBeVisible();
  await expect(row.getByText(`On change, ${hours.replace('-', '–')}`)).toBeVisible();
  await expect(page.getByText(`It waits for its hours, ${hours.replace('-', '–')}`)).toBeVisible();
  await row.getByRole('button', { name: 'Run now' }).click();
  await expect(row.getByText('1 up to date')).toBeVisible({ timeout: 60_000 });
  await expect(page.getByText('It waits for its hours')).toHaveCount(0);
});

import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, test } from '../fixtures/index.ts';
import { startHeadless } from '../fixtures/startHeadless.ts';
import { AppPage } from '../pages/app.ts';

test('records and sign-ins that are damaged, and an address that is wrong, are told on the page', async ({
  page,
  dataFolder,
}, testInfo) => {
  const first = await startHeadless({ dataFolder, arguments: [] });
  expect(await first.end()).toBe(0);
  writeFileSync(path.join(dataFolder, 'state.db'), 'this is no database. '.repeat(500));
  mkdirSync(path.join(dataFolder, 'vault'), { recursive: true, mode: 0o700 });
  writeFileSync(path.join(dataFolder, 'vault', 'plain.json'), '{"half": ');

  const served = await startHeadless({ dataFolder, arguments: [] });
  try {
    await page.goto(served.ready.startUrl);
    const app = new AppPage(page);
    await app.ready();
    await expect(page.getByText('Portolan’s own records were damaged')).toBeVisible();
    const kept = readdirSync(dataFolder).find((name) => name.startsWith('state.db.corrupt-') && !name.endsWith('-wal'));
    await expect(page.getByText(`They were put aside as ${kept},`)).toBeVisible();
    await expect(page.getByText('Kept sign-ins could not be read')).toBeVisible();
    await page.screenshot({ path: testInfo.outputPath('damaged.png') });

    await app.button('Set up').click();
    const address = page.getByRole('textbox', { name: 'Registry address' });
    await address.fill('http://127.0.0.1:9');
    await address.blur();
    await expect(page.getByRole('main').getByText('Could not reach 127.0.0.1:9')).toBeVisible();
    await address.fill('not an address');
    await expect(page.getByText('This is not an address')).toBeVisible();
  } finally {
    await served.end();
  }
});

test('records of a later version are refused in words, with an exit code', async ({ dataFolder }) => {
  const first = await startHeadless({ dataFolder, arguments: [] });
  expect(await first.end()).toBe(0);
  const database = new DatabaseSync(path.join(dataFolder, 'state.db'));
  database.exec('PRAGMA user_version = 99');
  database.close();
  const refused = await startHeadless({ dataFolder, arguments: [] }).then(
    () => 'it began',
    (error: Error) => error.message,
  );
  expect(refused).toContain('ended with 1 before it was ready');
  expect(refused).toContain('These records were made by a newer Portolan');
  expect(refused).toContain('Install the newer version');
});

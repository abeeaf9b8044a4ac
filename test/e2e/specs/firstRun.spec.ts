import { expect, test } from '../fixtures/index.ts';
import { startHeadless } from '../fixtures/startHeadless.ts';
import { AppPage } from '../pages/app.ts';

test('first run: practice data, Globus, and the pages', async ({ page, dataFolder }) => {
  const served = await startHeadless({ dataFolder, arguments: [] });
  try {
    expect(served.ready.lab).toBeNull();
    await page.goto(served.ready.startUrl);
    const app = new AppPage(page);
    await app.ready();
    await expect(app.button('Set up')).toBeVisible();
    await app.button('Try with practice data').click();
    await expect(page.getByRole('heading', { name: 'Connect Globus' })).toBeVisible({ timeout: 60_000 });
    await app.signIn('Globus');
    await app.button('Continue').click();
    await app.button('Continue').click();
    await page.getByRole('button', { name: /chart/i }).first().click();
    await expect(page.getByRole('heading', { level: 1, name: 'Chart' })).toBeVisible();
  } finally {
    await served.end();
  }
});

test("first run: a person's own registry, told apart from what is none", async ({ page, dataFolder, served }) => {
  const { lab } = served.ready;
  if (lab === null) throw new Error('the lab does not run');
  const own = await startHeadless({ dataFolder: `${dataFolder}/own`, arguments: [] });
  try {
    await page.goto(own.ready.startUrl);
    const app = new AppPage(page);
    await app.ready();
    await app.button('Set up').click();
    const address = page.getByRole('textbox', { name: 'Registry address' });
    await address.fill(lab.transfer);
    await address.blur();
    await expect(page.getByText(/not a registry|no registry/i).first()).toBeVisible();
    await address.fill(lab.registry.url);
    await address.blur();
    await expect(page.getByText(/Found: Singularity Registry Server/)).toBeVisible();
  } finally {
    await own.end();
  }
});

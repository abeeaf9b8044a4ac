import { readFileSync } from 'node:fs';
import AxeBuilder from '@axe-core/playwright';
import { gatherReports } from '../fixtures/cspReports.ts';
import { expect, test } from '../fixtures/index.ts';
import { AppPage } from '../pages/app.ts';

test('the chart is saved as a picture, a drawing and facts, without asking anyone', async ({ page, served }) => {
  const reports = await gatherReports(page);
  const app = new AppPage(page);
  await page.goto(served.ready.startUrl);
  await app.ready();
  await app.signIn('Globus');
  await app.open('Chart');
  await expect(page.getByRole('button', { name: /^Cluster scratch, / })).toBeVisible();

  const saved = async (word: string): Promise<Buffer> => {
    await app.button('Export').click();
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('menuitem', { name: word }).click(),
    ]);
    return readFileSync(await download.path());
  };

  await test.step('as PNG, drawn on this computer', async () => {
    const png = await saved('Picture (PNG)');
    expect(png.subarray(0, 8).toString('latin1')).toBe('\x89PNG\r\n\x1a\n');
    const [width, height] = [png.readUInt32BE(16), png.readUInt32BE(20)];
    expect(Math.min(width, height)).toBeGreaterThan(400);
    // An empty picture of this size packs to far less.
    expect(png.length).toBeGreaterThan(8000);
  });

  await test.step('as SVG with every node, and as JSON', async () => {
    const svg = (await saved('Drawing (SVG)')).toString();
    for (const name of ['Practice registry', 'Cluster scratch', 'My laptop']) expect(svg).toContain(`>${name}</text>`);
    const facts: unknown = JSON.parse((await saved('Facts (JSON)')).toString());
    expect(facts).toMatchObject({ registries: [{ name: 'Practice registry' }] });
  });

  await test.step('arrows as wide as what went along them', async () => {
    await app.button('View').click();
    const view = page.getByRole('dialog', { name: /^(View|How the chart is drawn)$/ });
    await view.getByLabel('Width of arrows').selectOption({ label: 'Bytes of the last day' });
    await expect(view.getByText('Fold organisations')).toBeVisible();
    const { violations } = await new AxeBuilder({ page }).analyze();
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.target}`)).toEqual([]);
  });
  expect(reports).toEqual([]);
});

// Makes pictures of every screen from the real app with its practice lab, and of the main screens' states: light and dark,
// 1280×800 and 900×600, into out/screenshots; those that the README shows go to assets/screenshots. `--only send,sign-in`
// makes those of `screenshotScenes.ts` alone whose names begin so.
import { copyFileSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { type BrowserContext, chromium, type Page } from '@playwright/test';
import { startHeadless } from '../test/e2e/fixtures/startHeadless.ts';
import { setRate } from '../test/e2e/fixtures/tellLab.ts';
import { AppPage } from '../test/e2e/pages/app.ts';
import { buildIfStale } from './build.ts';
import { findChromium } from './findChromium.ts';
import { lookAtScenes } from './screenshotScenes.ts';
import { lookAtStates } from './screenshotStates.ts';

const folder = 'out/screenshots';
const shown = ['chart-light', 'containers-dark', 'send-light', 'activity-dark'];
const themes = ['light', 'dark'] as const;
const sizes = [
  { width: 1280, height: 800 },
  { width: 900, height: 600 },
] as const;

/** Slow enough that a transfer is on its way in every picture. */
const slowBytesPerSecond = 1_500_000;

async function everyLook(page: Page, name: string): Promise<void> {
  for (const theme of themes) {
    await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' });
    for (const size of sizes) {
      await page.setViewportSize(size);
      await page.waitForTimeout(250);
      await page.screenshot({ path: path.join(folder, `${name}-${theme}-${size.width}.png`) });
    }
  }
  await page.setViewportSize(sizes[0]);
}

async function send(app: AppPage, image: string, ...endpoints: readonly string[]): Promise<void> {
  await openSend(app, image, ...endpoints);
  await app.button('Send', app.dialog(/^Send /)).click();
}

async function openSend(app: AppPage, image: string, ...endpoints: readonly string[]): Promise<void> {
  await app.selectImages(image);
  await app.button('Send…').last().click();
  const dialog = app.dialog(/^Send /);
  for (const name of endpoints) await dialog.getByRole('checkbox', { name }).check();
  await app.page.waitForTimeout(600);
}

async function firstRun(context: BrowserContext, dataFolder: string): Promise<void> {
  const served = await startHeadless({ dataFolder, arguments: [] });
  const page = await context.newPage();
  await page.goto(served.ready.startUrl);
  const app = new AppPage(page);
  await app.ready();
  await everyLook(page, 'welcome');
  await app.button('Set up').click();
  await everyLook(page, 'welcome-registry');
  await page.close();
  await served.end();
}

async function pages(context: BrowserContext, dataFolder: string): Promise<void> {
  const served = await startHeadless({ dataFolder });
  const { lab } = served.ready;
  if (lab === null) throw new Error('the lab does not run');
  const page = await context.newPage();
  await page.goto(served.ready.startUrl);
  const app = new AppPage(page);
  await app.ready();
  await everyLook(page, 'containers-signed-out');
  await app.open('Chart');
  await everyLook(page, 'chart-empty');
  await app.signIn('the registry');
  await app.signIn('Globus');
  await send(app, 'genomics/bwa:0.7.18', 'Partner share');
  await app.open('Activity');
  await page.getByRole('tab', { name: /History/ }).click();
  await page.getByText('Arrived').first().waitFor({ timeout: 60_000 });
  await setRate(lab, slowBytesPerSecond);
  await send(app, 'lab/torch:2.4', 'Partner share');
  await send(app, 'lab/gromacs:2024.2', 'Full disk', 'My laptop', 'Cluster scratch');
  await app.selectImages('tools/curl:8.9');
  await app.button('Subscribe…').last().click();
  await page.getByRole('checkbox', { name: 'Archive' }).check();
  await page.waitForTimeout(600);
  await everyLook(page, 'subscription-editor');
  await app.button('Subscribe').click();
  await page.waitForTimeout(4000);
  for (const name of ['Subscriptions', 'Activity', 'Sharing', 'Settings'] as const) {
    await app.open(name);
    await everyLook(page, name.toLowerCase());
  }
  for (const category of ['Network', 'Advanced'] as const) {
    await app.open('Settings');
    await page.getByRole('navigation', { name: 'Settings' }).getByRole('link', { name: category }).click();
    if (category === 'Network') {
      await page.getByRole('button', { name: 'Test all' }).click();
      await page.getByText(/servers are reached/).waitFor();
    }
    await everyLook(page, `settings-${category.toLowerCase()}`);
  }
  await app.open('Activity');
  await page.getByRole('tab', { name: /Waiting/ }).click();
  await everyLook(page, 'activity-waiting');
  await page.getByRole('tab', { name: /History/ }).click();
  await everyLook(page, 'activity-history');
  await app.open('Containers');
  await page.getByRole('checkbox', { name: 'Select lab/torch:2.4', exact: true }).check();
  await everyLook(page, 'containers');
  await app.open('Chart');
  await page.waitForTimeout(500);
  await everyLook(page, 'chart');
  await page.getByRole('button', { name: /^Partner share, / }).press('Enter');
  await everyLook(page, 'chart-panel');
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Table' }).click();
  await everyLook(page, 'chart-table');
  await openSend(app, 'genomics/salmon:1.10.3', 'Partner share', 'Archive');
  await everyLook(page, 'send');
  await page.keyboard.press('Escape');
  await page
    .getByRole('link', { name: /^genomics\/salmon/ })
    .first()
    .click();
  await page.waitForTimeout(500);
  await everyLook(page, 'image');
  await served.end();
}

const { values } = parseArgs({ options: { only: { type: 'string', default: '' } } });
const only = values.only.split(',').filter((start) => start !== '');
buildIfStale();
mkdirSync(folder, { recursive: true });
const temporary = mkdtempSync(path.join(os.tmpdir(), 'portolan-screenshots-'));
const args = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
const browser = await chromium.launch({ executablePath: findChromium(), args });
try {
  const context = await browser.newContext({ viewport: sizes[0], locale: 'en-GB', timezoneId: 'UTC' });
  if (only.length === 0) {
    await firstRun(context, path.join(temporary, 'first'));
    await lookAtStates(context, everyLook);
    await pages(context, path.join(temporary, 'lab'));
    for (const name of shown) copyFileSync(path.join(folder, `${name}-1280.png`), `assets/screenshots/${name}.png`);
  }
  await lookAtScenes(browser, only);
  console.log(`pictures are in ${folder}`);
} finally {
  await browser.close();
  rmSync(temporary, { recursive: true, force: true });
}

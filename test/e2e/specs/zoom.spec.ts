import type { Browser, Page } from '@playwright/test';
import { expect, test } from '../fixtures/index.ts';
import { axeFindings, losses } from '../fixtures/noLoss.ts';
import { type HeadlessProcess, startHeadless } from '../fixtures/startHeadless.ts';
import { AppPage, type PageName } from '../pages/app.ts';

const settings = ['General', 'Registries', 'Globus', 'Endpoints', 'Transfers', 'Security', 'Practice lab'] as const;

/** The page holds still: nothing moves in, and what is shown is there. */
async function still(page: Page): Promise<void> {
  // With reduced motion only what slides in by script still moves.
  await expect
    .poll(() => page.evaluate(() => document.getAnimations().filter(({ playState }) => playState === 'running').length))
    .toBe(0);
}

/** One run tells all that is lost. Colours do not depend on the zoom: other tests look at both themes. */
function createLook(page: Page) {
  return async (what: string) => {
    await page.waitForLoadState('networkidle');
    await still(page);
    const found = [...(await losses(page)), ...(await axeFindings(page))];
    expect.soft(found, what).toEqual([]);
    if (found.length > 0)
      await page.screenshot({ path: test.info().outputPath(`${what.replaceAll(/\W+/g, '-')}.png`) });
  };
}

type Look = ReturnType<typeof createLook>;

async function lookAtPages(app: AppPage, look: Look, when: 'signed out' | 'signed in'): Promise<void> {
  for (const name of ['Containers', 'Chart', 'Activity', 'Subscriptions', 'Sharing'] as const satisfies PageName[]) {
    await app.open(name);
    await look(`${name} ${when}`);
  }
  await app.open('Settings');
  for (const section of when === 'signed out' ? (['Globus'] as const) : settings) {
    await app.page.getByRole('navigation', { name: 'Settings' }).getByRole('link', { name: section }).click();
    await look(`Settings ${section} ${when}`);
  }
}

async function lookAtContainers(app: AppPage, look: Look): Promise<void> {
  const { page } = app;
  await app.selectImages('tools/curl:8.9');
  // The list is whole again a frame after the search is emptied.
  await expect(page.getByRole('checkbox', { name: 'Select lab/torch:2.4', exact: true })).toBeVisible();
  await look('Containers with a selection');
  await app.button('Send…').last().click();
  const dialog = app.dialog(/^Send /);
  for (const name of ['Partner share', 'Cluster scratch']) await dialog.getByRole('checkbox', { name }).check();
  await expect(app.button('Send', dialog)).toBeEnabled();
  await look('Send dialog');
  await app.button('Send', dialog).click();
  await app.button('Where is it?').click();
  await expect(page.getByRole('grid', { name: 'Where every image is' })).toBeVisible();
  await look('Where is it');
  await app.button('Table').click();
  await app.button('Container collection').click();
  await look('A filter');
  await page.keyboard.press('Escape');
  await page.keyboard.press('/');
  await page.keyboard.type('curl');
  await page
    .getByRole('link', { name: /^tools\/curl/ })
    .first()
    .click();
  for (const name of ['Overview', 'Recipe', /^Tags/] as const) {
    await page.getByRole('tab', { name }).click();
    await look(`Image ${name}`);
  }
}

async function lookAtChart(app: AppPage, look: Look): Promise<void> {
  const { page } = app;
  await app.open('Chart');
  await page.getByRole('button', { name: /^Partner share, / }).press('Enter');
  await expect(page.getByRole('complementary', { name: 'About Partner share' })).toBeVisible();
  await look('Chart with a panel');
  await page.keyboard.press('Escape');
  await app.button('Table').click();
  await look('Chart as a table');
  await app.button('Chart').click();
  for (const name of ['Filter', 'View']) {
    await app.button(name).click();
    await look(`Chart ${name}`);
    await page.keyboard.press('Escape');
  }
}

async function lookAtDialogs(app: AppPage, look: Look): Promise<void> {
  const { page } = app;
  await page.keyboard.press('Control+k');
  await expect(page.getByRole('combobox', { name: /^Search pages/ })).toBeFocused();
  await look('Command palette');
  await page.keyboard.press('Escape');
  await page.keyboard.press('?');
  await expect(app.dialog('Keyboard shortcuts')).toBeVisible();
  await look('Shortcut sheet');
  await page.keyboard.press('Escape');
  await page.keyboard.press('Control+n');
  await page.getByRole('checkbox', { name: 'Partner share' }).check();
  await look('Subscription editor');
  await app.button('Subscribe').click();
  await expect(page.getByRole('heading', { level: 1, name: 'Subscriptions' })).toBeVisible();
  await look('Subscriptions with one');
}

async function lookAtActivity(app: AppPage, look: Look): Promise<void> {
  const { page } = app;
  await app.open('Activity');
  for (const name of [/^Now/, /^Waiting/, /^History/]) {
    await page.getByRole('tab', { name }).click();
    await look(`Activity ${name.source.slice(1)}`);
  }
  await expect(page.getByText('Arrived').first()).toBeVisible({ timeout: 60_000 });
  await page
    .getByRole('button', { name: /: details$/ })
    .first()
    .click();
  await look('Activity with a row opened');
}

async function lookAtFirstRun(page: Page, served: HeadlessProcess, look: Look): Promise<void> {
  await page.goto(served.ready.startUrl);
  const app = new AppPage(page);
  await app.ready();
  await look('Welcome');
  await app.button('Set up').click();
  for (const step of ['registry', 'Globus', 'endpoints']) {
    await look(`First run: ${step}`);
    await app.button('Skip this step').click();
  }
  await look('First run: done');
}

interface View {
  readonly viewport: { readonly width: number; readonly height: number };
  readonly deviceScaleFactor: number;
}

async function pageOf(browser: Browser, view: View): Promise<Page> {
  const context = await browser.newContext({ ...view, timezoneId: 'UTC', locale: 'en-GB', reducedMotion: 'reduce' });
  return context.newPage();
}

/** A browser zoomed to 200 % gives a page half the room and twice the pixels for each of its own. */
const views: readonly (readonly [string, View])[] = [
  ['200 % zoom', { viewport: { width: 640, height: 400 }, deviceScaleFactor: 2 }],
  ['900 × 600, the smallest window', { viewport: { width: 900, height: 600 }, deviceScaleFactor: 1 }],
];

// The longest file: its tests share nothing, and are not to wait for each other.
test.describe.configure({ mode: 'parallel' });

for (const [title, view] of views) {
  test(`${title}: nothing is lost on any screen`, async ({ browser, served }) => {
    test.setTimeout(420_000);
    const page = await pageOf(browser, view);
    await page.goto(served.ready.startUrl);
    const app = new AppPage(page);
    await app.ready();
    const look = createLook(page);
    await lookAtPages(app, look, 'signed out');
    await app.open('Chart');
    await app.button('Sign in to Globus').first().click();
    await look('Sign-in dialog');
    await app.answerAtLab();
    await app.signIn('the registry');
    await lookAtPages(app, look, 'signed in');
    await lookAtContainers(app, look);
    await lookAtChart(app, look);
    await lookAtDialogs(app, look);
    await lookAtActivity(app, look);
    await page.context().close();
  });

  test(`${title}: nothing is lost in the first run`, async ({ browser, dataFolder }) => {
    const served = await startHeadless({ dataFolder, arguments: [] });
    try {
      const page = await pageOf(browser, view);
      const look = createLook(page);
      await lookAtFirstRun(page, served, look);
      await page.context().close();
    } finally {
      await served.end();
    }
  });
}

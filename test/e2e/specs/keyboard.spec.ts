import { gatherReports } from '../fixtures/cspReports.ts';
import { expect, test } from '../fixtures/index.ts';
import { forbidMouse, tabAndPress, tabTo } from '../fixtures/keyboard.ts';
import { AppPage } from '../pages/app.ts';
import { signInByKeyboard } from '../pages/labSignIn.ts';

test('Keyboard-only run through send and subscribe', async ({ page, served }) => {
  const reports = await gatherReports(page);
  const mousePresses = await forbidMouse(page);
  const app = new AppPage(page);
  await page.goto(served.ready.startUrl);
  await app.ready();

  async function answerAtLab(): Promise<void> {
    const address = await page.getByRole('link', { name: /^Open the browser/ }).getAttribute('href');
    if (!address) throw new Error('the sign-in shows no address');
    await signInByKeyboard(page.context(), address);
    await expect(page.getByRole('link', { name: /^Open the browser/ })).toBeHidden();
  }

  await test.step('signs in to the registry and to Globus', async () => {
    for (const service of ['the registry', 'Globus']) {
      const button = app.button(`Sign in to ${service}`);
      await tabAndPress(page, button);
      await answerAtLab();
      await expect(button).toHaveCount(0);
    }
  });

  await test.step('finds an image by the search and selects it', async () => {
    await page.keyboard.press('Control+1');
    await page.keyboard.press('/');
    await expect(page.getByRole('searchbox')).toBeFocused();
    await page.keyboard.type('curl');
    await tabTo(page, page.getByRole('row', { name: /tools\/curl/ }));
    await page.keyboard.press('Space');
    await expect(page.getByText('1 selected', { exact: false })).toBeVisible();
  });

  await test.step('sends it with Ctrl+Enter, giving the consent it asks for', async () => {
    await page.keyboard.press('Control+Enter');
    const dialog = app.dialog(/^Send /);
    await tabAndPress(page, dialog.getByRole('checkbox', { name: 'Cluster scratch' }), 'Space');
    await tabAndPress(page, app.button('Grant consent', dialog));
    await answerAtLab();
    await expect(app.button('Grant consent', dialog)).toHaveCount(0);
    await expect(app.button('Send', dialog)).toBeEnabled();
    await page.keyboard.press('Control+Enter');
    await expect(dialog).toBeHidden();
  });

  await test.step('sees it arrive in the history', async () => {
    await page.keyboard.press('Control+3');
    await tabTo(page, page.getByRole('tab', { selected: true }));
    await page.keyboard.press('End');
    await expect(page.getByText('Arrived').first()).toBeVisible({ timeout: 60_000 });
  });

  await test.step('subscribes an endpoint with Ctrl+N', async () => {
    await page.keyboard.press('Control+n');
    const field = page
      .getByRole('textbox', { name: 'Container collection' })
      .or(page.getByLabel('Container collection'));
    await tabTo(page, field);
    await page.keyboard.press('Control+a');
    await page.keyboard.type('tools');
    await tabAndPress(page, page.getByRole('checkbox', { name: 'Partner share' }), 'Space');
    await page.keyboard.press('Control+Enter');
    await expect(page.getByRole('heading', { level: 1, name: 'Subscriptions' })).toBeVisible();
    await expect(page.getByRole('row', { name: /tools/ }).getByText('On', { exact: true })).toBeVisible();
  });

  expect(await mousePresses()).toBe(0);
  expect(reports).toEqual([]);
});

test('keyboard: every shortcut of the sheet does what it says', async ({ app }) => {
  const { page } = app;
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  const heading = (name: string) => page.getByRole('heading', { level: 1, name });

  await test.step('Ctrl+1 to Ctrl+6 and Ctrl+comma go to pages, Alt+Left goes back', async () => {
    for (const [index, name] of ['Containers', 'Chart', 'Activity', 'Subscriptions', 'Sharing', 'Settings'].entries()) {
      await page.keyboard.press(`Control+${index + 1}`);
      await expect(heading(name)).toBeVisible();
    }
    await page.keyboard.press('Control+1');
    await expect(heading('Containers')).toBeVisible();
    await page.keyboard.press('Control+,');
    await expect(heading('Settings')).toBeVisible();
    await page.keyboard.press('Alt+ArrowLeft');
    await expect(heading('Containers')).toBeVisible();
  });

  await test.step('Ctrl+F and / go to the search; Esc leaves it', async () => {
    for (const keys of ['Control+f', '/']) {
      await page.keyboard.press(keys);
      await expect(page.getByRole('searchbox')).toBeFocused();
      await page.keyboard.press('Escape');
      await expect(page.getByRole('searchbox')).not.toBeFocused();
    }
  });

  await test.step('Ctrl+K, F1 and ? open, Esc closes', async () => {
    for (const [keys, name] of [
      ['Control+k', 'Command palette'],
      ['F1', 'Command palette'],
      ['?', 'Keyboard shortcuts'],
    ] as const) {
      await page.keyboard.press(keys);
      await expect(app.dialog(name)).toBeVisible();
      await page.keyboard.press('Escape');
      await expect(app.dialog(name)).toBeHidden();
    }
  });

  await test.step('rows: arrows, Space, Shift+arrows, Ctrl+A, Ctrl+C, the menu, Enter', async () => {
    const firstRow = page.locator('[role="row"][tabindex="0"]');
    await tabTo(page, firstRow);
    await page.keyboard.press('Space');
    await page.keyboard.press('Shift+ArrowDown');
    await page.keyboard.press('Shift+ArrowDown');
    await expect(page.getByText('3 selected', { exact: false })).toBeVisible();
    await page.keyboard.press('Control+a');
    await expect(page.getByText('24 selected', { exact: false })).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(page.getByText('selected', { exact: false })).toHaveCount(0);
    await page.keyboard.press('Home');
    await page.keyboard.press('Control+c');
    await expect(page.getByText(/^Copied the address: shub:\/\//)).toBeVisible();
    expect(await page.evaluate(() => navigator.clipboard.readText())).toMatch(/^shub:\/\/127\.0\.0\.1:\d+\/\w+\/.+:.+/);
    await page.keyboard.press('Shift+F10');
    await expect(page.getByRole('menuitem', { name: /^Open(?! in)/ })).toBeFocused();
    await page.keyboard.press('Escape');
    await expect(page.getByRole('menu')).toHaveCount(0);
    await page.keyboard.press('Enter');
    await expect(page.getByRole('tab', { name: 'Overview' })).toBeVisible();
    await page.keyboard.press('Alt+ArrowLeft');
    await expect(heading('Containers')).toBeVisible();
  });

  await test.step('Ctrl+R and F5 ask the source and do not load the page anew', async () => {
    await page.evaluate(() => Object.assign(globalThis, { isSamePage: true }));
    for (const keys of ['Control+r', 'F5']) {
      await page.keyboard.press(keys);
      await expect(page.getByText(/^as of /)).toBeVisible();
    }
    expect(await page.evaluate(() => 'isSamePage' in globalThis)).toBe(true);
  });

  await test.step('Ctrl+N opens the subscription editor from any page', async () => {
    await page.keyboard.press('Control+3');
    await page.keyboard.press('Control+n');
    await expect(heading('New subscription')).toBeVisible();
  });
});

import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { _electron, expect, test } from '@playwright/test';
import { electronBinary, whyNoWindow } from '../../../scripts/findElectron.ts';
import { startShell } from '../../../src-main/electron/shell.ts';
import { createElectronStandIn, type ElectronStandIn } from '../../electron-stand-in/electronStandIn.ts';
import { AppPage } from '../pages/app.ts';

const built = { screensFolder: 'out/renderer', preload: 'out/preload/preload.cjs' };

let dataFolder: string;
test.beforeEach(() => {
  dataFolder = mkdtempSync(path.join(os.tmpdir(), 'portolan-desktop-'));
  // Nothing of a test may start at somebody's next login.
  process.env.XDG_CONFIG_HOME = dataFolder;
});
test.afterEach(() => rmSync(dataFolder, { recursive: true, force: true }));

test.describe("the desktop shell over a stand-in for Electron's API", () => {
  let standIn: ElectronStandIn;
  test.beforeEach(async ({ context }) => {
    standIn = createElectronStandIn(context);
    const memory = { get: () => undefined, set: () => undefined };
    await startShell(standIn.electron, { dataFolder, lab: true, ...built, memory });
  });
  test.afterEach(() => standIn.quit());

  test('opens one hardened window on its own scheme', async () => {
    const { record } = standIn;
    expect(record.sandboxEnabled).toBe(true);
    expect(record.privilegedSchemes).toEqual([
      { scheme: 'app', privileges: { standard: true, secure: true, supportFetchAPI: true } },
    ]);
    expect(record.windows).toHaveLength(1);
    expect(record.windows[0]?.options.webPreferences).toMatchObject({
      contextIsolation: true,
      sandbox: true,
      nodeIntegration: false,
      webSecurity: true,
      webviewTag: false,
      navigateOnDragDrop: false,
      devTools: false,
    });
  });

  test('refuses navigation, new windows, permissions and downloads', async () => {
    const { record } = standIn;
    const contents = record.windows[0]?.contents;
    if (!contents) throw new Error('no window');
    for (const name of ['will-navigate', 'will-redirect', 'will-frame-navigate', 'will-attach-webview']) {
      let isPrevented = false;
      contents.emit(name, { preventDefault: () => (isPrevented = true) });
      expect(isPrevented, name).toBe(true);
    }
    expect(contents.windowOpenHandler?.({ url: 'file:///etc/passwd' })).toEqual({ action: 'deny' });
    expect(record.opened).toEqual([]);
    contents.windowOpenHandler?.({ url: 'https://app.globus.org/activity' });
    expect(record.opened).toEqual(['https://app.globus.org/activity']);
    const answers: boolean[] = [];
    record.permissionRequest?.(contents, 'geolocation', (allowed) => answers.push(allowed));
    expect(answers).toEqual([false]);
    expect(record.permissionCheck?.()).toBe(false);
    expect(record.devicePermission?.()).toBe(false);
  });

  test('stays in the tray when its window is closed, in the language of the settings, and starts at login', async () => {
    const { record } = standIn;
    const page = standIn.page();
    const app = new AppPage(page);
    await app.ready();
    const menuLabels = () => record.menu.map(({ label, role }) => label ?? role);
    expect(menuLabels()).toEqual(['File', 'Edit', 'View', 'Window', 'Help']);
    const close = () => {
      let isPrevented = false;
      record.windows[0]?.window.emit('close', { preventDefault: () => (isPrevented = true) });
      return isPrevented;
    };
    expect(close()).toBe(false);
    await app.open('Settings');
    const entry = path.join(dataFolder, 'autostart', 'portolan.desktop');
    await page.getByRole('switch', { name: /^Start when I log in/ }).click();
    await expect.poll(() => existsSync(entry) && readFileSync(entry, 'utf8')).toContain('--hidden');
    await page.getByRole('switch', { name: /^Keep running/ }).click();
    await expect.poll(() => record.tray?.menu.map(({ label }) => label)[0]).toBe('Open Portolan');
    expect([close(), record.isShown]).toEqual([true, false]);
    record.tray?.emit('click');
    expect(record.isShown).toBe(true);
    const tray = (label: string) => record.tray?.menu.find((one) => one.label === label);
    const choose = (label: string) => (tray(label)?.click as (() => void) | undefined)?.();
    choose('Pause All Transfers');
    await expect.poll(() => tray('Resume All Transfers')).toBeDefined();
    await expect(page.getByText('All paused')).toBeVisible();
    choose('Resume All Transfers');
    await expect.poll(() => tray('Pause All Transfers')).toBeDefined();

    await page.getByLabel('Language', { exact: true }).selectOption({ label: 'Deutsch' });
    await expect.poll(menuLabels).toEqual(['Datei', 'Bearbeiten', 'Ansicht', 'Fenster', 'Hilfe']);
    expect(record.tray?.menu.map(({ label }) => label)).toContain('Portolan beenden');
    close();
    await page.getByRole('switch', { name: /^Weiterlaufen/ }).click();
    // Without the tray a hidden window would be lost.
    await expect.poll(() => [record.tray, record.isShown]).toEqual([null, true]);
    await page.getByRole('switch', { name: /^Beim Anmelden/ }).click();
    await expect.poll(() => existsSync(entry)).toBe(false);
  });

  test('carries the same app: signs in, and shows containers and the chart', async () => {
    const page = standIn.page();
    const violations: string[] = [];
    page.on('console', (message) => {
      if (message.text().includes('Content Security Policy')) violations.push(message.text());
    });
    const app = new AppPage(page);
    await app.ready();
    expect(await page.evaluate(() => Object.keys((globalThis as { portolan?: object }).portolan ?? {}).sort())).toEqual(
      ['onMessage', 'send'],
    );
    await app.signIn('Globus');
    expect(standIn.record.opened.some((url) => url.includes('/v2/oauth2/authorize'))).toBe(true);
    await app.open('Containers');
    await expect(page.getByRole('checkbox', { name: 'Select lab/torch:2.4', exact: true })).toBeVisible();
    await app.open('Chart');
    await expect(page.getByRole('button', { name: /^Cluster scratch, / })).toBeVisible();
    expect(violations).toEqual([]);
  });
});

test('real Electron opens the app in its window', async () => {
  const binary = electronBinary();
  const reason = binary === null ? 'no Electron binary' : whyNoWindow();
  test.skip(reason !== null, `SKIP (${reason})`);
  const electron = await _electron.launch({
    executablePath: binary ?? '',
    args: ['.', '--lab', '--data', dataFolder],
    env: { ...process.env, PORTOLAN_VAULT: 'memory' } as Record<string, string>,
  });
  const app = new AppPage(await electron.firstWindow());
  await app.ready();
  await app.open('Containers');
  await expect(app.page.getByRole('checkbox', { name: 'Select lab/torch:2.4', exact: true })).toBeVisible();
  expect(await app.page.evaluate(() => typeof (globalThis as { require?: unknown }).require)).toBe('undefined');
  await electron.close();
});

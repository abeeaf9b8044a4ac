import { readdirSync, readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { chromium } from '@playwright/test';
import { expect, test } from '../fixtures/index.ts';
import { AppPage } from '../pages/app.ts';

async function attackingPage(html: string): Promise<{ readonly url: string; readonly server: Server }> {
  const server = createServer((_, response) => response.writeHead(200, { 'content-type': 'text/html' }).end(html));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`, server };
}

test("another page of this computer reaches nothing, though the app's cookie is in the browser", async ({
  app,
  served,
  context,
}) => {
  const target = new URL(served.ready.url);
  const call = JSON.stringify({
    id: 1,
    method: 'mutation',
    params: { path: 'settings.update', input: { theme: 'dark' } },
  });
  const { url, server } = await attackingPage(`<!doctype html>
    <iframe id="frame" src="${target}"></iframe>
    <iframe id="sink" name="sink"></iframe>
    <form id="form" method="post" enctype="text/plain" action="${target}rpc" target="sink"><input name='${call}'></form>`);
  try {
    const page = await context.newPage();
    const answers: string[] = [];
    page.on('response', (response) => {
      if (response.url().startsWith(target.origin)) answers.push(`${response.request().method()} ${response.status()}`);
    });
    let asked = 0;
    page.on('request', (request) => {
      if (request.url().startsWith(target.origin)) asked += 1;
    });
    await page.goto(url);
    const tried = await page.evaluate(async (origin) => {
      const quiet = <T>(work: Promise<T>) => work.then(() => 'done').catch(() => 'refused');
      (document.querySelector('form') as HTMLFormElement).submit();
      const socket = await new Promise((resolve) => {
        const attempt = new WebSocket(`${origin.replace('http', 'ws')}rpc`);
        attempt.onopen = () => resolve('open');
        attempt.onerror = () => resolve('refused');
      });
      const script = await new Promise((resolve) => {
        const element = document.createElement('script');
        element.src = origin;
        element.onload = () => resolve('loaded');
        element.onerror = () => resolve('refused');
        document.head.append(element);
      });
      const simple = await quiet(
        fetch(`${origin}rpc`, { method: 'POST', mode: 'no-cors', credentials: 'include', body: '{}' }),
      );
      const read = await quiet(fetch(origin, { credentials: 'include' }).then((answer) => answer.text()));
      const checked = await quiet(
        fetch(`${origin}rpc`, {
          method: 'POST',
          credentials: 'include',
          headers: { 'content-type': 'application/json' },
          body: '{}',
        }),
      );
      return { socket, script, read, checked, simple };
    }, target.href);
    expect(tried).toMatchObject({ socket: 'refused', script: 'refused', read: 'refused', checked: 'refused' });
    await expect.poll(() => asked).toBeGreaterThanOrEqual(6);
    await expect.poll(() => answers.length).toBeGreaterThanOrEqual(2);
    for (const answer of answers) expect(answer).toMatch(/ (403|421)$/);
    const inFrame = page.frames().find((frame) => frame.url().startsWith(target.origin));
    expect(await inFrame?.locator('[data-app-state]').count()).not.toBe(1);
    await page.close();
  } finally {
    server.close();
  }
  await expect(app.page.locator('html[data-theme="dark"]')).toHaveCount(0);
  await app.open('Settings');
});

test('a name that was bound to this computer anew is not answered', async ({ served }, testInfo) => {
  const { executablePath, args = [] } = testInfo.project.use.launchOptions ?? {};
  const browser = await chromium.launch({
    ...(executablePath === undefined ? {} : { executablePath }),
    args: [...args, '--host-resolver-rules=MAP evil.test 127.0.0.1'],
  });
  try {
    const page = await browser.newPage();
    const { port, search, pathname } = new URL(served.ready.startUrl);
    const answer = await page.goto(`http://evil.test:${port}${pathname}${search}`);
    expect(answer?.status()).toBe(421);
    await expect(page.getByRole('heading', { name: 'Not this server' })).toBeVisible();
    const socket = await page.evaluate(
      (at) =>
        new Promise((resolve) => {
          const attempt = new WebSocket(at);
          attempt.onopen = () => resolve('open');
          attempt.onerror = () => resolve('refused');
        }),
      `ws://evil.test:${port}/rpc`,
    );
    expect(socket).toBe('refused');
    // The link was not spent by it: the person it was printed for gets in.
    expect((await page.goto(served.ready.startUrl))?.status()).toBe(200);
  } finally {
    await browser.close();
  }
});

test('another browser is told to use the start link, which works once', async ({ app, served, browser }) => {
  const context = await browser.newContext();
  const page = await context.newPage();
  expect((await page.goto(served.ready.url))?.status()).toBe(403);
  await expect(page.getByRole('heading', { name: 'Open Portolan by its start link' })).toBeVisible();
  expect((await page.goto(served.ready.startUrl))?.status()).toBe(403);
  await expect(page.getByRole('heading', { name: 'This link was already used' })).toBeVisible();
  await context.close();
  await app.page.reload();
  await app.ready();
});

/** Every way a secret may be written down. */
const disguises = (secret: string): readonly string[] => [
  secret,
  encodeURIComponent(secret),
  Buffer.from(secret).toString('base64').replace(/=+$/, ''),
  Buffer.from(secret).toString('base64url'),
  Buffer.from(secret).toString('hex'),
];

const filesBelow = (folder: string): readonly string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name));

test('no token leaves the vault: not to the screens, not to any other file, not to the output', async ({
  page,
  served,
  dataFolder,
}) => {
  const heard: string[] = [];
  page.on('websocket', (socket) => {
    socket.on('framereceived', ({ payload }) => heard.push(String(payload)));
    socket.on('framesent', ({ payload }) => heard.push(String(payload)));
  });
  page.on('response', (response) => {
    if (response.url().startsWith(served.ready.url))
      void response.text().then(
        (text) => heard.push(text, JSON.stringify(response.headers())),
        () => undefined,
      );
  });
  await page.goto(served.ready.startUrl);
  const app = new AppPage(page);
  await app.ready();
  await app.signIn('the registry');
  await app.signIn('Globus');
  await app.send('tools/curl:8.9', 'Partner share');
  await app.open('Activity');
  await page.getByRole('tab', { name: /History/ }).click();
  await expect(page.getByText('Arrived').first()).toBeVisible({ timeout: 30_000 });
  for (const name of ['Chart', 'Containers', 'Subscriptions', 'Settings'] as const) await app.open(name);
  expect(await served.end()).toBe(0);

  const labState = JSON.stringify(JSON.parse(readFileSync(path.join(dataFolder, 'lab', 'lab-state.json'), 'utf8')));
  const issued = [...labState.matchAll(/"token":"([^"]{20,})"/g)].map(([, token = '']) => token);
  const vault = filesBelow(path.join(dataFolder, 'practice', 'vault'))
    .map((file) => readFileSync(file, 'utf8'))
    .join('\n');
  const kept = issued.filter((token) => vault.includes(token));
  expect(kept.length, 'the vault holds what the lab gave out').toBeGreaterThan(0);
  expect(heard.length).toBeGreaterThan(20);

  const leaks = (text: string) => issued.filter((token) => disguises(token).some((form) => text.includes(form)));
  expect(leaks(heard.join('\n'))).toEqual([]);
  expect(leaks(served.output())).toEqual([]);
  const others = filesBelow(dataFolder).filter(
    (file) =>
      !file.includes(`${path.sep}vault${path.sep}`) &&
      !file.startsWith(path.join(dataFolder, 'lab')) &&
      // Tells whoever started the app (0600) how to play the practice people, whose tokens open nothing else.
      !path.basename(file).startsWith('ready-'),
  );
  expect(others.some((file) => file.endsWith('state.db'))).toBe(true);
  for (const file of others) expect(leaks(readFileSync(file, 'latin1')), file).toEqual([]);
});

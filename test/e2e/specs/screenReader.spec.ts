import { hearPage } from '../fixtures/heard.ts';
import { expect, test } from '../fixtures/index.ts';
import { setRate, switchFault } from '../fixtures/tellLab.ts';
import { AppPage } from '../pages/app.ts';

const progress = /^Sending (\d+) %$/;

test('a screen reader hears the whole story from its live regions, each thing once', async ({ page, served }) => {
  test.setTimeout(240_000);
  const { lab } = served.ready;
  if (lab === null) throw new Error('the lab does not run');
  const heard = await hearPage(page);
  const line = { isCut: false, cut: () => Promise.resolve() };
  await page.routeWebSocket(/\/rpc/, (socket) => {
    if (line.isCut) return void socket.close();
    socket.connectToServer();
    line.cut = () => socket.close();
  });
  await page.goto(served.ready.startUrl);
  const app = new AppPage(page);
  await app.ready();
  await app.signIn('the registry');
  await app.signIn('Globus');
  await expect.poll(() => heard.filter(({ text }) => text.startsWith('Signed in')).length).toBe(2);

  let from = heard.length;
  /** Everything said since the last call but progress: exactly these, in this order, and nothing after them. */
  const hears = async (what: string, ...texts: readonly (string | RegExp)[]) => {
    const since = () =>
      heard
        .slice(from)
        .map(({ text }) => text)
        .filter((text) => !progress.test(text));
    await expect
      .poll(() => since().length, { message: `${what}: ${texts}`, timeout: 60_000 })
      .toBeGreaterThanOrEqual(texts.length);
    const said = since();
    from = heard.length;
    expect(said, what).toEqual(texts.map((text) => (typeof text === 'string' ? text : expect.stringMatching(text))));
  };

  async function send(image: string, size: string, endpoint: string): Promise<void> {
    const search = page.getByLabel('Search name, tag, digest');
    await app.open('Containers');
    await search.fill(image);
    await hears('what the search leaves', 'Shown: 1 of 24');
    await page.getByRole('checkbox', { name: `Select ${image}`, exact: true }).check();
    await hears('what is selected', 'Selected: 1 image');
    await search.fill('');
    await hears('the search is cleared', 'All are shown');
    await app.button('Send…').last().click();
    const dialog = app.dialog(/^Send /);
    await dialog.getByRole('checkbox', { name: endpoint }).check();
    await hears('what would be sent', `1 copy · ${size}`);
    await app.button('Send', dialog).click();
  }

  await test.step('an image is sent and arrives', async () => {
    await setRate(lab, 400_000);
    await send('tools/curl:8.9', '1.2 MB', 'Partner share');
    await hears(
      'sent and arrived',
      /^Sending 1 image to Partner share/,
      'Selection cleared',
      'tools/curl:8.9 arrived at Partner share',
    );
    const percents = heard.flatMap(({ text }) => progress.exec(text)?.slice(1).map(Number) ?? []);
    expect(percents.length).toBeGreaterThan(1);
    expect(percents).toEqual([...new Set(percents)].toSorted((a, b) => a - b));
  });

  await test.step('a problem appears', async () => {
    await send('tools/busybox:1.36', '500 kB', 'Full disk');
    await hears(
      'sent and refused',
      /^Sending 1 image to Full disk/,
      'Selection cleared',
      /^Problem at Full disk: No space: .+ needed in \/containers\/tools\/$/,
    );
  });

  await test.step('a subscription is made', async () => {
    await page.keyboard.press('Control+n');
    await page.getByLabel('Container', { exact: true }).fill('no-such-*');
    await hears('nothing matches', 'No image matches now.');
    await page.getByRole('checkbox', { name: 'Archive' }).check();
    await hears('nothing would happen', /./);
    await app.button('Subscribe').click();
    await hears('saved', /^Subscribed: /);
  });

  await test.step('the registry does not answer, and answers again', async () => {
    await app.open('Containers');
    await switchFault(lab, 'html-answer', true);
    await page.keyboard.press('Control+r');
    await hears('the registry is away', 'Practice registry does not answer');
    await switchFault(lab, 'html-answer', false);
    await hears('the registry is back', 'Practice registry answers again');
  });

  await test.step('the page loses the app, and finds it again', async () => {
    line.isCut = true;
    await line.cut();
    await hears('offline', 'Not connected to Portolan. Showing what was last known; trying again by itself.');
    line.isCut = false;
    await hears('online', 'Connected to Portolan again');
  });

  await test.step('it waits for the user, and says so at once', async () => {
    await setRate(lab, 4_000_000);
    await send('lab/torch:2.3', '120 MB', 'Partner share');
    await hears('sent', /^Sending 1 image to Partner share/, 'Selection cleared');
    await switchFault(lab, 'token-revoked', true);
    await hears('the sign-in ended', 'Waiting for you: The sign-in has ended');
    expect(heard.filter(({ isUrgent }) => isUrgent).map(({ text }) => text)).toEqual([
      expect.stringMatching(/^Not connected to Portolan/),
      'Waiting for you: The sign-in has ended',
    ]);
  });
  expect(from).toBe(heard.length);
});

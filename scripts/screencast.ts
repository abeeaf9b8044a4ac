// Makes assets/screencast/chart.webm: twenty seconds of the chart while an image goes to two endpoints, in the light theme and
// then in the dark one. Chromium gives the pictures and packs them; nothing else is needed.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import os from 'node:os';
import path from 'node:path';
import { type Browser, chromium, type Page } from '@playwright/test';
import { startHeadless } from '../test/e2e/fixtures/startHeadless.ts';
import { setRate } from '../test/e2e/fixtures/tellLab.ts';
import { AppPage } from '../test/e2e/pages/app.ts';
import { buildIfStale } from './build.ts';
import { findChromium } from './findChromium.ts';
import { type VideoFrame, webmOf } from './webm.ts';

const target = 'assets/screencast/chart.webm';
const size = { width: 1120, height: 700 } as const;
const filmMs = 20_000;
const darkAtMs = 10_000;
const mostBytes = 2_000_000;
const bitsPerSecond = 640_000;
/** 18 MB in about eight seconds: under way in both themes. */
const sentImage = 'lab/gromacs:2024.2';
const bytesPerSecond = 2_200_000;

interface Picture {
  /** JPEG, base64. */
  readonly jpeg: string;
  readonly atMs: number;
}

/** The pictures that Chromium draws while the play goes on, with their times from its start. */
async function record(page: Page, play: () => Promise<void>): Promise<readonly Picture[]> {
  const session = await page.context().newCDPSession(page);
  const taken: { jpeg: string; at: number }[] = [];
  session.on('Page.screencastFrame', ({ data, metadata, sessionId }) => {
    taken.push({ jpeg: data, at: (metadata.timestamp ?? 0) * 1000 });
    void session.send('Page.screencastFrameAck', { sessionId });
  });
  await session.send('Page.startScreencast', {
    format: 'jpeg',
    quality: 92,
    maxWidth: size.width,
    maxHeight: size.height,
    everyNthFrame: 2,
  });
  await play();
  await session.send('Page.stopScreencast');
  const startAt = taken[0]?.at ?? 0;
  return taken.map(({ jpeg, at }) => ({ jpeg, atMs: at - startAt })).filter(({ atMs }) => atMs <= filmMs);
}

async function play(app: AppPage): Promise<void> {
  const { page } = app;
  const startAt = performance.now();
  const until = (ms: number) => page.waitForTimeout(Math.max(0, ms - (performance.now() - startAt)));
  await until(1000);
  const picker = page.getByRole('combobox', { name: 'Image to send' });
  await picker.click();
  await picker.pressSequentially('gromacs', { delay: 70 });
  await until(2300);
  await page.getByRole('option', { name: sentImage }).click();
  await until(3200);
  await app.button('Send…').last().click();
  const dialog = app.dialog(/^Send /);
  await until(3900);
  for (const name of ['Partner share', 'Cluster scratch']) await dialog.getByRole('checkbox', { name }).check();
  await until(5600);
  await app.button('Send', dialog).click();
  await until(darkAtMs);
  await page.emulateMedia({ colorScheme: 'dark' });
  await until(filmMs + 200);
}

async function film(browser: Browser, dataFolder: string): Promise<readonly Picture[]> {
  const served = await startHeadless({ dataFolder });
  try {
    const { lab } = served.ready;
    if (lab === null) throw new Error('the lab does not run');
    const context = await browser.newContext({
      viewport: size,
      locale: 'en-GB',
      timezoneId: 'UTC',
      colorScheme: 'light',
    });
    const page = await context.newPage();
    await page.goto(served.ready.startUrl);
    const app = new AppPage(page);
    await app.ready();
    await app.signIn('the registry');
    await app.signIn('Globus');
    await setRate(lab, bytesPerSecond);
    // The consent of the mapped endpoint is given before the film.
    await app.selectImages(sentImage);
    await app.button('Send…').last().click();
    const dialog = app.dialog(/^Send /);
    await dialog.getByRole('checkbox', { name: 'Cluster scratch' }).check();
    await app.button('Grant consent', dialog).click();
    await app.answerAtLab();
    await app.button('Cancel', dialog).click();
    await app.button('Clear the selection').click();
    await app.open('Chart');
    // Toasts of the preparations go by themselves.
    await page.locator('.toast').first().waitFor({ state: 'detached', timeout: 20_000 });
    return await record(page, () => play(app));
  } finally {
    await served.end();
  }
}

/** Packed by Chromium's own encoder, in a page of this computer: browsers offer it to secure origins only. */
async function pack(browser: Browser, pictures: readonly Picture[]): Promise<readonly VideoFrame[]> {
  const server = createServer((_, response) => response.writeHead(200, { 'Content-Type': 'text/html' }).end());
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the packing page has no address');
  try {
    const page = await browser.newPage();
    await page.goto(`http://127.0.0.1:${address.port}/`);
    const packed = await page.evaluate(
      async ({ pictures, size, bitsPerSecond }) => {
        const config = {
          codec: 'vp09.00.31.08',
          ...size,
          bitrate: bitsPerSecond,
          framerate: 15,
          latencyMode: 'quality' as const,
        };
        const isThere = 'VideoEncoder' in globalThis && (await VideoEncoder.isConfigSupported(config)).supported;
        if (!isThere) return null;
        const frames: { base64: string; atMs: number; isKey: boolean }[] = [];
        const failures: string[] = [];
        const encoder = new VideoEncoder({
          output: (chunk) => {
            const bytes = new Uint8Array(chunk.byteLength);
            chunk.copyTo(bytes);
            const base64 = btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''));
            frames.push({ base64, atMs: chunk.timestamp / 1000, isKey: chunk.type === 'key' });
          },
          error: (error) => failures.push(error.message),
        });
        encoder.configure(config);
        for (const [index, { jpeg, atMs }] of pictures.entries()) {
          const bytes = Uint8Array.from(atob(jpeg), (letter) => letter.charCodeAt(0));
          const bitmap = await createImageBitmap(new Blob([bytes], { type: 'image/jpeg' }));
          const frame = new VideoFrame(bitmap, { timestamp: Math.round(atMs * 1000) });
          encoder.encode(frame, { keyFrame: index % 150 === 0 });
          frame.close();
          bitmap.close();
        }
        await encoder.flush();
        if (failures.length > 0) throw new Error(failures.join(', '));
        return frames;
      },
      { pictures, size, bitsPerSecond },
    );
    if (packed === null)
      throw new Error('this Chromium has no VP9 encoder (WebCodecs): name another one in PORTOLAN_CHROMIUM');
    return packed.map(({ base64, atMs, isKey }) => ({ bytes: Buffer.from(base64, 'base64'), atMs, isKey }));
  } finally {
    server.close();
  }
}

/** Plays the file and says how long it is and whether its end is dark, so that no broken film is kept. */
async function checkFilm(browser: Browser, file: Uint8Array): Promise<void> {
  const page = await browser.newPage();
  const source = `data:video/webm;base64,${Buffer.from(file).toString('base64')}`;
  const { seconds, width, light, dark } = await page.evaluate(async (src) => {
    const video = document.createElement('video');
    video.muted = true;
    video.src = src;
    await new Promise((resolve, reject) => {
      video.onloadeddata = resolve;
      video.onerror = () => reject(new Error(video.error?.message ?? 'the film cannot be played'));
    });
    const brightness = async (at: number) => {
      video.currentTime = at;
      await new Promise((resolve) => {
        video.onseeked = resolve;
      });
      const canvas = document.createElement('canvas');
      canvas.width = canvas.height = 8;
      const drawing = canvas.getContext('2d');
      drawing?.drawImage(video, 0, 0, 8, 8);
      const bytes = drawing?.getImageData(0, 0, 8, 8).data ?? new Uint8ClampedArray();
      return bytes.reduce((sum, byte, index) => sum + (index % 4 === 3 ? 0 : byte), 0) / (bytes.length * 0.75);
    };
    const light = await brightness(1);
    const dark = await brightness(video.duration - 1);
    return { seconds: video.duration, width: video.videoWidth, light, dark };
  }, source);
  if (width !== size.width || Math.abs(seconds - filmMs / 1000) > 0.5)
    throw new Error(`the film is ${width} pixels wide and ${seconds} seconds long`);
  if (light < 160 || dark > 90) throw new Error(`the film's brightness is ${light} at first and ${dark} at last`);
}

buildIfStale();
const temporary = mkdtempSync(path.join(os.tmpdir(), 'portolan-screencast-'));
const args = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
const browser = await chromium.launch({ executablePath: findChromium(), args });
try {
  const pictures = await film(browser, path.join(temporary, 'lab'));
  console.error(`screencast: ${pictures.length} pictures in ${filmMs / 1000} seconds`);
  const frames = await pack(browser, pictures);
  const file = webmOf({ codec: 'V_VP9', ...size, durationMs: filmMs, frames });
  if (file.length > mostBytes) throw new Error(`the film has ${file.length} bytes, more than ${mostBytes}`);
  await checkFilm(browser, file);
  mkdirSync(path.dirname(target), { recursive: true });
  writeFileSync(target, file);
  console.log(`${target}: ${(file.length / 1e6).toFixed(2)} MB`);
} finally {
  await browser.close();
  rmSync(temporary, { recursive: true, force: true });
}

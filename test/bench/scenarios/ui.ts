import { gzipSync } from 'node:zlib';
import { type Browser, chromium, type Page } from '@playwright/test';
import { buildIfStale } from '../../../scripts/build.ts';
import { findChromium } from '../../../scripts/findChromium.ts';
import { serveFakes } from '../../fakes/serveFakes.ts';
import { type BenchContext, median, rounded, type ScenarioResult } from '../tools/bench.ts';
import { buildEmptyPage } from '../tools/emptyPage.ts';
import { droppedPct, type Frames, framesWhile } from '../tools/frames.ts';
import { withManyFacts } from '../tools/manyFacts.ts';

const amounts = { images: 10_000, endpoints: 500, subscriptions: 2000, activities: 50_000 } as const;
const runs = 5;
const firstRow = '[data-first-rows], .container-rows [role="row"]';

/** Milliseconds from the start of the navigation to the frame that shows the first rows. */
async function firstRowsMs(page: Page, url: string): Promise<number> {
  await page.goto('about:blank');
  await page.goto(url, { waitUntil: 'commit' });
  const handle = await page.waitForFunction(
    () => (globalThis as typeof globalThis & { benchFirstRowsMs?: number }).benchFirstRowsMs,
  );
  return (await handle.jsonValue()) ?? Number.NaN;
}

/** Looks at every frame of every page for its first rows, from before the page's own code. */
async function watchFirstRows(page: Page): Promise<void> {
  await page.addInitScript((selector) => {
    const look = () => {
      if (document.querySelector(selector) === null) requestAnimationFrame(look);
      else Object.assign(globalThis, { benchFirstRowsMs: performance.now() });
    };
    requestAnimationFrame(look);
  }, firstRow);
}

/** Kilobytes (10³) of JavaScript, packed, that the page fetches before anything is opened. */
async function initialJsGzipKb(page: Page, url: string): Promise<number> {
  const bodies: Promise<Buffer>[] = [];
  const listen = (response: { url(): string; body(): Promise<Buffer> }) => {
    if (new URL(response.url()).pathname.endsWith('.js')) bodies.push(response.body());
  };
  page.on('response', listen);
  await firstRowsMs(page, url);
  await page.waitForLoadState('networkidle');
  page.off('response', listen);
  return (await Promise.all(bodies)).reduce((sum, body) => sum + gzipSync(body, { level: 9 }).length, 0) / 1000;
}

const words = ['tool', 'bench/tool-04', '0999', 'bench 5000'];

/** From each key that changes the filter to the paint that answers it. */
async function filterMs(page: Page): Promise<readonly number[]> {
  await page.evaluate(() => {
    const times: number[] = [];
    Object.assign(globalThis, { benchFilterMs: times });
    addEventListener(
      'keydown',
      () => {
        const startMs = performance.now();
        requestAnimationFrame(() => {
          // A message comes after this frame has been painted.
          const { port1, port2 } = new MessageChannel();
          port1.onmessage = () => times.push(performance.now() - startMs);
          port2.postMessage(null);
        });
      },
      true,
    );
  });
  const field = page.getByRole('searchbox');
  await field.focus();
  for (const word of words) {
    await page.keyboard.type(word, { delay: 90 });
    for (let letter = 0; letter < word.length; letter += 1) await page.keyboard.press('Backspace', { delay: 60 });
  }
  await page.waitForTimeout(200);
  return page.evaluate(() => (globalThis as typeof globalThis & { benchFilterMs: number[] }).benchFilterMs);
}

const turns = { count: 180, px: 120 } as const;

/** Scrolls through the rows, three of them a frame: a wheel that is turned fast. */
async function scrollRows(page: Page, selector: string): Promise<Frames> {
  let movedPx = 0;
  const frames = await framesWhile(page, async () => {
    movedPx = await page.evaluate(
      ({ selector: at, count, px }) =>
        new Promise<number>((resolve) => {
          const scroller = document.querySelector(at);
          if (!scroller) throw new Error(`nothing is at ${at}`);
          let left: number = count;
          const next = () => {
            scroller.scrollBy(0, px);
            left -= 1;
            if (left > 0) requestAnimationFrame(next);
            else resolve(scroller.scrollTop);
          };
          requestAnimationFrame(next);
        }),
      { selector, ...turns },
    );
  });
  // An element that does not scroll drops no frames either.
  if (movedPx < turns.count * turns.px * 0.9) throw new Error(`${selector} went only ${movedPx} px`);
  return frames;
}

/** The same wheel on the page without anything in it: what this machine drops by itself just now. */
async function scrollEmpty(page: Page, emptyUrl: string): Promise<Frames> {
  await firstRowsMs(page, emptyUrl);
  return scrollRows(page, '.scroller');
}

/** A place in the window where nothing lies on the chart's paper. */
const paper = { x: 1000, y: 725 } as const;

const steps = 120;
/** Where the pointer is after so many steps, from where it was pressed: to and fro sideways, twice up. */
const dragged = (step: number) => ({ x: -4 * (step < steps / 2 ? step : steps - step), y: -3 * (step % (steps / 2)) });

async function dragPaper(page: Page): Promise<Frames> {
  return framesWhile(page, async () => {
    await page.mouse.move(paper.x, paper.y);
    await page.mouse.down();
    for (let step = 0; step < steps; step += 1)
      await page.mouse.move(paper.x + dragged(step).x, paper.y + dragged(step).y);
    await page.mouse.up();
  });
}

/** Drags the chart to and fro, and makes sure that what is on it came along. */
async function panChart(page: Page, url: string): Promise<Frames> {
  await page.goto(`${url}#/chart`);
  const toChart = page.getByRole('button', { name: 'Chart', exact: true });
  await page.getByRole('toolbar', { name: 'Chart tools' }).waitFor();
  if (await toChart.isVisible()) await toChart.click();
  const node = page.locator('.chart-node').first();
  await node.waitFor();
  await page.waitForTimeout(800);
  const before = await node.boundingBox();
  const frames = await dragPaper(page);
  const after = await node.boundingBox();
  const wanted = dragged(steps - 1);
  const missed = Math.hypot(
    (after?.x ?? Number.NaN) - (before?.x ?? Number.NaN) - wanted.x,
    (after?.y ?? Number.NaN) - (before?.y ?? Number.NaN) - wanted.y,
  );
  if (!(missed < 2)) throw new Error(`the chart is ${missed} px from where it was dragged to`);
  return frames;
}

/** The same drag over the page without anything in it. */
async function dragEmpty(page: Page, emptyUrl: string): Promise<Frames> {
  await firstRowsMs(page, emptyUrl);
  return dragPaper(page);
}

const turnsOfWheel = { count: 60, px: 60 } as const;

/** The chart's zoom, as the library has drawn it. */
const drawnZoom = (page: Page): Promise<number> =>
  page.locator('.react-flow__viewport').evaluate((element) => new DOMMatrix(getComputedStyle(element).transform).a);

/** A wheel turned up and down over the same place: from all nodes to a few of them, and back. */
async function turnWheel(page: Page, during: () => Promise<void>): Promise<Frames> {
  await page.mouse.move(paper.x - 300, paper.y - 300);
  return framesWhile(page, async () => {
    for (const px of [-turnsOfWheel.px, turnsOfWheel.px]) {
      for (let turn = 0; turn < turnsOfWheel.count / 2; turn += 1) await page.mouse.wheel(0, px);
      if (px < 0) await during();
    }
  });
}

/** Zooms the chart in and out again, and makes sure that it was zoomed and is where it was. */
async function zoomChart(page: Page): Promise<Frames> {
  await page.waitForTimeout(800);
  const before = await drawnZoom(page);
  let largest = 0;
  const frames = await turnWheel(page, async () => {
    // It is drawn anew when the wheel rests, which is part of zooming.
    await page.waitForTimeout(700);
    largest = await drawnZoom(page);
  });
  await page.waitForTimeout(800);
  const after = await drawnZoom(page);
  if (!(largest > before * 4)) throw new Error(`the chart grew only from ${before} to ${largest}`);
  if (!(Math.abs(after / before - 1) < 0.05)) throw new Error(`the chart's zoom was ${before} and is now ${after}`);
  return frames;
}

/** The same turns over the page without anything in it. */
async function turnOverEmpty(page: Page, emptyUrl: string): Promise<Frames> {
  await firstRowsMs(page, emptyUrl);
  return turnWheel(page, () => page.waitForTimeout(700));
}

async function heapMb(page: Page): Promise<number> {
  const session = await page.context().newCDPSession(page);
  await session.send('HeapProfiler.collectGarbage');
  const { metrics } = await session.send('Performance.getMetrics').catch(() => ({ metrics: [] }));
  const used = metrics.find(({ name }) => name === 'JSHeapUsedSize')?.value;
  if (used !== undefined) return used / 1e6;
  const { usedSize } = await session.send('Runtime.getHeapUsage');
  return usedSize / 1e6;
}

const percentile95 = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * 0.95))] ?? Number.NaN;

async function measure(browser: Browser, url: string, emptyUrl: string, times: number) {
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
  await watchFirstRows(page);
  const jsKb = await initialJsGzipKb(page, url);
  const [rowsMs, emptyMs]: [number[], number[]] = [[], []];
  for (let run = 0; run < times; run += 1) {
    emptyMs.push(await firstRowsMs(page, emptyUrl));
    rowsMs.push(await firstRowsMs(page, url));
  }
  await page.waitForLoadState('networkidle');
  const keys = await filterMs(page);
  const heaps = [await heapMb(page)];
  const frames: Record<string, Frames> = { scroll: await scrollRows(page, '.container-rows') };
  const emptyFrames: Frames[] = [];
  await page.getByRole('button', { name: 'Where is it?' }).click();
  await page.locator('.matrix').waitFor();
  frames.matrix = await scrollRows(page, '.matrix');
  heaps.push(await heapMb(page));
  emptyFrames.push(await scrollEmpty(page, emptyUrl));
  frames.pan = await panChart(page, url);
  frames.zoom = await zoomChart(page);
  emptyFrames.push(await dragEmpty(page, emptyUrl), await turnOverEmpty(page, emptyUrl));
  heaps.push(await heapMb(page));
  await page.goto(`${url}#/activity`);
  await page.getByRole('tab', { name: /History/ }).click();
  await page.locator('.activity-list').waitFor();
  frames.history = await scrollRows(page, '.activity-page');
  heaps.push(await heapMb(page));
  emptyFrames.push(await scrollEmpty(page, emptyUrl));
  await page.close();
  return { jsKb, rowsMs, emptyMs, keys, heaps, frames, emptyFrames };
}

/** The screens at the scale of a large site, as ratios to a page that holds nothing but React. */
export async function screens(context: BenchContext): Promise<ScenarioResult> {
  buildIfStale();
  const folder = context.cleanup.folder('ui');
  const emptyRoot = await buildEmptyPage(folder);
  const served = await serveFakes('out/renderer', 0, { extraImages: amounts.images - 16 }, (services) =>
    withManyFacts(services, amounts),
  );
  const empty = await serveFakes(emptyRoot, 0, {});
  const browser = await chromium.launch({
    executablePath: findChromium(),
    args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
  });
  const found = await measure(browser, served.url, empty.url, context.times(runs));
  await browser.close();
  served.stop();
  empty.stop();
  context.cleanup.remove(folder);
  const figures = {
    firstRowsRatio: rounded(median(found.rowsMs) / median(found.emptyMs), 2),
    filterP95Ms: rounded(percentile95(found.keys), 1),
    droppedFramesPct: rounded(droppedPct(Object.values(found.frames)), 2),
    heapMb: rounded(Math.max(...found.heaps), 1),
    initialJsGzipKb: rounded(found.jsKb, 1),
  };
  const droppedOf = (all: readonly Frames[]) => rounded(droppedPct(all), 2);
  const each = (values: readonly number[]) => values.map((value) => rounded(value, 1));
  return {
    figures,
    goals: [
      { figure: 'first rows of 10,000 images ÷ empty React page', value: figures.firstRowsRatio, mustReach: 3 },
      { figure: 'typing in the filter, 95 of 100 keys', value: figures.filterP95Ms, mustReach: 33.4, unit: 'ms' },
      {
        figure: 'frames dropped while scrolling, panning and zooming',
        value: figures.droppedFramesPct,
        mustReach: 5,
        unit: '%',
      },
      { figure: 'heap of the page at its largest', value: figures.heapMb, mustReach: 150, unit: 'MB' },
      { figure: 'JavaScript of the first load, packed', value: figures.initialJsGzipKb, mustReach: 350, unit: 'kB' },
    ],
    raw: {
      firstRowsMs: each(found.rowsMs),
      filterMs: each(found.keys),
      heapsMb: each(found.heaps),
      frames: found.frames,
      droppedFramesPct: Object.fromEntries(Object.entries(found.frames).map(([part, one]) => [part, droppedOf([one])])),
    },
    baseline: { emptyReactPageMs: each(found.emptyMs), emptyPageDroppedFramesPct: droppedOf(found.emptyFrames) },
    wrong: [],
    notes: [
      `${amounts.images} images, ${amounts.endpoints} endpoints, ${amounts.subscriptions} subscriptions, ${amounts.activities} transfers`,
      'frames are counted while 10,000 rows and the matrix scroll, 500 nodes are panned and zoomed, and the history scrolls',
      `dropped: ${Object.entries(found.frames)
        .map(([part, one]) => `${part} ${droppedOf([one])} %`)
        .join(', ')}; an empty page scrolled and dragged the same way in between: ${droppedOf(found.emptyFrames)} %`,
    ],
  };
}

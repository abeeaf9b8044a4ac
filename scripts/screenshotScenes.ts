// Screens in states that the practice lab seldom shows: dialogs with every answer, hostile names, long lists, locked
// settings, failures. Each in light, dark and high contrast at both sizes, zoomed, and in German.
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import type { Browser, BrowserContextOptions, Page } from '@playwright/test';
import type { Language } from '../src-main/contract/language.ts';
import { loadWords } from '../src-renderer/strings/languages.ts';
import { serveFakes } from '../test/fakes/serveFakes.ts';
import { imageScenes } from './scenes/imageScenes.ts';
import { otherScenes } from './scenes/otherScenes.ts';
import type { Scene } from './scenes/scene.ts';
import { transferScenes } from './scenes/transferScenes.ts';

const folder = 'out/screenshots/scenes';
const scenes = [...imageScenes, ...transferScenes, ...otherScenes];

interface Look {
  readonly name: string;
  readonly theme: 'light' | 'dark' | 'highContrast';
  readonly size: { readonly width: number; readonly height: number };
}
const large = { width: 1280, height: 800 };
const small = { width: 900, height: 600 };

interface Round {
  readonly language: Language;
  readonly context: BrowserContextOptions;
  readonly looks: readonly Look[];
}
const rounds: readonly Round[] = [
  {
    language: 'en',
    context: {},
    looks: [
      { name: 'light', theme: 'light', size: large },
      { name: 'light-900', theme: 'light', size: small },
      { name: 'dark', theme: 'dark', size: large },
      { name: 'contrast', theme: 'highContrast', size: large },
    ],
  },
  { language: 'de', context: {}, looks: [{ name: 'german-900', theme: 'dark', size: small }] },
  {
    language: 'en',
    context: { deviceScaleFactor: 2 },
    looks: [{ name: 'zoomed', theme: 'light', size: { width: 640, height: 400 } }],
  },
];

/** Of all scenes, or of those whose names begin with one of `only`. A scene that cannot be reached is named at the end. */
export async function lookAtScenes(browser: Browser, only: readonly string[]): Promise<void> {
  mkdirSync(folder, { recursive: true });
  const chosen = scenes.filter(({ name }) => only.length === 0 || only.some((start) => name.startsWith(start)));
  const missed: string[] = [];
  for (const { language, context: options, looks } of rounds) {
    const locale = language === 'de' ? 'de-DE' : 'en-GB';
    const viewport = looks[0]?.size ?? large;
    const context = await browser.newContext({
      viewport,
      locale,
      timezoneId: 'UTC',
      reducedMotion: 'reduce',
      ...options,
    });
    for (const scene of chosen) {
      const page = await context.newPage();
      page.setDefaultTimeout(8000);
      await lookAt(page, scene, language, looks).catch((error) => missed.push(`${scene.name}, ${locale}: ${error}`));
      await page.close();
    }
    await context.close();
  }
  if (missed.length > 0) throw new Error(`not reached:\n${missed.join('\n')}`);
}

async function lookAt(page: Page, scene: Scene, language: Language, looks: readonly Look[]): Promise<void> {
  const { url, services, stop } = await serveFakes('out/renderer', 0, scene.options ?? {}, scene.change);
  try {
    await page.goto(`${url}#/${scene.place}`);
    await page.locator('html[data-app-state="ready"]').waitFor();
    await page.waitForTimeout(250);
    await scene.steps?.(page, await loadWords(language, [language]));
    for (const { name, theme, size } of looks) {
      services.settings.update({ theme });
      await page.setViewportSize(size);
      await page.waitForTimeout(300);
      await page.screenshot({ path: path.join(folder, `${scene.name}-${name}.png`) });
    }
  } finally {
    stop();
  }
}

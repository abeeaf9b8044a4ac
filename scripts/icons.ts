// Makes assets/icon.png (1024 × 1024, what electron-builder turns into every platform's icons) from assets/icon.svg.
import { readFileSync } from 'node:fs';
import { chromium } from '@playwright/test';
import { findChromium } from './findChromium.ts';

const side = 1024;
const args = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
const browser = await chromium.launch({ executablePath: findChromium(), args });
const page = await browser.newPage({ viewport: { width: side, height: side } });
const svg = Buffer.from(readFileSync('assets/icon.svg')).toString('base64');
await page.setContent(
  `<style>*{margin:0}img{width:${side}px;height:${side}px;display:block}</style><img src="data:image/svg+xml;base64,${svg}">`,
);
await page.locator('img').evaluate((image: HTMLImageElement) => image.decode());
await page.screenshot({ path: 'assets/icon.png', omitBackground: true });
await browser.close();

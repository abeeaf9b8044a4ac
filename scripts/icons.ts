// Makes, from assets/icon.svg: assets/icon.png (1024 × 1024, what electron-builder turns into every platform's icons) and
// the tray's icons, which go with the screens into the build.
import { mkdirSync, readFileSync } from 'node:fs';
import { chromium } from '@playwright/test';
import { findChromium } from './findChromium.ts';

const pictures = [
  { file: 'assets/icon.png', side: 1024 },
  { file: 'src-renderer/public/tray.png', side: 24 },
  { file: 'src-renderer/public/tray@2x.png', side: 48 },
];
const args = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
const browser = await chromium.launch({ executablePath: findChromium(), args });
const svg = Buffer.from(readFileSync('assets/icon.svg')).toString('base64');
mkdirSync('src-renderer/public', { recursive: true });
for (const { file, side } of pictures) {
  const page = await browser.newPage({ viewport: { width: side, height: side } });
  await page.setContent(
    `<style>*{margin:0}img{width:${side}px;height:${side}px;display:block}</style><img src="data:image/svg+xml;base64,${svg}">`,
  );
  await page.locator('img').evaluate((image: HTMLImageElement) => image.decode());
  await page.screenshot({ path: file, omitBackground: true });
}
await browser.close();

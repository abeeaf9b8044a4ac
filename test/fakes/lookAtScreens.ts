/**
 * Takes pictures of the built screens over fake services, and says what the browser complained about:
 *   node test/fakes/lookAtScreens.ts --root /tmp/rA --out /tmp/shots [--fresh] [--lab] [--sizes 1280x800,900x600]
 *     [--themes light,dark] [--axe] containers chart 'settings/globus'
 * A name may be followed by steps: `containers|click=Select lab/torch:2.4|press=Control+a`.
 */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { AxeBuilder } from '@axe-core/playwright';
import { chromium, type Page } from '@playwright/test';
import { serveFakes } from './serveFakes.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    root: { type: 'string', default: '/tmp/rA' },
    out: { type: 'string', default: '/tmp/shots' },
    fresh: { type: 'boolean', default: false },
    lab: { type: 'boolean', default: false },
    many: { type: 'string', default: '0' },
    sizes: { type: 'string', default: '1280x800,900x600' },
    axe: { type: 'boolean', default: false },
    themes: { type: 'string', default: 'light,dark' },
  },
});

async function step(page: Page, text: string): Promise<void> {
  const [verb = '', what = ''] = text.split(/=(.*)/s);
  if (verb === 'press') return page.keyboard.press(what);
  if (verb === 'type') return page.keyboard.type(what);
  if (verb === 'wait') return page.waitForTimeout(Number(what));
  if (verb === 'link') return page.getByRole('link', { name: what }).first().click();
  if (verb === 'check') return page.getByRole('checkbox', { name: what }).first().check();
  if (verb === 'text') return page.getByText(what).first().click();
  if (verb === 'label') return page.getByLabel(what).first().click();
  return page.getByRole('button', { name: what }).first().click();
}

async function reportBarriers(page: Page, where: string): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  for (const { id, impact, help, nodes } of violations) {
    console.log(`${where}: ${impact} ${id}: ${help}`);
    for (const node of nodes.slice(0, 3))
      console.log(`    ${node.target.join(' ')} ${node.failureSummary?.split('\n')[1] ?? ''}`);
  }
}

await mkdir(values.out, { recursive: true });
const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox'] });
for (const name of positionals) {
  const [path = '', ...steps] = name.split('|');
  for (const theme of values.themes.split(',')) {
    for (const size of values.sizes.split(',')) {
      const [width = 1280, height = 800] = size.split('x').map(Number);
      const fakes = await serveFakes(values.root, 0, {
        isSetUp: !values.fresh,
        lab: values.lab,
        extraImages: Number(values.many),
      });
      const context = await browser.newContext({
        viewport: { width, height },
        colorScheme: theme === 'dark' ? 'dark' : 'light',
      });
      const page = await context.newPage();
      page.on('console', (message) => {
        if (message.type() !== 'log' && message.type() !== 'debug')
          console.log(`${name} ${theme} ${size}: ${message.text()}`);
      });
      page.on('pageerror', (error) => console.log(`${name} ${theme} ${size}: ${error.stack}`));
      await page.goto(`${fakes.url}#/${path}`);
      await page.waitForSelector('html[data-app-state="ready"]', { timeout: 10_000 });
      for (const text of steps) await step(page, text);
      await page.waitForTimeout(400);
      const file = join(values.out, `${name.replace(/[^a-z0-9]+/gi, '-').slice(0, 60)}-${theme}-${size}.png`);
      await page.screenshot({ path: file });
      if (values.axe) await reportBarriers(page, `${name} ${theme} ${size}`);
      console.log(file);
      await context.close();
      fakes.stop();
    }
  }
}
await browser.close();

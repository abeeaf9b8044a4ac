import { EventEmitter } from 'node:events';
import { readFileSync } from 'node:fs';
import type { BrowserContext, Page } from '@playwright/test';

/** Chromium serves no custom schemes of ours, so the page sees this host and the handler sees `app://ui`. */
const seenOrigin = 'http://app.localhost';

/** What Electron gives a preload, inside the page: the real built preload runs against it. */
const preloadRuntime = (preload: string) => `(() => {
  const listeners = new Map();
  globalThis.__deliver = (channel, text) => {
    for (const listener of listeners.get(channel) ?? []) listener({}, text);
  };
  const ipcRenderer = {
    send: (channel, text) => void globalThis.__ipcSend(channel, text),
    on: (channel, listener) => listeners.set(channel, [...(listeners.get(channel) ?? []), listener]),
    off: (channel, listener) => listeners.set(channel, (listeners.get(channel) ?? []).filter((one) => one !== listener)),
  };
  const contextBridge = {
    exposeInMainWorld: (name, api) => Object.defineProperty(globalThis, name, { value: api, enumerable: true }),
  };
  const require = () => ({ ipcRenderer, contextBridge });
  const module = { exports: {} };
  const exports = module.exports;
  ${preload}
})();`;

export interface StandInFrame {
  readonly origin: string;
  readonly parent: null;
}

/** One window's page and its `webContents`. */
export class StandInContents extends EventEmitter {
  page: Page | null = null;
  windowOpenHandler: ((details: { url: string }) => { action: string }) | null = null;
  #isDestroyed = false;

  setWindowOpenHandler(handler: (details: { url: string }) => { action: string }): void {
    this.windowOpenHandler = handler;
  }

  isDestroyed(): boolean {
    return this.#isDestroyed;
  }

  send(channel: string, text: string): void {
    const deliver = ([name, message]: readonly [string, string]) =>
      (globalThis as unknown as { __deliver: (name: string, message: string) => void }).__deliver(name, message);
    // A page that closes while a message is on its way loses it, as in Electron.
    this.page?.evaluate(deliver, [channel, text] as const).catch(() => undefined);
  }

  async load(options: {
    readonly context: BrowserContext;
    readonly url: string;
    readonly preload: string;
    readonly handler: (request: Request) => Response | Promise<Response>;
    readonly onIpc: (channel: string, text: unknown, frame: StandInFrame) => void;
  }): Promise<void> {
    const page = await options.context.newPage();
    this.page = page;
    await page.route('**/*', async (route) => {
      const asked = route.request().url();
      if (!asked.startsWith(seenOrigin)) return route.abort();
      const answer = await options.handler(new Request(asked.replace(seenOrigin, 'app://ui')));
      const body = Buffer.from(await answer.arrayBuffer());
      return route.fulfill({ status: answer.status, headers: Object.fromEntries(answer.headers), body });
    });
    await page.exposeBinding('__ipcSend', ({ frame }, channel: string, text: unknown) => {
      const { origin } = new URL(frame.url());
      if (frame === page.mainFrame()) {
        options.onIpc(channel, text, { origin: origin === seenOrigin ? 'app://ui' : origin, parent: null });
      }
    });
    await page.addInitScript(preloadRuntime(readFileSync(options.preload, 'utf8')));
    let shown = '';
    page.on('framenavigated', (frame) => {
      if (frame !== page.mainFrame()) return;
      // Electron tells of another place in the same document by another event: the page lives on.
      const isSameDocument = frame.url() !== shown && frame.url().split('#')[0] === shown.split('#')[0];
      shown = frame.url();
      this.emit(isSameDocument ? 'did-navigate-in-page' : 'did-navigate');
    });
    page.on('close', () => this.destroy());
    await page.goto(options.url.replace('app://ui', seenOrigin));
  }

  destroy(): void {
    if (this.#isDestroyed) return;
    this.#isDestroyed = true;
    this.emit('destroyed');
  }
}

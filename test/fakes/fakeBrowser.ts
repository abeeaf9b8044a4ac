import type { Browser } from '../../src-main/ports/browser.ts';

export interface FakeBrowser extends Browser {
  readonly opened: readonly string[];
}

/** Notes what it is asked to open; `canOpen: false` is a computer without a browser. */
export function createFakeBrowser({ canOpen = true }: { readonly canOpen?: boolean } = {}): FakeBrowser {
  const opened: string[] = [];
  return {
    opened,
    async open(url) {
      if (canOpen) opened.push(url);
      return canOpen;
    },
  };
}

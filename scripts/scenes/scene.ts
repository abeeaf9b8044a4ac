import type { Page } from '@playwright/test';
import type { Words } from '../../src-renderer/strings/createWords.ts';
import type { FakeOptions, FakeServices } from '../../test/fakes/fakeServices.ts';

/** A screen in a state that the practice lab seldom shows, over fake services. */
export interface Scene {
  readonly name: string;
  /** After `#/`. */
  readonly place: string;
  readonly options?: FakeOptions;
  readonly change?: (services: FakeServices) => FakeServices | Promise<FakeServices>;
  /** `words` are of the page's language, so that the steps find the same buttons in all. */
  readonly steps?: (page: Page, words: Words) => Promise<void>;
}

export const at = new Date().toISOString();
export const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });
export const tab = (index: number) => async (page: Page) => {
  await page.getByRole('tab').nth(index).click();
};

export async function select(page: Page, { t }: Words, ...names: readonly string[]): Promise<void> {
  for (const name of names)
    await page.getByRole('checkbox', { name: t('containers.row.select', { name }), exact: true }).check();
}

import { expect, type Locator, type Page } from '@playwright/test';
import { signInAtLab } from './labSignIn.ts';

export type PageName = 'Containers' | 'Chart' | 'Activity' | 'Subscriptions' | 'Sharing' | 'Settings';

/** The app as a person sees it: roles and names only. */
export class AppPage {
  readonly page: Page;
  constructor(page: Page) {
    this.page = page;
  }

  async ready(): Promise<void> {
    await this.page.locator('[data-app-state="ready"]').waitFor({ timeout: 60_000 });
  }

  async open(name: PageName): Promise<void> {
    const link = this.page.getByRole('link', { name, exact: false }).first();
    await link.click();
    await expect(this.page.getByRole('heading', { level: 1, name })).toBeVisible();
  }

  button(name: string, within: Page | Locator = this.page): Locator {
    return within.getByRole('button', { name, exact: true });
  }

  /** Presses a sign-in button, plays the person at the lab, and waits until the app says it is done. */
  async signIn(service: 'Globus' | 'the registry', person?: string): Promise<void> {
    await this.button(`Sign in to ${service}`).first().click();
    await this.answerAtLab(person);
    await expect(this.button(`Sign in to ${service}`)).toHaveCount(0);
  }

  /** Follows the waiting sign-in or consent to the lab's pages, in a page of its own. */
  async answerAtLab(person?: string): Promise<void> {
    const link = this.page.getByRole('link', { name: /^Open the browser/ });
    const address = await link.getAttribute('href');
    if (!address) throw new Error('the sign-in shows no address');
    const said = await signInAtLab(this.page.context(), address, person === undefined ? {} : { person });
    expect(said).toContain('You can close this tab');
    await expect(link).toBeHidden();
  }

  async selectImages(...names: readonly string[]): Promise<void> {
    await this.open('Containers');
    // Only the rows in view are there to be ticked, so each is searched for first.
    const search = this.page.getByLabel('Search name, tag, digest');
    for (const name of names) {
      await search.fill(name);
      await this.page.getByRole('checkbox', { name: `Select ${name}`, exact: true }).check();
    }
    await search.fill('');
  }

  /** Sends one image from the list, and sees the dialogs close. */
  async send(image: string, ...endpoints: readonly string[]): Promise<void> {
    await this.selectImages(image);
    await this.button('Send…').last().click();
    const dialog = this.dialog(/^Send /);
    for (const name of endpoints) await dialog.getByRole('checkbox', { name }).check();
    await this.button('Send', dialog).click();
    await expect(dialog).toBeHidden();
    // What does not go is told in a dialog that stays.
    const done = this.button('Done', this.dialog(/^Sending /));
    if (await done.isVisible()) await done.click();
  }

  dialog(name: string | RegExp): Locator {
    return this.page.getByRole('dialog', { name });
  }
}

import type { BrowserContext } from '@playwright/test';
import { tabAndPress } from '../fixtures/keyboard.ts';

/** Plays the person at the lab's sign-in pages, in a page of its own, as the system's browser would be. */
export async function signInAtLab(
  context: BrowserContext,
  authorizeUrl: string,
  choice: { readonly person?: string; readonly decision?: 'Allow' | 'Deny' } = {},
): Promise<string> {
  const page = await context.newPage();
  await page.goto(authorizeUrl);
  const person = page.getByRole('button', { name: `Continue as ${choice.person ?? 'Lab Manager'}` });
  const decision = page.getByRole('button', { name: choice.decision ?? 'Allow', exact: true });
  // Who was signed in there and allowed the same before is not asked again.
  const done = page.getByText('You can close this tab');
  await person.or(decision).or(done).first().waitFor();
  if (await person.isVisible()) await person.click();
  await decision.or(done).first().waitFor();
  if (await decision.isVisible()) await decision.click();
  await page.waitForURL(/^http:\/\/127\.0\.0\.1:\d+\//);
  const text = await page.locator('body').textContent();
  await page.close();
  return text ?? '';
}

/** The same with nothing but Tab and Enter. */
export async function signInByKeyboard(context: BrowserContext, authorizeUrl: string): Promise<void> {
  const page = await context.newPage();
  await page.goto(authorizeUrl);
  const person = page.getByRole('button', { name: 'Continue as Lab Manager' });
  const decision = page.getByRole('button', { name: 'Allow', exact: true });
  await person.or(decision).first().waitFor();
  if (await person.isVisible()) await tabAndPress(page, person);
  await tabAndPress(page, decision);
  await page.getByText('You can close this tab').waitFor();
  await page.close();
}

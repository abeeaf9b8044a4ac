// The states of the main screens as pictures: nothing there yet, still reading, no connection, a problem, and waiting for
// the user. Over fake services, because the practice lab is never empty and seldom waits.
import type { BrowserContext, Page } from '@playwright/test';
import { AppError } from '../src-main/contract/errors.ts';
import type { SignInState } from '../src-main/contract/signIn.ts';
import type { FakeOptions, FakeServices } from '../test/fakes/fakeServices.ts';
import { serveFakes } from '../test/fakes/serveFakes.ts';

const screens = [
  'containers',
  'chart',
  'activity',
  'subscriptions',
  'settings/registries',
  'settings/endpoints',
] as const;

interface State {
  readonly name: string;
  readonly options: FakeOptions;
  readonly change: (services: FakeServices) => FakeServices;
  /** Pulls the plug once the page is there. */
  readonly isCut?: boolean;
}

const never = () => new Promise<never>(() => undefined);
const refuse = async (): Promise<never> => {
  throw new AppError('network.unreachable', { facts: { host: 'containers.lab.edu' } });
};

/** Every list of the screens answers by the same rule. */
const listsAnswer =
  (rule: () => Promise<never>) =>
  (services: FakeServices): FakeServices => ({
    ...services,
    chart: rule,
    containers: { ...services.containers, list: rule },
    registries: { ...services.registries, list: rule },
    endpoints: { ...services.endpoints, list: rule },
    activity: { ...services.activity, list: rule, placements: rule },
    subscriptions: { ...services.subscriptions, list: rule },
  });

const signedOut = (services: FakeServices): FakeServices => {
  const at = new Date().toISOString();
  const globus: SignInState = { kind: 'failed', problem: { code: 'signIn.needed', facts: {}, at } };
  return {
    ...services,
    status: () => ({ ...services.status(), globus, waitingForYou: 2 }),
    signIn: { ...services.signIn, state: () => globus },
    activity: {
      ...services.activity,
      list: async (filter) => {
        const { activities, total } = await services.activity.list(filter);
        const waits = { state: 'waitingForYou', problem: { code: 'signIn.needed', facts: {}, at } } as const;
        return { activities: activities.map((one) => (one.state === 'running' ? { ...one, ...waits } : one)), total };
      },
    },
    subscriptions: {
      ...services.subscriptions,
      list: async () =>
        (await services.subscriptions.list()).map((one) => ({ ...one, state: 'waitingForYou' as const })),
    },
  };
};

const states: readonly State[] = [
  {
    name: 'empty',
    options: { isSetUp: false },
    change: (services) => ({
      ...services,
      settings: { ...services.settings, read: () => ({ ...services.settings.read(), setupDone: true }) },
    }),
  },
  { name: 'loading', options: {}, change: listsAnswer(never) },
  { name: 'offline', options: {}, change: (services) => services, isCut: true },
  { name: 'problem', options: {}, change: listsAnswer(refuse) },
  { name: 'waiting', options: {}, change: signedOut },
];

/** Calls `look` with `screen-state` as the name for each of them. */
export async function lookAtStates(
  context: BrowserContext,
  look: (page: Page, name: string) => Promise<void>,
): Promise<void> {
  for (const { name, options, change, isCut = false } of states) {
    const { url, stop } = await serveFakes('out/renderer', 0, options, change);
    const page = await context.newPage();
    for (const screen of screens) {
      await page.goto(`${url}#/${screen}`);
      await page.getByRole('navigation').first().waitFor();
      // Until its code has come the one before may still stand there.
      const [title = ''] = screen.split('/');
      await page.getByRole('heading', { level: 1, name: new RegExp(`^${title}$`, 'i') }).waitFor();
      if (isCut) await page.waitForTimeout(600);
      else await look(page, `${screen.replace('/', '-')}-${name}`);
    }
    if (isCut) {
      stop();
      await page.getByRole('alert').waitFor();
      for (const screen of screens) {
        await page.evaluate((to) => (location.hash = `#/${to}`), screen);
        await page.waitForTimeout(300);
        await look(page, `${screen.replace('/', '-')}-${name}`);
      }
    } else stop();
    await page.close();
  }
}

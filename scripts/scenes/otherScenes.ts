// The first run, signing in, subscriptions, settings and what lies over every page.
import type { Page } from '@playwright/test';
import type { SignInState } from '../../src-main/contract/signIn.ts';
import type { Words } from '../../src-renderer/strings/createWords.ts';
import type { FakeServices } from '../../test/fakes/fakeServices.ts';
import { at, button, type Scene } from './scene.ts';

const managed = [
  {
    file: '/etc/portolan/settings.json',
    text: JSON.stringify({
      reason: 'Set by the computing centre; write to help@lab.edu to change it',
      settings: {
        'network.proxy': 'manual',
        'network.proxyUrl': 'http://proxy.lab.edu:3128',
        'transfers.encryptsData': true,
        'transfers.parallelTasks': 2,
        'updates.check': 'off',
        language: 'system',
      },
    }),
  },
] as const;

const signedOut = async (services: FakeServices): Promise<FakeServices> => {
  await services.signIn.signOut({ kind: 'globus' });
  return services;
};

const failing =
  (code: 'signIn.timedOut' | 'signIn.denied') =>
  async (services: FakeServices): Promise<FakeServices> => {
    const out = await signedOut(services);
    let state: SignInState = { kind: 'signedOut' };
    return {
      ...out,
      signIn: {
        ...out.signIn,
        state: () => state,
        start: async () => {
          state = { kind: 'failed', problem: { code, facts: {}, at } };
          return state;
        },
      },
    };
  };

const askToSignIn = async (page: Page, { t }: Words) => {
  await button(page, t('shell.signIn.globus')).first().click();
  await page.getByRole('dialog').waitFor();
  await page.waitForTimeout(300);
};

const withNotices = (services: FakeServices): FakeServices => ({
  ...services,
  status: () => ({
    ...services.status(),
    registries: services.status().registries.map((one) => ({ ...one, isReachable: false })),
    notices: [
      { code: 'state.diskFull', facts: { folder: '/home/ada/.local/share/portolan' } },
      { code: 'state.damaged', facts: { keptAs: 'state.db.damaged-2026-11-24', newestBackup: 'state-2026-11-23.db' } },
    ],
  }),
});

const openCategory = (name: string) => `settings/${name}`;
const settingsSections = [
  'general',
  'registries',
  'globus',
  'endpoints',
  'transfers',
  'network',
  'security',
  'updates',
  'advanced',
  'lab',
] as const;

const wizard =
  (skips: number) =>
  async (page: Page, { t }: Words) => {
    await button(page, t('firstRun.welcome.setUp')).click();
    for (let step = 0; step < skips; step += 1) await button(page, t('firstRun.skip')).click();
  };

const probe = (address: string) => async (page: Page, words: Words) => {
  await wizard(0)(page, words);
  await page.getByRole('textbox').first().fill(address);
  await page.keyboard.press('Enter');
  await page.waitForTimeout(300);
};

const fresh = { isSetUp: false } as const;

export const otherScenes: readonly Scene[] = [
  { name: 'first-run-1', place: '', options: fresh },
  { name: 'first-run-2', place: '', options: fresh, steps: wizard(0) },
  { name: 'first-run-2-not-an-address', place: '', options: fresh, steps: probe('not an address') },
  { name: 'first-run-2-unreachable', place: '', options: fresh, steps: probe('https://nothing.lab.edu') },
  { name: 'first-run-2-found', place: '', options: fresh, steps: probe('https://containers.lab.edu') },
  { name: 'first-run-3', place: '', options: fresh, steps: wizard(1) },
  {
    name: 'first-run-3-waiting',
    place: '',
    options: fresh,
    steps: async (page, words) => {
      await wizard(1)(page, words);
      await button(page, words.t('signIn.button', { service: words.t('signIn.services.globus') })).click();
      await page.waitForTimeout(300);
    },
  },
  { name: 'first-run-4', place: '', options: fresh, steps: wizard(2) },
  { name: 'first-run-5', place: '', options: fresh, steps: wizard(3) },
  { name: 'subscriptions', place: 'subscriptions' },
  {
    name: 'subscriptions-menu',
    place: 'subscriptions',
    steps: (page, { t }) => button(page, t('subscriptions.row.moreFor', { name: 'Nightly lab images' })).click(),
  },
  {
    name: 'subscription-new',
    place: 'subscriptions',
    steps: (page, { t }) => button(page, t('subscriptions.page.create')).first().click(),
  },
  {
    name: 'subscription-faults',
    place: 'subscriptions',
    steps: async (page, { t }) => {
      await button(page, t('subscriptions.page.create')).first().click();
      await button(page, t('subscriptions.editor.subscribe')).click();
      await page.waitForTimeout(300);
    },
  },
  {
    name: 'subscription-edit',
    place: 'subscriptions',
    steps: async (page, { t }) => {
      await button(page, t('subscriptions.row.moreFor', { name: 'Nightly lab images' })).click();
      await page.getByRole('menuitem').first().click();
      await page.waitForTimeout(400);
    },
  },

  { name: 'sharing', place: 'sharing' },
  ...settingsSections.map((name) => ({
    name: `settings-${name}`,
    place: openCategory(name),
    options: { managedFiles: managed, lab: name === 'lab' },
  })),
  {
    name: 'settings-network-test',
    place: openCategory('network'),
    steps: async (page, { t }) => {
      await button(page, t('settings.network.testAll')).click();
      await page.waitForTimeout(400);
    },
  },
  {
    name: 'settings-support',
    place: openCategory('advanced'),
    steps: async (page, { t }) => {
      await button(page, t('settings.advanced.collect')).click();
      await page.waitForTimeout(400);
    },
  },
  {
    name: 'settings-search',
    place: 'settings',
    steps: async (page) => {
      await page.keyboard.press('/');
      await page.keyboard.type('pro');
      await page.waitForTimeout(200);
    },
  },
  {
    name: 'settings-remove',
    place: openCategory('registries'),
    steps: (page, { t }) => button(page, t('settings.registries.remove')).click(),
  },

  { name: 'sign-in', place: 'chart', change: signedOut, steps: askToSignIn },
  {
    name: 'sign-in-code',
    place: 'chart',
    change: signedOut,
    steps: async (page, words) => {
      await askToSignIn(page, words);
      await button(page, words.t('signIn.waiting.haveCode')).click();
      await page.getByRole('dialog').getByRole('textbox').last().fill('wrong');
      await button(page, words.t('signIn.code.use')).click();
      await page.waitForTimeout(300);
    },
  },
  { name: 'sign-in-timed-out', place: 'chart', change: failing('signIn.timedOut'), steps: askToSignIn },
  { name: 'sign-in-denied', place: 'chart', change: failing('signIn.denied'), steps: askToSignIn },

  {
    name: 'palette',
    place: 'containers',
    steps: async (page) => {
      await page.keyboard.press('Control+k');
      await page.getByRole('dialog').waitFor();
    },
  },
  {
    name: 'palette-found',
    place: 'containers',
    steps: async (page) => {
      await page.keyboard.press('Control+k');
      await page.waitForTimeout(300);
      await page.keyboard.type('torch');
    },
  },
  { name: 'shortcuts', place: 'containers', steps: (page) => page.keyboard.press('?') },
  {
    name: 'toast',
    place: 'activity',
    steps: (page, { t }) =>
      page
        .getByRole('button', { name: new RegExp(`${t('activity.row.stop')}`, 'i') })
        .first()
        .click(),
  },
  { name: 'notices', place: 'containers', change: withNotices },
];

import { existsSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { createApp } from '../../../src-main/app/createApp.ts';
import { exitCodeOf, failureOf } from '../../../src-main/headless/cli/failure.ts';
import { readHolder } from '../../../src-main/headless/connectionFile.ts';
import { runHeadless } from '../../../src-main/headless/runHeadless.ts';
import { createNodePlatform } from '../../../src-main/node/nodePlatform.ts';

/* One start of the app in either form on a data folder, once a file says go; holds it until it is killed. */
const { DATA = '', FORM = 'headless', GO = '' } = process.env;
const common = { dataFolder: DATA, lab: false, redirectPort: 0 };

/** As the desktop's shell composes it. */
const startDesktop = () => {
  const desktop = { browser: { open: async () => false }, notifier: { notify: () => {} }, seal: null };
  return createApp({ ...common, platform: createNodePlatform({ dataFolder: DATA, desktop }), environment: {} });
};

console.log('ready');
while (!existsSync(GO)) await pause(2);
const begunAt = performance.now();
try {
  await (FORM === 'desktop' ? startDesktop() : runHeadless({ ...common, port: 0, screens: false, shares: true }));
  console.log(`holds ${Math.round(performance.now() - begunAt)}`);
  setInterval(() => {}, 60_000);
} catch (error) {
  const { code } = failureOf(error);
  console.log(`refused ${code} ${readHolder(DATA)?.pid ?? 'nobody'}`);
  process.exitCode = code === 'internal' ? 70 : exitCodeOf(failureOf(error).code);
}

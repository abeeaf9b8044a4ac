import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { type Cli, commandLine, type Running, seedLab, temporaryFolder } from './cliBench.ts';
import * as shapes from './cliShapes.ts';

// Each command is a process; on a busy machine some take long.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

let folder: Awaited<ReturnType<typeof temporaryFolder>>;
let cli: Cli;
let app: Running;

beforeAll(async () => {
  folder = await temporaryFolder();
  await seedLab(folder.path);
  const managed = path.join(folder.path, 'managed.json');
  writeFileSync(managed, JSON.stringify({ reason: 'Set by IT', settings: { 'network.proxy': 'none', theem: 1 } }));
  cli = commandLine(folder.path, { PORTOLAN_MANAGED_SETTINGS: managed });
  app = cli.start('serve', '--lab', '--no-open', '--json');
  await vi.waitFor(() => expect(app.out()).toContain('startUrl'), { timeout: 60_000 });
});
afterAll(async () => {
  app.child.kill('SIGTERM');
  await app.ended;
  await folder.remove();
});

const refusal = async (...words: string[]) => {
  const { code, document } = await cli.json(...words);
  return { exit: code, ...shapes.failureShape.parse(document).error };
};

it('lists every setting, changes one, tells it and takes it back', async () => {
  const { settings, problems } = shapes.settingsShape.parse((await cli.json('settings', 'list')).document);
  expect(settings.find(({ key }) => key === 'network.proxy')).toEqual({
    ...{ key: 'network.proxy', value: 'none' },
    locked: { file: path.join(folder.path, 'managed.json'), reason: 'Set by IT' },
  });
  expect(problems).toMatchObject([{ code: 'settings.managedDamaged', facts: { key: 'theem' } }]);
  expect((await cli.json('settings', 'set', 'network.noProxy', 'a.edu,.b.edu')).document).toEqual({
    ...{ key: 'network.noProxy', value: ['a.edu', '.b.edu'] },
  });
  expect((await cli.run('settings', 'get', 'network.noProxy')).out).toBe('a.edu,.b.edu\n');
  expect((await cli.json('settings', 'reset', 'network.noProxy')).document).toEqual({ reset: ['network.noProxy'] });
  expect((await cli.json('settings', 'get', 'network.noProxy')).document).toMatchObject({ value: [], locked: null });
});

it('refuses what is locked, unknown or does not fit', async () => {
  expect(await refusal('settings', 'set', 'network.proxy', 'manual')).toMatchObject({
    ...{ exit: 1, code: 'settings.locked' },
    facts: { key: 'network.proxy', reason: 'Set by IT' },
  });
  expect(await refusal('settings', 'set', 'theem', 'dark')).toMatchObject({ exit: 2, code: 'input.invalid' });
  expect(await refusal('settings', 'set', 'theme', 'sepia')).toMatchObject({ exit: 2, code: 'input.invalid' });
  expect(await refusal('settings', 'reset')).toMatchObject({ exit: 2 });
});

it('takes a proxy’s password from standard input only, and a bundle never holds it', async () => {
  const setting = cli.start('settings', 'set', 'network.proxyPassword', '--json');
  setting.child.stdin?.end('canary-word\n');
  expect((await setting.ended).out).toBe('{"key":"network.proxyPassword","isSet":true}\n');
  const bundle = await cli.run('support', '--quiet');
  expect(JSON.parse(bundle.out)).toMatchObject({ portolanSupport: 1, managed: { locks: [{ key: 'network.proxy' }] } });
  expect(bundle.out).not.toContain('canary');
});

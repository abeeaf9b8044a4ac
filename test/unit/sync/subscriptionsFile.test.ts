import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { importFaultWords } from '../../../src-main/contract/importFaults.ts';
import { createSubscriptionSchema, type ImportFault } from '../../../src-main/contract/subscription.ts';
import type { Sync } from '../../../src-main/sync/createSync.ts';
import { createSyncBench, laptop, registryId, type SyncBench, sherlock } from './syncBench.ts';

let bench: SyncBench;
let sync: Sync;
beforeEach(() => {
  bench = createSyncBench();
  sync = bench.make();
  sync.start();
});
afterEach(() => sync.stop());

const take = (text: string, more: { dryRun?: boolean; confirmed?: boolean } = {}) =>
  sync.subscriptions.importText({ text, dryRun: false, ...more });
const list = () => sync.subscriptions.list();

const rich = () =>
  sync.subscriptions.create(
    createSubscriptionSchema.parse({
      name: 'nightly: "lab" #1',
      source: { registryId, containerCollection: 'lab', container: 'torch*', tag: '2.10' },
      conditions: { architecture: 'amd64', maxSizeBytes: 6_000_000_000, includesExisting: false },
      destinations: [
        { endpointId: sherlock, folder: '/scratch/lab images/', namingProfile: 'shpc' },
        { endpointId: laptop },
      ],
      after: { keepLast: 3, notify: false, webhookUrl: 'https://hooks.lab.edu/x?a=1' },
    }),
  );
const plain = () =>
  sync.subscriptions.create(
    createSubscriptionSchema.parse({
      name: 'no',
      source: { registryId, tag: 'on' },
      destinations: [{ endpointId: laptop }],
    }),
  );

describe('a round trip', () => {
  it('says registries by address and endpoints by id, with their names beside, and leaves out the usual', async () => {
    await plain();
    const { text } = await sync.subscriptions.exportText();
    expect(text).toContain('registry: https://containers.lab.edu/ # Lab\n');
    expect(text).toContain(`- endpoint: ${laptop} # Laptop\n`);
    expect(text).not.toMatch(/conditions|after|paused|null/);
  });

  it('changes nothing here, and makes the same on another computer', async () => {
    const made = await rich();
    await bench.clock.advance(1000);
    await plain();
    await sync.subscriptions.update({ id: made.id, isPaused: true });
    const { text } = await sync.subscriptions.exportText();
    expect(await take(text)).toEqual({
      created: [],
      updated: [],
      unchanged: ['nightly: "lab" #1', 'no'],
      faults: [],
    });
    const before = await list();
    await sync.stop();
    bench = createSyncBench();
    sync = bench.make();
    sync.start();
    expect(await take(text)).toMatchObject({ created: ['nightly: "lab" #1', 'no'], faults: [] });
    const shown = (one: (typeof before)[number]) => ({ ...one, createdAt: '' });
    const byName = <T extends { name: string }>(all: readonly T[]) =>
      all.toSorted((a, b) => (a.name < b.name ? -1 : 1));
    expect(byName((await list()).map(shown))).toEqual(byName(before.map(shown)));
  });

  it('a dry run writes nothing', async () => {
    await plain();
    const { text } = await sync.subscriptions.exportText();
    const changed = text.replace('tag: on', 'tag: "off"');
    expect(changed).not.toBe(text);
    expect(await take(changed, { dryRun: true })).toMatchObject({ updated: ['no'] });
    expect((await list())[0]?.source.tag).toBe('on');
    expect(await take(changed)).toMatchObject({ updated: ['no'] });
    expect((await list())[0]?.source.tag).toBe('off');
  });
});

const inEnglish = ({ code, facts }: ImportFault) => importFaultWords.en[code](facts);
const file = (lines: string) => `version: 1\nsubscriptions:\n${lines}`;
const entry = `  - name: mine
    from: { registry: Lab, tag: 2.10 }
    to:
      - endpoint: Sherlock
`;

describe('by hand', () => {
  it('names are understood, and a tag that looks like a number stays as it is written', async () => {
    expect(await take(file(entry))).toMatchObject({ created: ['mine'], faults: [] });
    expect(await list()).toMatchObject([
      { name: 'mine', source: { registryId, tag: '2.10', container: '*' }, destinations: [{ endpointId: sherlock }] },
    ]);
    expect(await take(file(`${entry}    paused: true\n`))).toMatchObject({ created: [], updated: ['mine'] });
    expect((await list())[0]?.state).toBe('paused');
  });

  it.each([
    ['no registry', entry.replace('Lab', 'Lub'), 4, 23, 'no registry "Lub" is connected here'],
    ['no endpoint', entry.replace('Sherlock', 'Watson'), 6, 19, 'no endpoint "Watson" is known here'],
    ['an unknown key', `${entry}    retries: 3\n`, 3, 5, 'unknown key: retries'],
    ['something missing', entry.replace('name: mine', 'paused: true'), 3, 5, 'name is missing'],
    ['a wrong value', `${entry}    paused: yes\n`, 7, 13, 'true or false'],
    ['a bad folder', `${entry}        folder: /a/../b\n`, 7, 17, 'not a folder at an endpoint'],
    [
      'a webhook in the open',
      `${entry}    after: { webhookUrl: "http://x.org/" }\n`,
      7,
      26,
      expect.stringContaining('https'),
    ],
    ['the same twice', entry + entry, 7, 11, '"mine" is there twice'],
    ['a file that is none', '    - [', 3, expect.any(Number), expect.any(String)],
  ])('%s is told with its line, and nothing is written', async (_what, lines, line, column, what) => {
    const report = await take(file(lines));
    const [fault] = report.faults;
    if (!fault) throw new Error('no fault');
    expect({ line: fault.line, column: fault.column, what: inEnglish(fault) }).toEqual({ line, column, what });
    // As whole a sentence in the other language.
    expect(importFaultWords.de[fault.code](fault.facts)).toMatch(/^\S.*\S$/);
    expect(importFaultWords.de[fault.code](fault.facts)).not.toMatch(/undefined/);
    expect(report.created).toEqual([]);
    expect(await list()).toEqual([]);
  });

  it('another version, no version, and what is no file at all', async () => {
    expect((await take('version: 2\nsubscriptions: []')).faults).toMatchObject([
      { line: 1, code: 'notAllowed', facts: { reason: 'version 1' } },
    ]);
    expect((await take('')).faults).toHaveLength(1);
    expect((await take('just words')).faults).toHaveLength(1);
    const bomb = Array.from({ length: 9 }, (_, n) => `a${n + 1}: &a${n + 1} [${`*a${n},`.repeat(9)}]`).join('\n');
    expect((await take(`a0: &a0 [x]\n${bomb}\n`)).faults).toMatchObject([{ code: 'tooManyAliases' }]);
  });

  it('a first run above the limit asks first', async () => {
    bench.setSettings({ transfers: { parallelTasks: 3, encryptsData: false, confirmAboveBytes: 500 } });
    bench.put('lab/tool:2.10');
    await expect(take(file(entry))).rejects.toMatchObject({ code: 'transfer.needsConfirmation' });
    expect(await list()).toEqual([]);
    expect(await take(file(entry), { confirmed: true })).toMatchObject({ created: ['mine'] });
  });
});

import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { openSqliteDatabase } from '../../../src-main/node/sqliteDatabase.ts';
import { ledgerSchema } from '../../../src-main/sync/ledgerSchema.ts';
import { type Cli, commandLine, type Running, seedLab, startProgram, temporaryFolder } from './cliBench.ts';
import { failureShape, registriesShape } from './cliShapes.ts';

// Each command is a process; on a busy machine some take long.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

/** Who carries the app, who shares it, who waits, and what is left behind. */
let folder: Awaited<ReturnType<typeof temporaryFolder>>;
let cli: Cli;
const running: Running[] = [];
const servers: Server[] = [];

const connectionFile = () => join(folder.path, 'connection.json');
const start = (...words: string[]) => {
  const started = cli.start(...words);
  running.push(started);
  return started;
};

beforeEach(async () => {
  folder = await temporaryFolder();
  cli = commandLine(folder.path);
});
afterEach(async () => {
  for (const { child } of running.splice(0)) child.kill('SIGKILL');
  for (const server of servers.splice(0)) server.close();
  await folder.remove();
});

/** A registry address where somebody listens and never answers. */
async function silentAddress(): Promise<string> {
  const server = createServer();
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  return `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}/`;
}

/** A process id that nobody has any more. */
async function endedPid(): Promise<number> {
  const program = startProgram(['-e', '']);
  await program.ended;
  return program.pid;
}

describe('a command without a running app', () => {
  it('carries the app itself and leaves no trace of that', async () => {
    const { code, document } = await cli.json('registries');
    expect([code, registriesShape.parse(document).registries]).toEqual([0, []]);
    expect(readdirSync(folder.path).toSorted()).toEqual(
      ['.state.db.exists', 'backups', 'logs', 'state.db', 'vault'].filter((name) =>
        existsSync(join(folder.path, name)),
      ),
    );
    expect(existsSync(connectionFile())).toBe(false);
  });

  it('passes over the word of an app that was killed, or of nobody who listens', async () => {
    const word = (pid: number) => ({ pid, connection: { url: 'http://127.0.0.1:9/', token: 'x'.repeat(43) } });
    for (const text of [JSON.stringify(word(await endedPid())), JSON.stringify(word(process.pid)), '{"pid":']) {
      writeFileSync(connectionFile(), text);
      const { code } = await cli.json('registries');
      expect([text, code, existsSync(connectionFile())]).toEqual([text, 0, false]);
    }
  });

  it('says so when a window has the folder', async () => {
    const { db } = await openSqliteDatabase({ file: join(folder.path, 'state.db'), schema: ledgerSchema });
    const { code, document } = await cli.json('registries');
    db.close();
    const { error } = failureShape.parse(document);
    expect([code, error.code, error.title]).toEqual([1, 'state.inUse', 'Another Portolan uses this data folder']);
  });
});

describe('several commands at once', () => {
  it('on an idle folder all succeed', async () => {
    const ended = await Promise.all(Array.from({ length: 4 }, () => cli.json('registries')));
    expect(ended.map(({ code, document }) => (code === 0 ? 0 : document))).toEqual([0, 0, 0, 0]);
  });

  it('wait for one that does not share, and Ctrl+C ends that one in good order', async () => {
    const first = start('registries', 'add', await silentAddress(), '--json');
    await expect.poll(() => existsSync(connectionFile()), { timeout: 20_000 }).toBe(true);
    expect(JSON.parse(readFileSync(connectionFile(), 'utf8'))).toEqual({ pid: first.pid, connection: null });
    const second = start('registries', '--json');
    await second.said(new RegExp(`Waiting for another command on this data folder .process ${first.pid}.`));
    first.child.kill('SIGINT');
    const { code, out, err } = await first.ended;
    expect([code, failureShape.parse(JSON.parse(out)).error.code]).toEqual([1, 'command.interrupted']);
    expect(err).toContain('Stopped by you');
    expect((await second.ended).code).toBe(0);
    expect(readdirSync(folder.path).filter((name) => /tmp|connection/.test(name))).toEqual([]);
  });

  it('use one that lasts; that one ends only after them, and lets nobody new in meanwhile', async () => {
    await seedLab(folder.path);
    const first = start('--lab', 'login', '--code', '--json');
    await first.said(/Then paste the code here/);
    expect(statSync(connectionFile()).mode & 0o777).toBe(0o600);
    const second = start('sync', '--watch', '--json');
    await second.said(/Watching/);
    expect((await cli.json('registries')).code).toBe(0);

    first.child.stdin?.end();
    await first.said(/Other commands still use this app/);
    const late = start('--lab', 'registries', '--json');
    await late.said(/Waiting for another command/);
    expect([first.child.exitCode, second.child.exitCode]).toEqual([null, null]);
    second.child.kill('SIGINT');
    expect((await second.ended).code).toBe(0);
    expect((await first.ended).code).toBe(1);
    expect((await late.ended).code).toBe(0);
    expect(existsSync(connectionFile())).toBe(false);
  });

  it('use one that lasts; when that is ended by a signal, it goes at once and they say so', async () => {
    const first = start('sync', '--watch', '--json');
    await first.said(/Watching/);
    const second = start('sync', '--watch', '--json');
    await second.said(/Watching/);
    first.child.kill('SIGTERM');
    expect((await first.ended).code).toBe(0);
    const { code, out } = await second.ended;
    expect([code, failureShape.parse(JSON.parse(out)).error.code]).toEqual([5, 'network.unreachable']);
  });

  it('a command whose app is killed says that it went away, and the next one starts anew', async () => {
    const app = start('sync', '--watch');
    await app.said(/Watching/);
    const asking = start('registries', 'add', await silentAddress(), '--json');
    const server = servers[0];
    await new Promise((resolve) => server?.once('connection', resolve));
    app.child.kill('SIGKILL');
    const { code, out } = await asking.ended;
    expect([code, failureShape.parse(JSON.parse(out)).error.code]).toEqual([5, 'network.unreachable']);
    expect((await cli.json('registries')).code).toBe(0);
  });
});

describe('login', () => {
  it('that waits for the browser is cancelled by Ctrl+C', async () => {
    await seedLab(folder.path);
    const login = start('--lab', 'login', '--json');
    await login.said(/Open this address/);
    login.child.kill('SIGINT');
    const { code, out } = await login.ended;
    expect([code, failureShape.parse(JSON.parse(out)).error.code]).toEqual([1, 'signIn.cancelled']);
    expect(existsSync(connectionFile())).toBe(false);
  });
});

describe('--lab', () => {
  it('on an app that does not practise is refused, so that nothing real is touched by mistake', async () => {
    const app = start('sync', '--watch');
    await app.said(/Watching/);
    for (const words of [
      ['--lab', 'registries'],
      ['lab', 'faults'],
    ]) {
      const { code, document } = await cli.json(...words);
      expect([code, failureShape.parse(document).error.code]).toEqual([1, 'lab.notRunning']);
    }
  });
});

describe('standard output', () => {
  it('that is closed early is no failure', async () => {
    const help = start('--help');
    help.child.stdout?.destroy();
    expect((await help.ended).err).toBe('');
  });
});

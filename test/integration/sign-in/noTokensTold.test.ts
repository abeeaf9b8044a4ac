import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { researcher } from '../../../src-main/lab/people.ts';
import { createGotHttp } from '../../../src-main/node/gotHttp.ts';
import { createPinoLogger } from '../../../src-main/node/pinoLogger.ts';
import { createVault } from '../../../src-main/node/systemVault.ts';
import type { HttpAnswer } from '../../../src-main/ports/http.ts';
import { brokenAnswers, startBrokenTokenEndpoint } from './brokenTokenEndpoint.ts';
import { createBench, globus, type Lab, registry, registryId, startSignInLab } from './signInBench.ts';

let lab: Lab;
let dir: string;
beforeAll(async () => {
  lab = await startSignInLab();
  dir = await mkdtemp(join(tmpdir(), 'portolan-sign-in-'));
});
afterAll(async () => {
  await lab.stop();
  await rm(dir, { recursive: true, force: true });
});

const secretFields = /"(?:access_token|refresh_token|id_token)":"([^"]+)"/g;

/** Every way a secret may be written down. */
const disguises = (secret: string) => [
  secret,
  encodeURIComponent(secret),
  Buffer.from(secret).toString('base64').replace(/=+$/, ''),
  Buffer.from(secret).toString('hex'),
];

async function textsBelow(folder: string): Promise<Map<string, string>> {
  const found = new Map<string, string>();
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    if (entry.isFile()) found.set(path, await readFile(path, 'utf8'));
  }
  return found;
}

it('no token, code or verifier is in a log, an event, an error or a file but the vault', async () => {
  const wire = createGotHttp();
  const broken = await startBrokenTokenEndpoint();
  const canaries = new Set<string>([researcher.registryToken]);
  let fault: (typeof brokenAnswers)[number] | null = null;
  const note = (answer: HttpAnswer) => {
    for (const [, secret = ''] of new TextDecoder().decode(answer.body).matchAll(secretFields)) canaries.add(secret);
    return answer;
  };
  const logger = createPinoLogger({ dir: join(dir, 'log'), level: 'debug' });
  const vault = await createVault({ dir, preferred: 'plain', env: {}, logger });
  const errors: unknown[] = [];
  const bench = createBench(lab, {
    logger,
    vault,
    http: {
      async send(request) {
        const { code, code_verifier: verifier, refresh_token: refreshToken, token } = request.form ?? {};
        for (const secret of [code, verifier, refreshToken, token]) if (secret) canaries.add(secret);
        const isToBreak = fault !== null && request.form?.grant_type === 'refresh_token';
        return note(
          await wire.send(isToBreak && fault ? { ...request, url: broken.at(fault), timeoutMs: 60 } : request),
        );
      },
    },
  });
  const keepError = (error: unknown) => void errors.push(error);

  await bench.signIn.registryCredentials.setToken(registryId, researcher.registryToken);
  await bench.signInAs(researcher);
  await bench.signInAs(researcher, { provider: registry });
  for (fault of brokenAnswers) {
    await bench.clock.advance(172_800_000);
    await bench.signIn.globusTokens.accessToken('transfer').catch(keepError);
    await bench.signIn.registryCredentials.credential(registryId).catch(keepError);
  }
  fault = null;
  await bench.clock.advance(172_800_000);
  await bench.signIn.globusTokens.accessToken('search');
  lab.world.tokens.revokeAll();
  await bench.clock.advance(172_800_000);
  await bench.signIn.globusTokens.accessToken('transfer').catch(keepError);
  const begun = await bench.begin({ way: 'code' });
  await bench.signIn.submitCode(globus, 'canary-code-0123456789abcdef').catch(keepError);
  await bench.signIn.cancel(globus);
  await bench.signIn.signOut(registry);
  canaries.add('canary-code-0123456789abcdef');

  expect(canaries.size).toBeGreaterThan(15);
  expect(errors.length).toBeGreaterThan(30);
  const files = await textsBelow(dir);
  const log = files.get(join(dir, 'log', 'portolan.log')) ?? '';
  expect(log.split('\n').length).toBeGreaterThan(20);
  const chainOf = (error: unknown): unknown[] =>
    error instanceof Error ? [error.name, error.message, error.stack, { ...error }, ...chainOf(error.cause)] : [error];
  const told = [
    log,
    JSON.stringify(bench.events),
    JSON.stringify(errors.flatMap(chainOf)),
    JSON.stringify(begun.state),
    ...[...files].filter(([path]) => !path.includes('/vault/')).map(([, text]) => text),
  ].join('\n');
  const leaked = [...canaries].filter((canary) => disguises(canary).some((disguise) => told.includes(disguise)));
  expect(leaked).toEqual([]);

  expect((await stat(join(dir, 'vault'))).mode & 0o777).toBe(0o700);
  expect((await stat(join(dir, 'vault', 'plain.json'))).mode & 0o777).toBe(0o600);
  await bench.stop();
  await broken.stop();
  wire.close();
});

import { afterEach, beforeEach, expect, it } from 'vitest';
import { startProxy } from '../node/loopbackProxy.ts';
import { type AppBench, patience, startAppBench } from './appBench.ts';

let bench: AppBench;
const ends: (() => void)[] = [];
beforeEach(async () => {
  bench = await startAppBench();
});
afterEach(async () => {
  await bench.stop();
  for (const end of ends.splice(0)) end();
});

async function proxyToRegistry(options: { readonly credentials?: string; readonly refusal?: number } = {}) {
  const port = Number(new URL(bench.lab.info.registry.url).port);
  const proxy = await startProxy({ ...options, target: () => ({ port }) });
  ends.push(proxy.stop);
  return proxy;
}

const elsewhere = 'http://registry.lab.test/';

it('reaches a registry through the proxy of the settings, with its password from the vault, without a restart', async () => {
  const services = await bench.start();
  const proxy = await proxyToRegistry({ credentials: 'ada:pass word' });
  await expect(services.registries.probe(elsewhere)).rejects.toMatchObject({ code: 'network.unreachable' });
  const way = { proxy: 'manual', proxyUrl: proxy.url } as const;
  services.settings.update({ network: way });
  await expect
    .poll(() => services.registries.probe(elsewhere).catch((error: unknown) => error), patience)
    .toMatchObject({ code: 'network.proxyRefused', facts: { proxy: proxy.host, status: 407 } });
  services.settings.update({ network: { proxyUser: 'ada' } });
  expect(await services.network.setProxyPassword('pass word')).toEqual({ hasProxyPassword: true, problem: null });
  expect(await services.registries.probe(elsewhere)).toMatchObject({ kind: 'sregistry' });
  const { name } = await services.registries.add({ url: elsewhere });
  const { checks } = await services.network.test();
  expect(checks.find(({ kind }) => kind === 'registry')).toMatchObject({
    ...{ name, origin: 'http://registry.lab.test', proxy: proxy.host, problem: null },
  });
  // Globus is this computer here, so no proxy is asked for it.
  expect(checks.filter(({ kind }) => kind.startsWith('globus')).map(({ proxy: by, problem }) => [by, problem])).toEqual(
    Array.from({ length: 3 }, () => [null, null]),
  );
  expect(proxy.asked.every((line) => line.includes('registry.lab.test'))).toBe(true);
  const { text } = await services.support.bundle();
  expect(text).toContain('registry.lab.test');
  for (const secret of ['pass word', 'YWRhOnBhc3Mgd29yZA', '"ada"']) expect(text).not.toContain(secret);
  expect(JSON.stringify(services.settings.read())).not.toContain('pass word');
});

it('says which proxy refused, and which file of authorities cannot be used', async () => {
  const services = await bench.start();
  const proxy = await proxyToRegistry({ refusal: 403 });
  services.settings.update({
    network: { proxy: 'manual', proxyUrl: proxy.url, caFile: '/nowhere/ca.pem' },
  });
  await services.network.test();
  expect((await services.network.state()).problem).toMatchObject({
    code: 'network.caFile',
    facts: { file: '/nowhere/ca.pem', reason: 'ENOENT' },
  });
  // An address of http has no tunnel: what the proxy answers looks like the server's own answer, but for 407.
  await expect(services.registries.probe('https://registry.lab.test/')).rejects.toMatchObject({
    code: 'network.proxyRefused',
    facts: { proxy: proxy.host, status: 403, host: 'registry.lab.test' },
  });
});

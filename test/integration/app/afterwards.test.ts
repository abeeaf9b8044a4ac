import { createHmac } from 'node:crypto';
import { existsSync } from 'node:fs';
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createSubscriptionSchema } from '../../../src-main/contract/subscription.ts';
import { type AppBench, eventually, places, startAppBench } from './appBench.ts';

interface Call {
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

let bench: AppBench;
let receiver: Server;
const calls: Call[] = [];
let refusals = 1;

beforeAll(async () => {
  receiver = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request.setEncoding('utf8')) body += chunk;
    calls.push({ headers: request.headers, body });
    response.statusCode = refusals > 0 ? 503 : 204;
    refusals -= 1;
    response.end();
  });
  await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve));
  bench = await startAppBench();
  await bench.start();
  await bench.signIn();
});
afterAll(async () => {
  await bench.stop();
  await new Promise((resolve) => receiver.close(resolve));
});

it('keeps the last of a container at a real endpoint, leaves strangers alone, and tells a webhook with a signed body', async () => {
  const registryId = await bench.connect();
  const { port } = receiver.address() as AddressInfo;
  await bench.lab.push({ name: 'fresh/tool:1', sizeBytes: 40_960 });
  await bench.services().subscriptions.create(
    createSubscriptionSchema.parse({
      name: 'keep one',
      source: { registryId, containerCollection: 'fresh' },
      destinations: [{ endpointId: places.partnerShare, folder: '/kept/' }],
      after: { keepLast: 1, webhookUrl: `http://127.0.0.1:${port}/hook` },
    }),
  );
  const at = (path: string) => existsSync(bench.fileAt(places.partnerShare, path));
  await eventually(() => at('/kept/fresh/tool_1.sif')).toBe(true);
  await eventually(() => calls.length).toBe(2);
  await bench.lab.push({ name: 'fresh/tool:2', sizeBytes: 40_960 });
  await eventually(() => at('/kept/fresh/tool_2.sif')).toBe(true);
  await eventually(() => at('/kept/fresh/tool_1.sif')).toBe(false);
  expect(at('/kept/fresh/tool_2.sif')).toBe(true);
  await eventually(() => calls.length).toBe(3);

  const { secret } = await bench.services().subscriptions.webhookSecret({ renew: false });
  for (const { headers, body } of calls) {
    expect(headers['content-type']).toMatch(/^application\/json/);
    expect(headers['x-portolan-signature']).toBe(`sha256=${createHmac('sha256', secret).update(body).digest('hex')}`);
  }
  // The first was refused once: the very same message came again.
  expect(calls[1]?.body).toBe(calls[0]?.body);
  expect(JSON.parse(calls[2]?.body ?? '{}')).toMatchObject({
    event: 'images.arrived',
    subscription: { name: 'keep one' },
    arrived: [{ name: 'fresh/tool:2', path: '/kept/fresh/tool_2.sif' }],
  });
});

it('a subscription whose disk is full goes on by itself when there is room', async () => {
  bench.fault('disk-full', true, places.partnerShare);
  const made = await bench.subscribe(places.partnerShare, { containerCollection: 'genomics', container: 'fastqc' });
  const view = async () => (await bench.services().subscriptions.list()).find(({ id }) => id === made.id);
  await eventually(view).toMatchObject({ state: 'problem', problem: { code: 'endpoint.full' } });
  bench.fault('disk-full', false, places.partnerShare);
  await eventually(view).toMatchObject({ state: 'running', problem: null, counts: { upToDate: 1, problems: 0 } });
});

it('a consent that is withdrawn parks what waits, and the sign-in lets it go on', async () => {
  const made = await bench.subscribe(places.scratch, { containerCollection: 'genomics', container: 'fastqc' });
  const view = async () => (await bench.services().subscriptions.list()).find(({ id }) => id === made.id);
  await eventually(view).toMatchObject({ state: 'waitingForYou', problem: { code: 'consent.needed' } });
  await bench.signIn({ consentFor: [places.scratch] });
  await eventually(view).toMatchObject({ state: 'running', problem: null, counts: { upToDate: 1, problems: 0 } });
});

it('the cause of a task that is still active is there within one look', async () => {
  bench.fault('permission-denied', true, places.partnerShare);
  const sent = await bench.send('tools/curl:8.9', places.partnerShare);
  await eventually(async () => (await bench.activity(sent.id)).problem?.code).toBe('endpoint.permissionDenied');
  expect((await bench.activity(sent.id)).completedAt).toBeNull();
  const events = await bench.services().activity.events(sent.id);
  expect(events.find(({ isError }) => isError)?.explanation).toMatchObject({
    code: 'endpoint.permissionDenied',
    whoCanFix: 'you',
    action: 'chooseFolder',
  });
  bench.fault('permission-denied', false, places.partnerShare);
});

import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What somebody might put into a name to get out of the list it is shown in. */
export const hostileNames = {
  script: '<script>window.hacked=1</script>',
  image: '<img src=x onerror="window.hacked=2">',
  svg: '<svg onload=window.hacked=3>',
  template: '{{window.hacked=4}}',
  address: 'javascript&colon;window.hacked=5',
  climb: '../../escaped',
  dots: '..',
  nul: 'nul\0byte',
  terminal: '\u001b]0;owned\u0007\u001b[31mred',
  reversed: 'invoice\u202Efdp.sif',
  hidden: 'zero\u200Bwidth',
  long: 'x'.repeat(10_000),
  wide: 'w'.repeat(250),
  prototype: '__proto__',
  device: 'CON',
  option: '-rf',
} as const;

/** Those that can be a name, however odd; the others must never be seen. */
export const harmlessNames: readonly (keyof typeof hostileNames)[] = [
  'image',
  'svg',
  'template',
  'address',
  'wide',
  'prototype',
  'device',
  'option',
];

/** A registry whose every text is hostile; counts what it was asked. */
export async function startHostileRegistry() {
  const rows = Object.values(hostileNames).flatMap((name, index) => [
    { id: index, collection: 'odd', name, tag: '1', version: `sha256.${String(index).padStart(64, 'a')}` },
    { id: 100 + index, collection: name, name: 'inside', tag: name, version: name, metadata: { arch: name } },
  ]);
  const answers: Readonly<Record<string, unknown>> = {
    '/api/registry/identity': {
      id: hostileNames.image,
      name: `${hostileNames.image}\u202E${hostileNames.long}`,
      url: 'javascript:window.hacked=6',
    },
    '/version': { data: { version: hostileNames.script } },
    '/v1/': { user: hostileNames.image },
    '/api/collections/': { count: 1, next: null, results: [] },
    '/api/containers/': {
      count: rows.length,
      next: null,
      results: [...rows, null, 7, [], { name: 1 }, { __proto__: 1 }],
    },
  };
  const server = createServer((request, response) => {
    const known = answers[new URL(request.url ?? '/', 'http://x').pathname];
    const [status, type] = known === undefined ? [404, 'text/html'] : [200, 'application/json'];
    response.writeHead(status, { 'content-type': type });
    response.end(known === undefined ? hostileNames.script : JSON.stringify(known));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    stop: () => new Promise<void>((resolve) => server.close(() => resolve())),
  };
}

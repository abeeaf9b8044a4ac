import { createServer, type IncomingMessage, request } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';

/** A proxy as a campus has one: it joins whoever may pass to `target`, whatever name was asked for. */
export async function startProxy(options: {
  /** Where every name leads. */
  readonly target: () => { readonly port: number };
  /** `name:password`; absent: everybody may pass. */
  readonly credentials?: string;
  /** Lets nobody through, with this status. */
  readonly refusal?: number;
}) {
  const asked: string[] = [];
  const open = new Set<Socket>();
  const expected = options.credentials && `Basic ${Buffer.from(options.credentials).toString('base64')}`;
  const verdict = ({ headers }: IncomingMessage): number | null => {
    if (options.refusal !== undefined) return options.refusal;
    return expected && headers['proxy-authorization'] !== expected ? 407 : null;
  };
  const server = createServer((incoming, outgoing) => {
    asked.push(`${incoming.method} ${incoming.url}`);
    const refused = verdict(incoming);
    if (refused !== null) return void outgoing.writeHead(refused).end('no');
    const { pathname } = new URL(incoming.url ?? '/');
    const onward = request({ host: '127.0.0.1', port: options.target().port, path: pathname, method: incoming.method });
    onward.once('response', (answer) => {
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(outgoing);
    });
    onward.end();
  });
  server.on('connect', (incoming: IncomingMessage, client: Socket) => {
    asked.push(`CONNECT ${incoming.url}`);
    const refused = verdict(incoming);
    if (refused !== null) return void client.end(`HTTP/1.1 ${refused} Refused\r\n\r\n`);
    const onward = connect(options.target().port, '127.0.0.1', () => {
      client.write('HTTP/1.1 200 Connection established\r\n\r\n');
      onward.pipe(client).pipe(onward);
    });
    for (const socket of [client, onward]) {
      open.add(socket);
      socket.on('error', () => socket.destroy());
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    host,
    url: `http://${host}`,
    asked: asked as readonly string[],
    stop: () => {
      for (const socket of open) socket.destroy();
      server.closeAllConnections();
      server.close();
    },
  };
}

import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { serve } from '@hono/node-server';
import type { Hono } from 'hono';

/** One running service of the lab on its own port of 127.0.0.1. */
export interface LabService {
  /** Origin with a trailing `/`. */
  readonly url: string;
  readonly server: Server;
  stop(): Promise<void>;
}

/** Serves a Hono app on 127.0.0.1. `port` 0 takes any free one. */
export async function startService(app: Hono, port = 0): Promise<LabService> {
  const server = await new Promise<Server>((resolve, reject) => {
    const started = serve({ fetch: app.fetch, hostname: '127.0.0.1', port }, () =>
      resolve(started as Server),
    ) as Server;
    started.once('error', reject);
  });
  const { port: bound } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${bound}/`,
    server,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

import type { HttpBindings } from '@hono/node-server';
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response';
import { type Context, Hono } from 'hono';
import type Provider from 'oidc-provider';
import { type LabService, startService } from './service.ts';

export type AuthEnv = { Bindings: HttpBindings };

/**
 * An issuer's address holds its port, and its app needs the issuer: the port is taken first, then `build` makes the
 * app. The issuer has no path and no trailing `/`.
 */
export async function startAtIssuer(
  port: number,
  build: (issuer: string) => Hono<AuthEnv>,
): Promise<LabService & { readonly issuer: string }> {
  const front = new Hono();
  let app: Hono<AuthEnv> | undefined;
  front.all('*', (c) => app?.fetch(c.req.raw, c.env as HttpBindings) ?? c.text('starting', 503));
  const service = await startService(front, port);
  const issuer = service.url.replace(/\/$/, '');
  app = build(issuer);
  return { ...service, issuer };
}

/** Hands a request on to an oidc-provider, which answers by itself. */
export function handTo(provider: Provider): (c: Context<AuthEnv>) => Promise<Response> {
  const answer = provider.callback();
  return async (c) => {
    await answer(c.env.incoming, c.env.outgoing);
    return RESPONSE_ALREADY_SENT;
  };
}

import { setTimeout as wait } from 'node:timers/promises';
import type { MiddlewareHandler } from 'hono';
import type Provider from 'oidc-provider';
import { authProblemBody } from './authErrors.ts';
import type { AuthEnv } from './authFront.ts';
import type { FaultSwitches } from './faultSwitches.ts';

const slowMs = 3000;
const retryAfterSeconds = 2;

/** Pages for people stay up during a fault: one could not sign in again to see what comes after it. */
const isForPeople = (path: string): boolean =>
  /^\/(login\/|v2\/web\/|auth-code$|v2\/oauth2\/authorize|auth(\/|$))/.test(path);

const cutInHalf = (text: string): string => text.slice(0, Math.max(1, Math.floor(text.length / 2)));

/** Shows the faults that any service may show; `stopping` ends a slow answer when the lab stops. */
export function authFaults(faults: FaultSwitches, stopping: AbortSignal): MiddlewareHandler<AuthEnv> {
  return async (c, next) => {
    if (isForPeople(c.req.path)) return next();
    if (faults.isOn('slow')) await wait(slowMs, undefined, { signal: stopping }).catch(() => undefined);
    if (faults.isOn('rate-limit')) {
      c.header('Retry-After', String(retryAfterSeconds));
      const detail = 'Too many requests';
      return c.json(authProblemBody({ status: 429, code: 'RATE_LIMITED', title: detail, detail }), 429);
    }
    if (faults.isOn('server-error')) {
      const detail = 'The practice lab was told to fail';
      return c.json(authProblemBody({ status: 500, code: 'SERVER_ERROR', title: 'Server Error', detail }), 500);
    }
    if (faults.isOn('html-answer')) return c.html('<!doctype html><title>Login</title><h1>Welcome to the network</h1>');
    await next();
    if (faults.isOn('cut-json') && c.res.headers.get('content-type')?.includes('json'))
      c.res = new Response(cutInHalf(await c.res.text()), { status: c.res.status, headers: c.res.headers });
  };
}

/** The fault `cut-json` for what an oidc-provider answers by itself. */
export function cutProviderAnswers(provider: Provider, faults: FaultSwitches): void {
  provider.use(async (ctx, next) => {
    await next();
    if (!faults.isOn('cut-json') || typeof ctx.body !== 'object' || ctx.body === null) return;
    ctx.body = cutInHalf(JSON.stringify(ctx.body));
    ctx.type = 'application/json';
  });
}

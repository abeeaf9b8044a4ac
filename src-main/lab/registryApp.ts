import { Hono } from 'hono';
import { detail, errorPage, finish, json, notFoundPage, page, redirect, tooOftenPage } from './registryAnswers.ts';
import { apiRoutes, tokenRoute } from './registryApi.ts';
import { identifyCaller, type RegistryCaller } from './registryCaller.ts';
import { cutAnswer, faultyAnswer, throttled } from './registryFaults.ts';
import { libraryRoutes } from './registryLibrary.ts';
import { createRegistryLimits } from './registryLimits.ts';
import { objectRoute } from './registryObjects.ts';
import { pageRoutes } from './registryPages.ts';
import {
  allowed,
  type RegistryCall,
  type RegistryParts,
  type RegistryRoute,
  type ViewMethod,
} from './registryRoute.ts';

interface Dependencies extends RegistryParts {
  readonly log: (line: string) => void;
}

function decoded(path: string): string | null {
  try {
    return decodeURIComponent(path);
  } catch {
    return null; // a stray percent sign names nothing
  }
}

/** What the caller reads: JSON, a page, or nothing that this family has. */
function negotiate(accept: string | null, family: RegistryRoute['family']): 'json' | 'html' | null {
  const ranges = (accept ?? '*/*').split(',').map((range) => range.split(';')[0]?.trim().toLowerCase());
  const has = (...names: string[]) => ranges.some((range) => range !== undefined && names.includes(range));
  if (has('*/*', 'application/json', 'application/*') && !(ranges[0] === 'text/html' && family === 'api'))
    return 'json';
  return has('text/html', 'text/*') && family === 'api' ? 'html' : null;
}

/** The address as the caller spelled it; the lab listens on one address only. */
function askedOrigin(request: Request): string {
  return new URL(request.url).origin;
}

/** Answers of the REST framework before a view is asked: refusals that need no look at the rows. */
function earlyAnswer(route: RegistryRoute, method: string, caller: RegistryCaller): Response | null {
  if (caller.apiUser === 'invalid') return detail('Invalid token.', 403);
  if (method === 'OPTIONS') {
    const renders = ['application/json', ...(route.family === 'api' ? ['text/html'] : [])];
    const parses = ['application/json', 'application/x-www-form-urlencoded', 'multipart/form-data'];
    return json({ name: 'Practice Lab Registry', description: '', renders, parses });
  }
  if (viewOf(route, method)) return null;
  const isViewset = route.family === 'api' && caller.apiUser === null;
  return isViewset
    ? detail('Authentication credentials were not provided.', 403)
    : detail(`Method "${method}" not allowed.`, 405);
}

function viewOf(route: RegistryRoute, method: string) {
  return route.views[(method === 'HEAD' ? 'GET' : method) as ViewMethod];
}

/** The registry as a web app. `stop` ends held-back answers. */
export function createRegistryApp({ log, ...parts }: Dependencies) {
  const limits = createRegistryLimits(parts.clock);
  const stopping = new AbortController();
  const routes = [
    ...apiRoutes(parts),
    tokenRoute(parts),
    ...libraryRoutes(parts),
    ...pageRoutes(parts),
    objectRoute(parts),
  ];
  const find = (path: string) => {
    for (const route of routes) {
      const match = route.pattern.exec(path);
      if (match) return { route, parts: match.slice(1).map((part) => part ?? '') };
    }
    return null;
  };

  const tooMany = (route: RegistryRoute, { caller, request }: RegistryCall): Response | null => {
    const client = `${request.headers.get('x-forwarded-for') ?? ''} ${caller.authorization ?? ''}`;
    if (route.limitedAs !== undefined && limits.isTooOften(route.limitedAs, client)) return tooOftenPage();
    const isCounted = (route.family === 'api' || route.family === 'library') && !route.isUncounted;
    const wait = isCounted && caller.apiUser === null ? limits.countAnonymous(client) : null;
    return wait === null ? null : throttled(wait);
  };

  const show = async (route: RegistryRoute, call: RegistryCall): Promise<Response> => {
    const { method } = call.request;
    const isRest = route.family === 'api' || route.family === 'library';
    const accepted = isRest ? negotiate(call.request.headers.get('accept'), route.family) : 'json';
    if (accepted === null) return detail('Could not satisfy the request Accept header.', 406);
    const early = isRest ? (earlyAnswer(route, method, call.caller) ?? tooMany(route, call)) : tooMany(route, call);
    const view = viewOf(route, method);
    const response = early ?? (await view?.(call)) ?? page('405 Method Not Allowed', '', 405);
    if (accepted !== 'html' || !response.headers.get('content-type')?.includes('json')) return response;
    return page(
      'Practice Lab Registry',
      `<pre>${(await response.text()).replaceAll('<', '&lt;')}</pre>`,
      response.status,
    );
  };

  const answer = async (request: Request): Promise<Response> => {
    const url = new URL(request.url);
    const path = decoded(url.pathname);
    const found = path === null ? null : find(path);
    const faulty = await faultyAnswer(parts.faults, found?.route.family ?? 'page', stopping.signal);
    if (faulty) return faulty;
    if (path === null || !found)
      return path !== null && find(`${path}/`) ? redirect(`${url.pathname}/${url.search}`, 301) : notFoundPage();
    const caller = await identifyCaller(request.headers.get('authorization'), parts);
    const call = {
      request,
      caller,
      query: url.searchParams,
      path,
      parts: found.parts,
      askedOrigin: askedOrigin(request),
    };
    const response = await cutAnswer(parts.faults, await show(found.route, call));
    const vary = found.route.family === 'api' ? 'Accept, Cookie' : 'Cookie';
    const isRest = found.route.family === 'api' || found.route.family === 'library';
    // An error page comes from outside the REST framework.
    const isPage = response.status >= 400 && response.headers.get('content-type')?.startsWith('text/html');
    return finish(response, request.method, isRest && !isPage ? { Vary: vary, Allow: allowed(found.route) } : {});
  };

  const app = new Hono();
  app.all('*', async (context) => {
    const response = await answer(context.req.raw);
    return response.headers.has('Server') ? response : finish(response, context.req.method);
  });
  app.onError((error, context) => {
    log(`registry: ${context.req.method} ${context.req.path}: ${error.message}`);
    return finish(errorPage(), context.req.method);
  });
  return { app, limits, stop: () => stopping.abort() };
}
export type RegistryApp = ReturnType<typeof createRegistryApp>;

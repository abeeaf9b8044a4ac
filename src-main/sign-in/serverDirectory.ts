import type { Clock } from '../ports/clock.ts';
import type { Http } from '../ports/http.ts';
import { type AuthorizationServer, createAuthorizationServer } from './authorizationServer.ts';

/** One AuthorizationServer for each issuer and client, so that metadata is learned once. */
export function createServerDirectory(shared: {
  readonly clock: Clock;
  readonly http: Http;
  readonly stopped: AbortSignal;
}) {
  const known = new Map<string, AuthorizationServer>();
  return {
    of(
      { issuer, clientId }: { readonly issuer: string; readonly clientId: string },
      allowsLoopbackHttp: boolean,
    ): AuthorizationServer {
      const name = JSON.stringify([issuer, clientId, allowsLoopbackHttp]);
      const found = known.get(name);
      if (found) return found;
      const server = createAuthorizationServer({ ...shared, issuer, clientId, allowsLoopbackHttp });
      known.set(name, server);
      return server;
    },
  };
}

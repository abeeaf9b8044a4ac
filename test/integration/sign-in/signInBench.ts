import type { AppEvent } from '../../../src-main/contract/events.ts';
import { type RegistryId, registryIdSchema } from '../../../src-main/contract/ids.ts';
import type { Provider, SignInState, StartSignIn } from '../../../src-main/contract/signIn.ts';
import { type GlobusAuth, startGlobusAuth } from '../../../src-main/lab/authServer.ts';
import { type RegistryIssuer, registryClientId, startRegistryIssuer } from '../../../src-main/lab/registryIssuer.ts';
import { createGotHttp } from '../../../src-main/node/gotHttp.ts';
import type { HttpRequest } from '../../../src-main/ports/http.ts';
import { createSignInService, type SignIn, type SignInDependencies } from '../../../src-main/sign-in/signInService.ts';
import { createFakeBrowser } from '../../fakes/fakeBrowser.ts';
import { createFakeClock } from '../../fakes/fakeClock.ts';
import { makeTestWorld, type TestWorld } from '../../fakes/labWorld.ts';
import { createFakeVault } from '../../fakes/memoryVault.ts';
import { createRecordingLogger } from '../../fakes/recordingLogger.ts';
import { createWebBrowser } from './webBrowser.ts';

export const globus: Provider = { kind: 'globus' };
export const registryId: RegistryId = registryIdSchema.parse('r-0123abcd');
export const registry: Provider = { kind: 'registry', registryId };

export interface Lab extends TestWorld {
  readonly auth: GlobusAuth;
  readonly issuer: RegistryIssuer;
  stop(): Promise<void>;
}

export async function startSignInLab(): Promise<Lab> {
  const world = await makeTestWorld();
  const auth = await startGlobusAuth({ world: world.world, port: 0 });
  const issuer = await startRegistryIssuer({ world: world.world, port: 0, registryUrl: 'http://127.0.0.1:1' });
  return {
    ...world,
    auth,
    issuer,
    async stop() {
      await Promise.all([auth.stop(), issuer.stop()]);
      await world.remove();
    },
  };
}

export type RequestPart = Pick<HttpRequest, 'method' | 'form'> & { readonly url: URL };

/** The service against the lab, with everything around it watched. */
export function createBench(lab: Lab, changed: Partial<SignInDependencies> = {}) {
  const clock = createFakeClock(new Date().toISOString());
  const vault = createFakeVault();
  const logger = createRecordingLogger();
  const browser = createFakeBrowser();
  const web = createWebBrowser();
  const events: AppEvent[] = [];
  const requests: RequestPart[] = [];
  const wire = createGotHttp();
  /** Set to lead a request elsewhere, hold it or note the moment. */
  const line: { divert: ((request: RequestPart) => URL | null | Promise<URL | null>) | null } = { divert: null };

  const dependencies: SignInDependencies = {
    clock,
    vault,
    logger,
    browser,
    http: {
      async send(request) {
        const part: RequestPart = { ...request, url: new URL(request.url) };
        requests.push(part);
        const elsewhere = await line.divert?.(part);
        return wire.send(elsewhere ? { ...request, url: elsewhere } : request);
      },
    },
    publish: (event) => events.push(event),
    globus: { authUrl: lab.auth.url, clientId: lab.auth.clients.native.id, environmentAllowsLoopbackHttp: true },
    registrySignInOffer: async () => ({
      issuer: lab.issuer.issuer,
      clientId: registryClientId,
      scopes: ['registry'],
      registryName: 'Practice',
    }),
    isRemoteSession: false,
    ...changed,
  };

  const create = (more: Partial<SignInDependencies> = {}): SignIn => createSignInService({ ...dependencies, ...more });
  const signIn = create();

  const states = (provider: Provider = globus): SignInState[] =>
    events.flatMap((event) =>
      event.kind === 'signIn.changed' && JSON.stringify(event.provider) === JSON.stringify(provider)
        ? [event.state]
        : [],
    );

  /** Waits for the state without looking at the clock on the wall. */
  async function until(kind: SignInState['kind'], provider: Provider = globus, service = signIn): Promise<SignInState> {
    for (;;) {
      const state = service.state(provider);
      if (state.kind === kind) return state;
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
  }

  async function begin(request: Partial<StartSignIn> = {}, service = signIn) {
    const state = await service.start({ provider: globus, way: 'browser', ...request });
    if (state.kind !== 'waitingForBrowser') throw new Error(`not waiting: ${JSON.stringify(state)}`);
    const url = new URL(state.authorizeUrl);
    return { state, url, redirectUri: url.searchParams.get('redirect_uri') ?? '', sent: url.searchParams };
  }

  async function signInAs(person: { readonly id: string }, request: Partial<StartSignIn> = {}, service = signIn) {
    const { state } = await begin(request, service);
    await web.signIn(state.authorizeUrl, person);
    return until('signedIn', request.provider ?? globus, service);
  }

  const tokenRequests = () => requests.filter(({ form }) => form?.grant_type === 'refresh_token');

  return {
    ...{ clock, vault, logger, browser, web, events, requests, line, dependencies, signIn },
    ...{ create, states, until, begin, signInAs, tokenRequests },
    async stop() {
      await signIn.stop();
      wire.close();
    },
  };
}
export type Bench = ReturnType<typeof createBench>;

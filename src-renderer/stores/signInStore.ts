import { createStore } from 'zustand/vanilla';
import type { Problem } from '../../src-main/contract/errors.ts';
import type { EndpointId, RegistryId } from '../../src-main/contract/ids.ts';
import type { Provider, SignInState } from '../../src-main/contract/signIn.ts';
import type { Api } from '../api/client.ts';
import { problemOf } from '../api/failure.ts';

export interface SignIns {
  readonly globus: SignInState;
  /** Only those seen so far; a missing one is read when it is shown. */
  readonly registries: Readonly<Record<RegistryId, SignInState>>;
}

const signedOut: SignInState = { kind: 'signedOut' };

export const signInStateOf = (signIns: SignIns, provider: Provider): SignInState =>
  provider.kind === 'globus' ? signIns.globus : (signIns.registries[provider.registryId] ?? signedOut);

/** Where each sign-in stands. Calls never reject: a refusal is the state `failed`. */
export function createSignInStore(api: Api) {
  const store = createStore<SignIns>(() => ({ globus: signedOut, registries: {} }));

  function put(provider: Provider, state: SignInState): void {
    if (provider.kind === 'globus') store.setState({ globus: state });
    else store.setState(({ registries }) => ({ registries: { ...registries, [provider.registryId]: state } }));
  }

  async function follow(provider: Provider, call: Promise<SignInState>): Promise<Problem | null> {
    try {
      put(provider, await call);
      return null;
    } catch (error) {
      const problem = problemOf(error);
      put(provider, { kind: 'failed', problem });
      return problem;
    }
  }

  return {
    ...store,
    put,
    read: (provider: Provider) => follow(provider, api.signIn.state.query({ provider })),
    start: (provider: Provider, options: { way?: 'browser' | 'code'; consentFor?: EndpointId[] } = {}) =>
      follow(provider, api.signIn.start.mutate({ provider, ...options })),
    /** The state stays as it is when the code is refused, so that it can be pasted again. */
    async submitCode(provider: Provider, pasted: string): Promise<Problem | null> {
      try {
        put(provider, await api.signIn.submitCode.mutate({ provider, pasted }));
        return null;
      } catch (error) {
        return problemOf(error);
      }
    },
    cancel: (provider: Provider) => follow(provider, api.signIn.cancel.mutate({ provider })),
    signOut: (provider: Provider) => follow(provider, api.signIn.signOut.mutate({ provider })),
  };
}

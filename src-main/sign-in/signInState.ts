import type { Publish } from '../contract/events.ts';
import type { Provider, SignInState } from '../contract/signIn.ts';

export interface SignInStateHolder {
  current(): SignInState;
  /** The only way a sign-in changes its state; says so. */
  move(next: SignInState): void;
}

export function createSignInState(provider: Provider, publish: Publish): SignInStateHolder {
  let current: SignInState = { kind: 'signedOut' };
  return {
    current: () => current,
    move(next) {
      if (current.kind === 'signedOut' && next.kind === 'signedOut' && !current.problem && !next.problem) return;
      current = next;
      publish({ kind: 'signIn.changed', provider, state: next });
    },
  };
}

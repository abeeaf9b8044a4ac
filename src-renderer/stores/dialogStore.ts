import { createStore } from 'zustand/vanilla';
import type { EndpointId, ImageId, SubscriptionId } from '../../src-main/contract/ids.ts';
import type { Provider } from '../../src-main/contract/signIn.ts';
import type { SubscriptionSource } from '../../src-main/contract/subscription.ts';
import type { SubscriptionDraft } from '../features/subscriptions/subscriptionDraft.ts';

/** Dialogs that several pages open. */
export interface OpenDialogs {
  readonly send: { readonly imageIds: readonly ImageId[]; readonly endpointIds: readonly EndpointId[] } | null;
  /** What the subscription editor starts from; the subscriptions page shows it. */
  readonly subscribe: {
    readonly source: Partial<SubscriptionSource>;
    readonly endpointIds: readonly EndpointId[];
    /** What had been typed when the editor was left; `id` null: of a new one. */
    readonly left?: { readonly id: SubscriptionId | null; readonly draft: SubscriptionDraft };
  } | null;
  /** A sign-in that was begun from somewhere; its dialog stays until it has ended. */
  readonly signIn: { readonly provider: Provider; readonly consentFor: readonly EndpointId[] } | null;
  readonly shortcuts: boolean;
  readonly palette: boolean;
}

export function createDialogStore() {
  const store = createStore<OpenDialogs>(() => ({
    send: null,
    subscribe: null,
    signIn: null,
    shortcuts: false,
    palette: false,
  }));
  return {
    ...store,
    openSend: (imageIds: readonly ImageId[], endpointIds: readonly EndpointId[] = []) =>
      store.setState({ send: { imageIds, endpointIds } }),
    closeSend: () => store.setState({ send: null }),
    openSubscribe: (source: Partial<SubscriptionSource>, endpointIds: readonly EndpointId[] = []) =>
      store.setState({ subscribe: { source, endpointIds } }),
    reopenSubscription: (left: { readonly id: SubscriptionId | null; readonly draft: SubscriptionDraft }) =>
      store.setState({ subscribe: { source: {}, endpointIds: [], left } }),
    closeSubscribe: () => store.setState({ subscribe: null }),
    openSignIn: (provider: Provider, consentFor: readonly EndpointId[] = []) =>
      store.setState({ signIn: { provider, consentFor } }),
    closeSignIn: () => store.setState({ signIn: null }),
    showPalette: (isOpen: boolean) => store.setState({ palette: isOpen }),
    showShortcuts: (isOpen: boolean) => store.setState({ shortcuts: isOpen }),
  };
}

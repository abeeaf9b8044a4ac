import { createContext, type ReactNode, useContext, useEffect } from 'react';
import { useStore } from 'zustand';
import type { Api } from '../api/client.ts';
import type { OpenDialogs } from './dialogStore.ts';
import type { ReadState } from './readStore.ts';
import type { Route } from './routeStore.ts';
import type { SignIns } from './signInStore.ts';
import type { Connection, Reads, Stores } from './stores.ts';

const StoresContext = createContext<Stores | null>(null);

export function StoresProvider({ stores, children }: { readonly stores: Stores; readonly children: ReactNode }) {
  return <StoresContext value={stores}>{children}</StoresContext>;
}

export function useStores(): Stores {
  const stores = useContext(StoresContext);
  if (!stores) throw new Error('StoresProvider is missing above this component');
  return stores;
}

export const useApi = (): Api => useStores().api;

type ValueOf<Name extends keyof Reads> = Reads[Name] extends { getState(): ReadState<infer Value> } ? Value : never;
export type ReadView<Name extends keyof Reads> = ReadState<ValueOf<Name>> & { readonly refresh: () => Promise<void> };

/** The last known answer of a query, kept fresh while the component is shown; `refresh` asks the source itself. */
export function useRead<Name extends keyof Reads>(name: Name): ReadView<Name> {
  const store = useStores().reads[name];
  const state = useStore(store) as ReadState<ValueOf<Name>>;
  useEffect(() => store.watch(), [store]);
  return { ...state, refresh: () => store.read({ fromSource: true }) };
}

/** Whether all transfers are paused; null: not known yet. Draws anew only when that changes. */
export const useIsPaused = (): boolean | null =>
  useStore(useStores().reads.status, ({ value }) => value?.isPaused ?? null);

export const useRoute = (): Route => useStore(useStores().route);
export const useDialogs = (): OpenDialogs => useStore(useStores().dialogs);
export const useSignIns = (): SignIns => useStore(useStores().signIns);
export const useConnection = (): Connection => useStore(useStores().connection).state;

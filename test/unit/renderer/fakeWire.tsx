import { EventEmitter } from 'node:events';
import { render } from '@testing-library/react';
import { getWSConnectionHandler } from '@trpc/server/adapters/ws';
import type { ReactNode } from 'react';
import { WebSocketServer } from 'ws';
import { appRouter } from '../../../src-main/app/router.ts';
import { connectApi } from '../../../src-renderer/api/client.ts';
import type { Pipe } from '../../../src-renderer/api/pipeSocket.ts';
import { followEvents } from '../../../src-renderer/stores/followEvents.ts';
import { StoresProvider } from '../../../src-renderer/stores/StoresContext.tsx';
import { createStores } from '../../../src-renderer/stores/stores.ts';
import { WordsProvider } from '../../../src-renderer/strings/WordsContext.tsx';
import { createFakeServices, type FakeOptions, type FakeServices } from '../../fakes/fakeServices.ts';

/** The far end of the pipe: as much of a `ws` socket as tRPC's connection handler uses. */
class FarEnd extends EventEmitter {
  readonly OPEN = 1;
  readonly CLOSED = 3;
  readyState = 1;
  readonly #toPage: (text: string) => void;

  constructor(toPage: (text: string) => void) {
    super();
    this.#toPage = toPage;
  }
  send(text: string): void {
    this.#toPage(text);
  }
  close(): void {
    this.readyState = 3;
    this.emit('close');
  }
  terminate(): void {
    this.close();
  }
}

/** The desktop's carrier in one process: every call of a screen goes through the real router. */
function pipeTo(services: FakeServices): Pipe & { close(): void } {
  const listeners = new Set<(text: string) => void>();
  const farEnd = new FarEnd((text) => {
    for (const listener of listeners) listener(text);
  });
  const accept = getWSConnectionHandler({
    wss: new WebSocketServer({ noServer: true }),
    router: appRouter,
    createContext: () => ({ services }),
  });
  // The handler wants a whole ws socket and request; it uses what FarEnd has.
  Reflect.apply(accept, undefined, [farEnd, { url: '/rpc', headers: {} }]);
  return {
    send: (text) => void farEnd.emit('message', Buffer.from(text), false),
    onMessage(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    close: () => farEnd.close(),
  };
}

export function startScreens(options: FakeOptions = {}) {
  const services = createFakeServices(options);
  const pipe = pipeTo(services);
  globalThis.portolan = pipe;
  const { api, close } = connectApi({ onOpen: () => undefined, onClose: () => undefined });
  const stores = createStores(api);
  stores.connection.setState({ state: 'open' });
  const stopEvents = followEvents(stores);
  return {
    services,
    stores,
    show: (screen: ReactNode) =>
      render(
        <StoresProvider stores={stores}>
          <WordsProvider language="en">{screen}</WordsProvider>
        </StoresProvider>,
      ),
    stop: () => {
      stopEvents();
      close();
      pipe.close();
      globalThis.portolan = undefined;
      location.hash = '';
    },
  };
}

import { createTRPCClient, createWSClient, wsLink } from '@trpc/client';
import type { AppRouter } from '../../src-main/app/router.ts';
import { createPipeSocket, type Pipe } from './pipeSocket.ts';

declare global {
  /** The desktop's preload sets it; in a browser it is absent. */
  var portolan: Pipe | undefined;
}

export type Api = ReturnType<typeof createTRPCClient<AppRouter>>;

interface ConnectionListeners {
  readonly onOpen: () => void;
  readonly onClose: () => void;
}

/** One connection for everything: over the preload's pipe in the desktop form, else over a WebSocket to our own host. */
export function connectApi({ onOpen, onClose }: ConnectionListeners): { api: Api; close: () => void } {
  const pipe = globalThis.portolan;
  const scheme = location.protocol === 'https:' ? 'wss' : 'ws';
  const client = createWSClient({
    url: pipe ? 'pipe:' : `${scheme}://${location.host}/rpc`,
    ...(pipe && { WebSocket: createPipeSocket(pipe) }),
    retryDelayMs: (attempt) => Math.min(500 * 2 ** attempt, 8000),
    onOpen,
    onClose,
  });
  return {
    api: createTRPCClient<AppRouter>({ links: [wsLink({ client })] }),
    close: () => void client.close(),
  };
}

import { createTRPCClient, createWSClient, wsLink } from '@trpc/client';
import { WebSocket } from 'ws';
import type { AppRouter } from '../../app/router.ts';
import { type Connection, readConnection } from '../connectionFile.ts';
import { runHeadless } from '../runHeadless.ts';

export type Portolan = ReturnType<typeof createTRPCClient<AppRouter>>;

export interface Session {
  readonly portolan: Portolan;
  /** True when no app was running and this command carries one itself. */
  readonly isFresh: boolean;
  end(): Promise<void>;
}

function clientOf(connection: Pick<Connection, 'url' | 'token'>) {
  // tRPC takes a WebSocket class and gives it only the address; the token goes in by the subclass.
  class AuthorizedSocket extends WebSocket {
    constructor(address: string | URL) {
      super(address, { headers: { Authorization: `Bearer ${connection.token}` } });
    }
  }
  const socket = createWSClient({
    url: `${connection.url.replace(/^http/, 'ws')}rpc`,
    WebSocket: AuthorizedSocket as never,
  });
  return {
    portolan: createTRPCClient<AppRouter>({ links: [wsLink({ client: socket })] }),
    close: () => socket.close(),
  };
}

/** Speaks to the running app of this data folder, or starts the app without screens for this one command. */
export async function openSession(options: { readonly dataFolder: string; readonly lab: boolean }): Promise<Session> {
  const running = readConnection(options.dataFolder);
  if (running) {
    const client = clientOf(running);
    return { portolan: client.portolan, isFresh: false, end: () => client.close() };
  }
  const app = await runHeadless({
    dataFolder: options.dataFolder,
    lab: options.lab,
    port: 0,
    redirectPort: 0,
    screens: false,
  });
  const client = clientOf({ url: app.server.url, token: app.server.commandToken });
  return {
    portolan: client.portolan,
    isFresh: true,
    end: async () => {
      await client.close();
      await app.stop();
    },
  };
}

import { EventEmitter } from 'node:events';
import { applyWSSHandler } from '@trpc/server/adapters/ws';
import type { IpcMainEvent, WebContents } from 'electron';
import { WebSocketServer } from 'ws';
import { appRouter } from '../app/router.ts';
import type { AppServices } from '../contract/services.ts';
import { appOrigin } from './appScheme.ts';
import type { ElectronApi } from './electronApi.ts';
import { rpcChannel } from './rpcChannel.ts';

const maxMessageLength = 1024 * 1024;

/** Main's end of the string pipe, in the shape of the WebSocket that tRPC's handler expects. */
class MainEnd extends EventEmitter {
  readonly OPEN = 1;
  readonly CLOSED = 3;
  readyState = 1;
  readonly #contents: WebContents;

  constructor(contents: WebContents) {
    super();
    this.#contents = contents;
  }

  send(text: unknown): void {
    if (this.readyState === this.OPEN && !this.#contents.isDestroyed()) this.#contents.send(rpcChannel, String(text));
  }

  close(): void {
    if (this.readyState === this.CLOSED) return;
    this.readyState = this.CLOSED;
    this.emit('close');
  }

  terminate(): void {
    this.close();
  }

  ping(): void {
    // The pipe lives exactly as long as the page; nothing needs proving.
  }
}

/** Only our own page's main frame may speak. */
const isOurPage = ({ senderFrame }: Pick<IpcMainEvent, 'senderFrame'>): boolean =>
  senderFrame !== null && senderFrame.parent === null && senderFrame.origin === appOrigin;

/** Carries the router over one IPC channel of strings. Returns what ends it. */
export function carryRouter({ ipcMain }: Pick<ElectronApi, 'ipcMain'>, services: AppServices): () => void {
  // The handler asks for a server only to hear of connections; no socket is ever opened.
  const connections = new WebSocketServer({ noServer: true });
  applyWSSHandler({ wss: connections, router: appRouter, createContext: () => ({ services }) });
  const ends = new Map<WebContents, MainEnd>();

  const endOf = (contents: WebContents) => {
    const known = ends.get(contents);
    if (known) return known;
    const end = new MainEnd(contents);
    ends.set(contents, end);
    const drop = () => {
      end.close();
      if (ends.get(contents) === end) ends.delete(contents);
    };
    contents.once('destroyed', drop);
    contents.once('did-navigate', drop);
    contents.once('render-process-gone', drop);
    connections.emit('connection', end, { url: '/', headers: {} });
    return end;
  };

  const onMessage = (event: IpcMainEvent, text: unknown) => {
    if (!isOurPage(event) || typeof text !== 'string' || text.length > maxMessageLength) return;
    // tRPC reads what arrives as a WebSocket would give it: bytes.
    endOf(event.sender).emit('message', Buffer.from(text), false);
  };
  ipcMain.on(rpcChannel, onMessage);
  return () => {
    ipcMain.off(rpcChannel, onMessage);
    for (const end of ends.values()) end.close();
    ends.clear();
  };
}

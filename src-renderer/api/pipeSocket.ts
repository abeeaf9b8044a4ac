/** What the desktop's preload offers: strings over one IPC channel, and nothing else. */
export interface Pipe {
  send(text: string): void;
  /** Returns how to stop listening. */
  onMessage(listener: (text: string) => void): () => void;
}

const CONNECTING = 0;
const OPEN = 1;
const CLOSING = 2;
const CLOSED = 3;

/**
 * A WebSocket over the preload's pipe, as much of it as tRPC's client uses. `open` must come in a later macrotask:
 * the client adds its listeners after a microtask turn and would miss an earlier one.
 */
export function createPipeSocket(pipe: Pipe): typeof WebSocket {
  return class PipeSocket extends EventTarget implements WebSocket {
    static readonly CONNECTING = CONNECTING;
    static readonly OPEN = OPEN;
    static readonly CLOSING = CLOSING;
    static readonly CLOSED = CLOSED;
    readonly CONNECTING = CONNECTING;
    readonly OPEN = OPEN;
    readonly CLOSING = CLOSING;
    readonly CLOSED = CLOSED;
    readonly url = 'pipe:';
    readonly protocol = '';
    readonly extensions = '';
    readonly bufferedAmount = 0;
    binaryType: BinaryType = 'arraybuffer';
    readyState: 0 | 1 | 2 | 3 = CONNECTING;
    onopen = null;
    onmessage = null;
    onerror = null;
    onclose = null;
    readonly #stopListening: () => void;

    constructor() {
      super();
      this.#stopListening = pipe.onMessage((text) => {
        if (this.readyState === OPEN) this.dispatchEvent(new MessageEvent('message', { data: text }));
      });
      setTimeout(() => {
        if (this.readyState !== CONNECTING) return;
        this.readyState = OPEN;
        this.dispatchEvent(new Event('open'));
      }, 0);
    }

    send(text: string): void {
      pipe.send(text);
    }

    close(): void {
      if (this.readyState === CLOSED) return;
      this.readyState = CLOSED;
      this.#stopListening();
      this.dispatchEvent(new Event('close'));
    }
  };
}

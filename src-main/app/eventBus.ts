import { EventEmitter, on } from 'node:events';
import type { AppEvent, Publish } from '../contract/events.ts';

export interface EventBus {
  readonly publish: Publish;
  readonly events: (signal: AbortSignal) => AsyncIterable<AppEvent>;
}

/** Everything that happens, to whoever listens now. Listeners that come late read the state, then listen. */
export function createEventBus(): EventBus {
  const emitter = new EventEmitter();
  emitter.setMaxListeners(0);
  return {
    publish: (event) => {
      emitter.emit('event', event);
    },
    events: async function* (signal) {
      try {
        for await (const [event] of on(emitter, 'event', { signal })) yield event as AppEvent;
      } catch (error) {
        if (!signal.aborted) throw error;
      }
    },
  };
}

import type { KeyboardEvent } from 'react';
import { type Direction, neighbourOf, type Point } from './chartLayout.ts';

const directions: Readonly<Record<string, Direction>> = {
  ArrowLeft: 'left',
  ArrowRight: 'right',
  ArrowUp: 'up',
  ArrowDown: 'down',
};

export const focusNode = (id: string): void =>
  document.querySelector<HTMLElement>(`[data-node-id="${CSS.escape(id)}"]`)?.focus();

interface ChartKeys {
  readonly places: ReadonlyMap<string, Point>;
  readonly canReceive: (id: string) => boolean;
  readonly send: (endpointId: string) => void;
  /** Larger by so many steps, or smaller. */
  readonly zoom: (steps: number) => void;
  readonly showAll: () => void;
  readonly close: () => void;
}

const zoomKeys: Readonly<Record<string, number>> = { '+': 1, '=': 1, '-': -1, _: -1 };

/**
 * Keys on a node: arrows go to the neighbour, S sends there, + and - zoom, 0 shows everything, Esc closes the panel. Enter
 * is the button's own.
 */
export function handleChartKey(event: KeyboardEvent, keys: ChartKeys): void {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const { places, canReceive, send, zoom, showAll, close } = keys;
  const id = nodeIdOf(event.target);
  if (id === null) return;
  const direction = directions[event.key];
  const steps = zoomKeys[event.key];
  if (direction !== undefined) {
    const neighbour = neighbourOf(id, direction, places);
    if (neighbour !== undefined) focusNode(neighbour);
  } else if (event.key.toLowerCase() === 's' && canReceive(id)) {
    send(id);
  } else if (steps !== undefined) {
    zoom(steps);
  } else if (event.key === '0') {
    showAll();
  } else if (event.key === 'Escape') {
    close();
  } else {
    return;
  }
  event.preventDefault();
  event.stopPropagation();
}

function nodeIdOf(target: EventTarget): string | null {
  if (!(target instanceof HTMLElement)) return null;
  return target.closest('.chart-node')?.querySelector<HTMLElement>('[data-node-id]')?.dataset.nodeId ?? null;
}

/** Whether there is anything to paint with; without it, what is zoomed is moved as one picture. */
export const canPaint = (): boolean =>
  'Path2D' in globalThis &&
  'OffscreenCanvas' in globalThis &&
  'transferControlToOffscreen' in HTMLCanvasElement.prototype;

const surfaces = new WeakMap<HTMLCanvasElement, OffscreenCanvas>();

/**
 * What is painted here goes straight to the compositor. A canvas within the page would have the page's layers sorted again
 * for every frame, of which hundreds of nodes have thousands. It can be taken from an element only once. null: this browser has none.
 */
export function surfaceOf(element: HTMLCanvasElement): OffscreenCanvas | null {
  if (!canPaint()) return null;
  const surface = surfaces.get(element) ?? element.transferControlToOffscreen();
  surfaces.set(element, surface);
  return surface;
}

/** The colours of the theme by their names, as the page has them now. */
export function themeInks(): (name: string) => string {
  const style = getComputedStyle(document.documentElement);
  const kept = new Map<string, string>();
  return (name) => {
    const known = kept.get(name);
    if (known !== undefined) return known;
    const ink = style.getPropertyValue(`--${name}`).trim();
    kept.set(name, ink);
    return ink;
  };
}

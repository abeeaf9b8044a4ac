import type { NodeFace } from './nodeFaces.ts';
import type { PaintIcon } from './nodePaint.ts';

/** The drawings of icons are 24 wide. */
const viewBox = 24;
const letters: Readonly<Record<string, string>> = { question: '?', minus: '–' };

function ofSvg(svg: SVGElement): PaintIcon {
  const scale = Number(svg.getAttribute('width') ?? viewBox) / viewBox;
  const stroke = Number(svg.getAttribute('stroke-width') ?? 2);
  const lines = [...svg.querySelectorAll('path')].map((path) => new Path2D(path.getAttribute('d') ?? ''));
  return (context, at, ink) => {
    context.save();
    context.translate(at.x, at.y);
    context.scale(scale, scale);
    context.strokeStyle = ink;
    context.lineWidth = stroke;
    context.lineCap = 'round';
    context.lineJoin = 'round';
    for (const line of lines) context.stroke(line);
    context.restore();
  };
}

const ofLetter =
  (letter: string): PaintIcon =>
  (context, at, ink) => {
    context.save();
    context.fillStyle = ink;
    context.textAlign = 'center';
    context.fillText(letter, at.x + 6.5, at.y + 7);
    context.restore();
  };

/** Icons by the names that a painting has for them, taken from the nodes on the page that show them. */
export function pageIcons(page: ParentNode, faces: readonly NodeFace[]): (name: string) => PaintIcon | null {
  const kept = new Map<string, PaintIcon | null>();
  const ofNodes = (shows: (face: NodeFace) => boolean, part: string): SVGElement | null => {
    for (const { id } of faces.filter(shows)) {
      const svg = page.querySelector<SVGElement>(`[data-node-id="${CSS.escape(id)}"] ${part} svg`);
      if (svg) return svg;
    }
    return null;
  };
  const svgOf = (kind: string, what: string): SVGElement | null => {
    if (kind === 'kind') return ofNodes((face) => face.kind === what, '.chart-node-name');
    if (kind === 'state') return ofNodes(({ state }) => state.icon === what, '.badge');
    return page.querySelector(kind === 'label' ? `.chart-label-${what} svg` : '.chart-send svg');
  };
  return (name) => {
    const before = kept.get(name);
    if (before !== undefined) return before;
    const [kind = '', what = ''] = name.split(' ');
    const letter = letters[what];
    const svg = letter === undefined ? svgOf(kind, what) : null;
    const icon = letter !== undefined ? ofLetter(letter) : svg ? ofSvg(svg) : null;
    kept.set(name, icon);
    return icon;
  };
}

import type { Detail } from './chartDetail.ts';
import { nodeSize, type Point } from './chartLayout.ts';
import type { NodeFace } from './nodeFaces.ts';
import { shortened, wrapped } from './textFit.ts';

export type PaintContext = OffscreenCanvasRenderingContext2D;

/** Draws an icon with its upper left corner at a point. */
export type PaintIcon = (context: PaintContext, at: Point, ink: string) => void;

export interface NodePaint {
  /** A colour of the theme as the page has it now. */
  readonly inks: (name: string) => string;
  readonly font: string;
  /** Icons as nodes of the page have them: `kind mapped`, `state clock`, `send`. */
  readonly iconOf: (name: string) => PaintIcon | null;
  readonly selectedId: string | null;
  /** The node under the pointer or with the focus: it shows its send arrow. */
  readonly aimedId: string | null;
}

const { width, height } = nodeSize;
const left = 16;
const shoreWidth = 5;
const inner = width - 29;
const badgeText = { left: 40, width: 171, size: 11.5, row: 14 } as const;

/** A node as the style sheet draws it, in flow units. */
export function paintNode(context: PaintContext, paint: NodePaint, face: NodeFace, detail: Detail): void {
  const { inks, selectedId, aimedId } = paint;
  context.save();
  context.translate(face.at.x, face.at.y);
  context.textBaseline = 'middle';
  paintBox(context, paint, face, detail);
  if (face.id === selectedId) {
    context.globalAlpha = 0.55;
    context.strokeStyle = inks('accent');
    context.lineWidth = 3;
    context.beginPath();
    context.roundRect(-1.5, -1.5, width + 3, height + 3, face.isRegistry ? 4.5 : 13.5);
    context.stroke();
    context.globalAlpha = 1;
  }
  if (detail === 'all') paintWords(context, paint, face);
  else paintFromAfar(context, paint, face, detail);
  const isAimed = face.id === aimedId || face.id === selectedId;
  if (isAimed && detail === 'all' && !face.isRegistry && face.kind !== 'fold') paintSend(context, paint);
  context.restore();
}

function paintBox(context: PaintContext, { inks }: NodePaint, { isRegistry, isThere }: NodeFace, detail: Detail): void {
  const shore = isThere ? 'blue' : 'amber';
  const radius = isRegistry ? 3 : 12;
  if (detail === 'all') {
    // Two soft edges instead of a blurred shadow, which costs as much as all the rest.
    context.fillStyle = inks('ink');
    for (const [grown, alpha] of [
      [4, 0.03],
      [1, 0.05],
    ] as const) {
      context.globalAlpha = alpha;
      context.beginPath();
      context.roundRect(-grown, 3 - grown, width + 2 * grown, height + 2 * grown, radius + grown);
      context.fill();
    }
    context.globalAlpha = 1;
  }
  // No clipping: along a rounded corner it costs more than everything that is drawn within.
  context.beginPath();
  context.roundRect(0.75, 0.75, width - 1.5, height - 1.5, radius);
  context.fillStyle = inks(isRegistry ? 'panel' : shore);
  context.fill();
  if (!isRegistry) {
    const inland = [shoreWidth, 0.75, width - shoreWidth - 0.75, height - 1.5, [4, radius, radius, 4]] as const;
    context.beginPath();
    context.roundRect(inland[0], inland[1], inland[2], inland[3], [...inland[4]]);
    context.fillStyle = inks('panel');
    context.fill();
    if (detail === 'all') {
      const tide = context.createLinearGradient(0, 0, width * 0.46, 0);
      tide.addColorStop(0, inks(`${shore}-bg`));
      tide.addColorStop(1, inks('panel'));
      context.globalAlpha = 0.75;
      context.fillStyle = tide;
      context.fillRect(shoreWidth, 1.5, width * 0.46 - shoreWidth, height - 3);
    }
    context.beginPath();
    context.roundRect(0.75, 0.75, width - 1.5, height - 1.5, radius);
    context.globalAlpha = 1;
    context.strokeStyle = inks('panel');
    context.lineWidth = 1.5;
    context.stroke();
    context.globalAlpha = 0.62;
  }
  context.strokeStyle = inks(isRegistry ? 'ink' : shore);
  context.lineWidth = isRegistry ? 2 : 1.5;
  context.stroke();
  context.globalAlpha = 1;
}

function paintWords(context: PaintContext, { inks, font, iconOf }: NodePaint, face: NodeFace): void {
  const row = (text: string, at: Point, sizePx: number, weight: number, ink: string): void => {
    context.font = `${weight} ${sizePx}px ${font}`;
    context.fillStyle = inks(ink);
    context.fillText(shortened(context, text, left + inner - at.x), at.x, at.y);
  };
  const shore = face.isThere ? 'blue' : 'amber';
  iconOf(`kind ${face.kind}`)?.(context, { x: left, y: 12.8 }, inks('ink'));
  row(face.name, { x: left + 23, y: 21 }, 13.5, 650, 'ink');
  row(face.line, { x: left, y: 41.5 }, 12, 400, 'ink2');
  if (face.isRegistry) row(face.stock, { x: left, y: 61.5 }, 12, 400, 'ink2');
  else {
    context.beginPath();
    context.arc(left + 4, 60.7, 3.25, 0, 2 * Math.PI);
    context.lineWidth = 1.5;
    context.strokeStyle = inks(shore);
    context.stroke();
    if (face.isThere) {
      context.fillStyle = inks(shore);
      context.fill();
    }
    row(face.stock, { x: left + 14, y: 61 }, 12, 550, shore);
  }
  paintBadge(context, { inks, font, iconOf }, face);
}

function paintBadge(
  context: PaintContext,
  { inks, font, iconOf }: Pick<NodePaint, 'inks' | 'font' | 'iconOf'>,
  { state }: NodeFace,
): void {
  context.font = `600 ${badgeText.size}px ${font}`;
  const lines = wrapped(context, state.word, badgeText.width);
  const tall = lines.length > 1 ? 33 : 19;
  const top = height - 11 - tall;
  const wide =
    lines.length > 1 ? inner : Math.min(inner, badgeText.left - left + context.measureText(lines[0] ?? '').width + 8);
  context.beginPath();
  context.roundRect(left, top, wide, tall, 9);
  context.fillStyle = inks(`${state.tone}-bg`);
  context.fill();
  iconOf(`state ${state.icon}`)?.(context, { x: left + 6, y: top + tall / 2 - 6.5 }, inks(state.tone));
  context.fillStyle = inks(state.tone);
  for (const [index, text] of lines.entries()) {
    context.fillText(text, badgeText.left, top + tall / 2 + (index - (lines.length - 1) / 2) * badgeText.row + 0.5);
  }
}

/** Far away: the name, larger, and the colour of the state. */
function paintFromAfar(
  context: PaintContext,
  { inks, font }: NodePaint,
  { name, state }: NodeFace,
  detail: Detail,
): void {
  if (detail === 'name') {
    context.font = `650 30px ${font}`;
    context.fillStyle = inks('ink');
    context.fillText(shortened(context, name, inner), left, 33.5);
  }
  const top = detail === 'name' ? 83 : 13.5;
  context.beginPath();
  context.roundRect(left, top, inner, height - 11 - top, 9);
  context.fillStyle = inks(state.tone);
  context.fill();
}

function paintSend(context: PaintContext, { inks, iconOf }: NodePaint): void {
  context.beginPath();
  context.arc(-8, height / 2, 16, 0, 2 * Math.PI);
  context.fillStyle = inks('accent');
  context.fill();
  context.lineWidth = 2;
  context.strokeStyle = inks('panel');
  context.stroke();
  iconOf('send')?.(context, { x: -16.5, y: height / 2 - 8.5 }, inks('accent-ink'));
}

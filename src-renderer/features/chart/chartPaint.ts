import type { Viewport } from '@xyflow/react';
import { type Detail, detailAt } from './chartDetail.ts';
import { nodeSize, type Point } from './chartLayout.ts';
import type { Size } from './chartSight.ts';
import type { ArrowLook } from './chartView.ts';
import type { NodeFace } from './nodeFaces.ts';
import { type NodePaint, type PaintContext, paintNode } from './nodePaint.ts';
import { circles, ringRadius, type SeaPaths } from './seaDrawing.ts';

/** All arrows that look the same, as one drawing. */
export interface ArrowBundle {
  readonly look: ArrowLook;
  /** null: the usual one. */
  readonly width: number | null;
  readonly count: number;
  readonly lines: Path2D;
  readonly heads: Path2D;
}

export interface PaintedLabel {
  readonly at: Point;
  /** null: there is room for its sign only. */
  readonly text: string | null;
  readonly look: ArrowLook;
}

export interface ChartPainting extends NodePaint {
  readonly faces: readonly NodeFace[];
  readonly bundles: readonly ArrowBundle[];
  readonly labels: readonly PaintedLabel[];
  readonly sea: SeaPaths;
  /** The middle of the compass rose. */
  readonly rose: Point;
}

interface Stroke {
  readonly ink: string;
  readonly width: number;
  readonly dash: readonly number[];
}

const strokes: Readonly<Record<ArrowLook, Stroke>> = {
  plain: { ink: 'line-strong', width: 1.5, dash: [] },
  subscription: { ink: 'ink3', width: 1.5, dash: [] },
  paused: { ink: 'ink3', width: 1.5, dash: [2, 6] },
  running: { ink: 'blue', width: 2.75, dash: [9, 8] },
  waiting: { ink: 'amber', width: 2.25, dash: [7, 6] },
  held: { ink: 'amber', width: 2.25, dash: [7, 6] },
  problem: { ink: 'red', width: 2.5, dash: [] },
};

/** The whole chart as it is seen through a viewport, onto a canvas of the window's size. */
export function paintChart(
  context: PaintContext,
  painting: ChartPainting,
  { x, y, zoom }: Viewport,
  { width, height }: Size,
  pixelRatio: number,
): void {
  const { inks, faces, bundles, labels } = painting;
  context.setTransform(pixelRatio, 0, 0, pixelRatio, 0, 0);
  context.fillStyle = inks('sea');
  context.fillRect(0, 0, width, height);
  context.setTransform(pixelRatio * zoom, 0, 0, pixelRatio * zoom, pixelRatio * x, pixelRatio * y);
  paintSea(context, painting, zoom);
  const detail = detailAt(zoom);
  for (const bundle of bundles) paintArrows(context, bundle, inks, detail);
  const seen = { left: -x / zoom, top: -y / zoom, right: (width - x) / zoom, bottom: (height - y) / zoom };
  for (const face of faces) {
    const { at } = face;
    const isOutside =
      at.x > seen.right + around ||
      at.y > seen.bottom + around ||
      at.x + nodeSize.width + around < seen.left ||
      at.y + nodeSize.height + around < seen.top;
    if (!isOutside) paintNode(context, painting, face, detail);
  }
  if (detail === 'all') for (const label of labels) paintLabel(context, label, painting);
}

/** Room around a node for its shadow and the arrow that sends. */
const around = 30;

function paintSea(context: PaintContext, { rose, sea, inks }: ChartPainting, zoom: number): void {
  const pixel = 1 / zoom;
  context.save();
  context.translate(rose.x, rose.y);
  context.lineWidth = pixel;
  context.strokeStyle = inks('grid');
  context.stroke(sea.rays);
  context.globalAlpha = 0.55;
  context.stroke(sea.chords);
  context.globalAlpha = 1;
  context.beginPath();
  for (const radius of circles) {
    context.moveTo(radius, 0);
    context.arc(0, 0, radius, 0, 2 * Math.PI);
  }
  context.stroke();
  context.setLineDash([2 * pixel, 5 * pixel]);
  context.beginPath();
  context.arc(0, 0, ringRadius, 0, 2 * Math.PI);
  context.stroke();
  context.setLineDash([]);
  context.strokeStyle = inks('ink3');
  context.globalAlpha = 0.34;
  context.stroke(sea.degrees);
  context.restore();
}

/** Dashes take twenty times as long as lines; of so many, and from afar, they are not told apart either. */
const mostDashed = 30;
/** As the style sheet has it for those seen from afar. */
const fadedAlpha = 0.45;

function paintArrows(
  context: PaintContext,
  { look, width, count, lines, heads }: ArrowBundle,
  inks: (name: string) => string,
  detail: Detail,
): void {
  const { ink, width: usual, dash } = strokes[look];
  context.strokeStyle = inks(ink);
  context.fillStyle = inks(ink);
  context.lineCap = 'round';
  if (look === 'running') {
    context.globalAlpha = 0.16;
    context.lineWidth = 8;
    context.stroke(lines);
    context.globalAlpha = 1;
  }
  context.lineWidth = width ?? usual;
  const isDashed = dash.length > 0 && detail === 'all' && count <= mostDashed;
  if (isDashed) context.setLineDash([...dash]);
  else if (look === 'paused') context.globalAlpha = fadedAlpha;
  context.stroke(lines);
  context.setLineDash([]);
  context.globalAlpha = 1;
  context.fill(heads);
}

const pill = { height: 25, radius: 12.5, iconSize: 14, before: 8, between: 5, after: 10 } as const;

function paintLabel(context: PaintContext, { at, text, look }: PaintedLabel, painting: ChartPainting): void {
  const { inks, font, iconOf } = painting;
  const ink = inks(strokes[look].ink);
  context.font = `600 12px ${font}`;
  const textWidth = text === null ? 0 : context.measureText(text).width;
  const width = text === null ? pill.height : pill.before + pill.iconSize + pill.between + textWidth + pill.after;
  const left = at.x - width / 2;
  context.beginPath();
  context.roundRect(left, at.y - pill.height / 2, width, pill.height, pill.radius);
  context.fillStyle = inks('panel');
  context.fill();
  context.lineWidth = 1;
  context.strokeStyle = inks('line');
  context.stroke();
  const iconLeft = text === null ? at.x - pill.iconSize / 2 : left + pill.before;
  iconOf(`label ${look}`)?.(context, { x: iconLeft, y: at.y - pill.iconSize / 2 }, ink);
  if (text === null) return;
  context.fillStyle = ink;
  context.textBaseline = 'middle';
  context.fillText(text, left + pill.before + pill.iconSize + pill.between, at.y + 0.5);
}

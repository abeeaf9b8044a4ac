import type { Chart, ChartEndpoint } from '../../../src-main/contract/chart.ts';
import type { Words } from '../../strings/createWords.ts';
import { arrowBetween } from './arrowGeometry.ts';
import type { Fold } from './chartFold.ts';
import { nodeSize, type Point } from './chartLayout.ts';
import { arrowView, endpointLine, endpointNodeState, registryLine, registryState, stockOf } from './chartView.ts';
import { placeLabels } from './labelPlaces.ts';

/** Colours as the page has them now, by the names of the theme. */
export type PictureColours = Readonly<
  Record<'sea' | 'panel' | 'line' | 'ink' | 'ink2' | 'amber' | 'blue' | 'red' | 'green' | 'grey', string>
>;

export interface PictureFacts {
  readonly chart: Chart;
  readonly endpoints: readonly ChartEndpoint[];
  readonly folds: readonly Fold[];
  readonly places: ReadonlyMap<string, Point>;
  readonly widths: ReadonlyMap<string, number>;
  readonly colours: PictureColours;
}

const margin = 40;
const font = 'Inter, "Segoe UI", system-ui, sans-serif';

const escaped = (text: string): string =>
  text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`).replace(/[\u0000-\u0008\u000b-\u001f]/g, '');

/** Roughly what fits a node: a picture has no clipping of its own. */
const clipped = (text: string, letters: number): string =>
  text.length > letters ? `${text.slice(0, letters - 1)}…` : text;

interface Box {
  readonly at: Point;
  readonly lines: readonly [name: string, line: string, stock: string, state: string];
  readonly edge: string;
  readonly stateInk: string;
  readonly radius: number;
}

function boxOf({ at, lines, edge, stateInk, radius }: Box, { panel, ink, ink2 }: PictureColours): string {
  const row = (index: number, size: number, fill: string, weight: number): string => {
    const text = clipped(lines[index] ?? '', index === 0 ? 26 : 32);
    return `<text x="${at.x + 15}" y="${at.y + 26 + index * 21}" font-size="${size}" font-weight="${weight}" fill="${fill}">${escaped(text)}</text>`;
  };
  return [
    `<rect x="${at.x}" y="${at.y}" width="${nodeSize.width}" height="${nodeSize.height}" rx="${radius}" fill="${panel}" stroke="${edge}" stroke-width="1.5"/>`,
    row(0, 13.5, ink, 650),
    row(1, 12, ink2, 400),
    row(2, 12, ink2, 400),
    row(3, 12, stateInk, 600),
  ].join('');
}

function boxes(words: Words, { chart, endpoints, folds, places, colours }: PictureFacts): readonly string[] {
  const { t } = words;
  const inkOf = (tone: string): string => colours[tone as keyof PictureColours] ?? colours.grey;
  const drawn: string[] = [];
  const draw = (id: string, box: Omit<Box, 'at'>): void => {
    const at = places.get(id);
    if (at) drawn.push(boxOf({ at, ...box }, colours));
  };
  for (const registry of chart.registries) {
    const state = registryState(words, registry);
    draw(registry.id, {
      lines: [registry.name, t('chart.node.registry'), registryLine(t, registry), state.word],
      edge: colours.ink,
      stateInk: inkOf(state.tone),
      radius: 4,
    });
  }
  for (const place of endpoints) {
    const arrows = chart.arrows.filter(({ endpointId }) => endpointId === place.endpoint.id);
    const state = endpointNodeState(words, place, arrows);
    const stock = stockOf(words, place, [], []);
    draw(place.endpoint.id, {
      lines: [place.endpoint.name, endpointLine(words, place), stock.word, state.word],
      edge: stock.isThere ? colours.blue : colours.amber,
      stateInk: inkOf(state.tone),
      radius: 12,
    });
  }
  for (const { id, organization, places: within } of folds) {
    draw(id, {
      lines: [organization, t('chart.node.folded', { count: within.length }), '', ''],
      edge: colours.line,
      stateInk: colours.grey,
      radius: 12,
    });
  }
  return drawn;
}

function arrows(words: Words, { chart, places, widths, colours }: PictureFacts): readonly string[] {
  const drawn = chart.arrows.flatMap((arrow) => {
    const from = places.get(arrow.registryId);
    const to = places.get(arrow.endpointId);
    return from && to ? [{ arrow, view: arrowView(words, arrow), geometry: arrowBetween(from, to) }] : [];
  });
  const labels = placeLabels(
    drawn.map(({ arrow, view, geometry }) => ({ id: arrow.id, text: view.label, spots: geometry.labelSpots })),
    places.values(),
  );
  return drawn.map(({ arrow, view: { look, label }, geometry: { path, headPoints } }) => {
    const stroke =
      { problem: colours.red, waiting: colours.amber, held: colours.amber, running: colours.blue }[look as string] ??
      colours.grey;
    const dash = look === 'paused' ? ' stroke-dasharray="5 5"' : '';
    const place = labels.get(arrow.id);
    const text =
      label === null || !place || place.isSign
        ? ''
        : `<text x="${place.at.x}" y="${place.at.y + 4}" text-anchor="middle" font-size="12.5" font-weight="600" fill="${stroke}" paint-order="stroke" stroke="${colours.sea}" stroke-width="5">${escaped(label)}</text>`;
    return `<path d="${path}" fill="none" stroke="${stroke}" stroke-width="${widths.get(arrow.id) ?? 1.5}"${dash}/><polygon points="${headPoints}" fill="${stroke}"/>${text}`;
  });
}

/** The whole chart as an SVG document of its own: no style sheet, no font file, nothing from elsewhere. */
export function chartPicture(
  words: Words,
  facts: PictureFacts,
): {
  readonly svg: string;
  readonly width: number;
  readonly height: number;
} {
  const points = [...facts.places.values()];
  const left = Math.min(0, ...points.map(({ x }) => x)) - margin;
  const top = Math.min(0, ...points.map(({ y }) => y)) - margin;
  const width = Math.max(0, ...points.map(({ x }) => x)) + nodeSize.width + margin - left;
  const height = Math.max(0, ...points.map(({ y }) => y)) + nodeSize.height + margin - top;
  const body = [...arrows(words, facts), ...boxes(words, facts)].join('\n');
  return {
    width,
    height,
    svg: `<svg xmlns="http://www.w3.org/2000/svg" viewBox="${left} ${top} ${width} ${height}" width="${width}" height="${height}" font-family='${font}' role="img"><title>${escaped(words.t('chart.page.label'))}</title>
<rect x="${left}" y="${top}" width="${width}" height="${height}" fill="${facts.colours.sea}"/>
${body}
</svg>
`,
  };
}

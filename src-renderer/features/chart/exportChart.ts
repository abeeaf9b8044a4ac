import { saveFile } from '../../lib/saveFile.ts';
import type { Words } from '../../strings/createWords.ts';
import { chartPicture, type PictureColours, type PictureFacts } from './chartPicture.ts';

export type ExportKind = 'svg' | 'png' | 'json';

const names: readonly (keyof PictureColours)[] = [
  'sea',
  'panel',
  'line',
  'ink',
  'ink2',
  'amber',
  'blue',
  'red',
  'green',
  'grey',
];

/** The theme's colours as they are on the page now. */
function themeColours(): PictureColours {
  const style = getComputedStyle(document.documentElement);
  return Object.fromEntries(names.map((name) => [name, style.getPropertyValue(`--${name}`).trim()])) as PictureColours;
}

/** Twice the size on the screen, but no larger than what every browser can draw. */
const scaleFor = (width: number, height: number): number => Math.min(2, 8000 / Math.max(width, height, 1));

async function pngOf(svg: string, width: number, height: number): Promise<Blob> {
  const scale = scaleFor(width, height);
  const image = new Image();
  // A data address: the page's policy allows images of its own and no others.
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`;
  await image.decode();
  const canvas = document.createElement('canvas');
  canvas.width = Math.round(width * scale);
  canvas.height = Math.round(height * scale);
  canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height);
  return new Promise((resolve, reject) =>
    canvas.toBlob(
      (blob) => (blob ? resolve(blob) : reject(new Error('The picture is too large for this browser'))),
      'image/png',
    ),
  );
}

async function blobOf(words: Words, kind: ExportKind, facts: Omit<PictureFacts, 'colours'>): Promise<Blob> {
  if (kind === 'json') {
    const { chart, places } = facts;
    const text = JSON.stringify({ ...chart, places: Object.fromEntries(places) }, null, 2);
    return new Blob([`${text}\n`], { type: 'application/json' });
  }
  const { svg, width, height } = chartPicture(words, { ...facts, colours: themeColours() });
  return kind === 'svg' ? new Blob([svg], { type: 'image/svg+xml' }) : pngOf(svg, width, height);
}

/** Gives the chart to the browser as a file. */
export async function exportChart(
  words: Words,
  kind: ExportKind,
  facts: Omit<PictureFacts, 'colours'>,
  now: Date,
): Promise<string> {
  const blob = await blobOf(words, kind, facts);
  const name = words.t('chart.export.fileName', { date: now.toISOString().slice(0, 10), kind });
  saveFile(blob, name);
  return name;
}

import type { SifSummary } from '../contract/registry.ts';
import { cleanText, plainText } from './plainText.ts';
import { type RangedSource, readExactly } from './rangedSource.ts';
import { readSif, type SifFile } from './readSif.ts';
import type { SifObjectKind } from './sifDescriptor.ts';

/** Recipes and labels are a few kilobytes; what is longer is cut, so that one image cannot fill the memory. */
const maxTextBytes = 1024 * 1024;
const maxLabels = 1000;
const maxLabelCharacters = 8192;

/** What a SIF file says of itself. Rejects as `readSif` does; odd labels are left out, never an error. */
export async function summarizeSif(source: RangedSource): Promise<SifSummary> {
  const file = await readSif(source);
  const definition = await readText(source, file, 'definition');
  const labels = await readText(source, file, 'labels');
  return {
    architecture: architectureOf(file),
    createdAt: file.header.createdAt,
    definition,
    labels: labels === null ? {} : parseLabels(labels),
    environment: await readText(source, file, 'environment'),
    objects: file.objects.map(({ id, kind, name, sizeBytes }) => ({ id, kind, name, sizeBytes })),
    isSigned: file.objects.some((object) => object.kind === 'signature'),
  };
}

/** The header's word, or the primary partition's when the header names none. */
export const architectureOf = (file: SifFile): string | null =>
  file.header.architecture ?? file.objects.find((object) => object.isPrimarySystem)?.architecture ?? null;

async function readText(source: RangedSource, file: SifFile, kind: SifObjectKind): Promise<string | null> {
  const object = file.objects.find((candidate) => candidate.kind === kind);
  if (!object) return null;
  return plainText(await readExactly(source, object.offset, Math.min(object.sizeBytes, maxTextBytes)));
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Older builders wrap the labels as `data.attributes.labels`. */
const innerLabels = (parsed: unknown): Readonly<Record<string, unknown>> => {
  if (!isRecord(parsed)) return {};
  const attributes = isRecord(parsed.data) ? parsed.data.attributes : undefined;
  return isRecord(attributes) && isRecord(attributes.labels) ? attributes.labels : parsed;
};

function parseLabels(text: string): Readonly<Record<string, string>> {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    return {}; // not JSON: the file has no labels one could show
  }
  const entries = Object.entries(innerLabels(parsed)).slice(0, maxLabels);
  return Object.fromEntries(
    entries.map(([name, value]) => [cleanText(name).slice(0, maxLabelCharacters), labelText(value)]),
  );
}

const labelText = (value: unknown): string =>
  cleanText(typeof value === 'string' ? value : (JSON.stringify(value) ?? '')).slice(0, maxLabelCharacters);

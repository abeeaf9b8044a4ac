// As much of WebM (Matroska, RFC 9559) as one video track needs: no audio, no seeking index.

export interface VideoFrame {
  readonly bytes: Uint8Array;
  /** From the start of the film. */
  readonly atMs: number;
  /** Can be shown without those before it. */
  readonly isKey: boolean;
}

export interface Film {
  readonly codec: 'V_VP8' | 'V_VP9';
  readonly width: number;
  readonly height: number;
  readonly durationMs: number;
  /** In the order of their times; the first is a key frame. */
  readonly frames: readonly VideoFrame[];
}

const encoder = new TextEncoder();

function concat(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

function bigEndian(value: number, bytes: number): Uint8Array {
  return Uint8Array.from({ length: bytes }, (_, index) => Math.floor(value / 256 ** (bytes - 1 - index)) % 256);
}

/** An element: its id with the marker bits, its length in eight bytes, its content. */
function element(id: number, ...content: readonly Uint8Array[]): Uint8Array {
  const idBytes = bigEndian(id, id > 0xffffff ? 4 : id > 0xffff ? 3 : id > 0xff ? 2 : 1);
  const body = concat(content);
  return concat([idBytes, Uint8Array.of(0x01), bigEndian(body.length, 7), body]);
}

const unsigned = (id: number, value: number) => element(id, bigEndian(value, 4));
const text = (id: number, value: string) => element(id, encoder.encode(value));

function float(id: number, value: number): Uint8Array {
  const bytes = new Uint8Array(8);
  new DataView(bytes.buffer).setFloat64(0, value);
  return element(id, bytes);
}

const header = element(
  0x1a45dfa3,
  unsigned(0x4286, 1),
  unsigned(0x42f7, 1),
  unsigned(0x42f2, 4),
  unsigned(0x42f3, 8),
  text(0x4282, 'webm'),
  unsigned(0x4287, 2),
  unsigned(0x4285, 2),
);

function facts({ codec, width, height, durationMs }: Film): Uint8Array {
  const segmentInfo = element(
    0x1549a966,
    // Times are counted in milliseconds.
    unsigned(0x2ad7b1, 1_000_000),
    float(0x4489, durationMs),
    text(0x4d80, 'Portolan'),
    text(0x5741, 'Portolan'),
  );
  const video = element(0xe0, unsigned(0xb0, width), unsigned(0xba, height));
  const track = element(
    0xae,
    unsigned(0xd7, 1),
    unsigned(0x73c5, 1),
    unsigned(0x9c, 0),
    unsigned(0x83, 1),
    text(0x86, codec),
    video,
  );
  return concat([segmentInfo, element(0x1654ae6b, track)]);
}

/** A block's time is sixteen signed bits from its cluster's; a cluster begins with each key frame at the latest. */
const longestClusterMs = 30_000;

function clusters(frames: readonly VideoFrame[]): readonly Uint8Array[] {
  const groups: { readonly atMs: number; readonly blocks: Uint8Array[] }[] = [];
  for (const { bytes, atMs, isKey } of frames) {
    let group = groups.at(-1);
    if (!group || isKey || atMs - group.atMs > longestClusterMs) {
      group = { atMs: Math.round(atMs), blocks: [] };
      groups.push(group);
    }
    const time = bigEndian(Math.round(atMs) - group.atMs, 2);
    group.blocks.push(element(0xa3, Uint8Array.of(0x81), time, Uint8Array.of(isKey ? 0x80 : 0), bytes));
  }
  return groups.map(({ atMs, blocks }) => element(0x1f43b675, unsigned(0xe7, atMs), ...blocks));
}

/** The whole file. */
export function webmOf(film: Film): Uint8Array {
  return concat([header, element(0x18538067, facts(film), ...clusters(film.frames))]);
}

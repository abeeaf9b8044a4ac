import { open } from 'node:fs/promises';
import { Readable } from 'node:stream';

interface FileForm {
  readonly contentType: string;
  /** Quoted; made of time and length when absent, as web servers do. */
  readonly etag?: string;
}

interface ByteRange {
  readonly first: number;
  readonly last: number;
}

/**
 * One byte range of a `Range` header (RFC 9110 §14), null to send all (none asked, several asked, another unit), or
 * `unsatisfiable`.
 */
export function wantedRange(header: string | null, length: number): ByteRange | null | 'unsatisfiable' {
  const fields = /^bytes=(\d*)-(\d*)$/.exec(header?.trim() ?? '');
  const [, from = '', to = ''] = fields ?? [];
  if (from === '' && to === '') return null;
  if (from === '') {
    if (Number(to) === 0 || length === 0) return 'unsatisfiable';
    return { first: Math.max(0, length - Number(to)), last: length - 1 };
  }
  const first = Number(from);
  if (to !== '' && Number(to) < first) return null;
  if (first >= length) return 'unsatisfiable';
  return { first, last: to === '' ? length - 1 : Math.min(Number(to), length - 1) };
}

/** A file with ranges, ETag and Last-Modified; null when there is no such file. */
export async function sendFile(path: string, request: Request, form: FileForm): Promise<Response | null> {
  const file = await open(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT' || error.code === 'ENOTDIR' || error.code === 'EISDIR') return null;
    throw error;
  });
  if (!file) return null;
  const facts = await file.stat();
  if (!facts.isFile()) {
    await file.close();
    return null;
  }
  const etag = form.etag ?? `"${Math.floor(facts.mtimeMs / 1000).toString(16)}-${facts.size.toString(16)}"`;
  const modified = facts.mtime.toUTCString();
  const headers: Record<string, string> = {
    'Accept-Ranges': 'bytes',
    'Content-Type': form.contentType,
    ETag: etag,
    'Last-Modified': modified,
  };
  const condition = request.headers.get('if-range');
  const rangeHeader =
    condition === null || condition === etag || condition === modified ? request.headers.get('range') : null;
  const range = wantedRange(rangeHeader, facts.size);
  if (request.headers.get('if-none-match') === etag || range === 'unsatisfiable' || request.method === 'HEAD') {
    await file.close();
    if (range === 'unsatisfiable')
      return new Response(null, { status: 416, headers: { 'Content-Range': `bytes */${facts.size}` } });
    if (request.headers.get('if-none-match') === etag) return new Response(null, { status: 304, headers });
    return new Response(null, { headers: { ...headers, 'Content-Length': String(facts.size) } });
  }
  const { first, last } = range ?? { first: 0, last: facts.size - 1 };
  const partial = range ? { 'Content-Range': `bytes ${first}-${last}/${facts.size}` } : {};
  // The stream closes the file, also when the caller goes away.
  const stream = file.createReadStream({ start: first, end: Math.max(first, last), highWaterMark: 256 * 1024 });
  return new Response(Readable.toWeb(stream) as ReadableStream, {
    status: range ? 206 : 200,
    headers: { ...headers, ...partial, 'Content-Length': String(last - first + 1) },
  });
}

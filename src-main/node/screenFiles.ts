import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';

const contentTypes: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
  '.json': 'application/json',
};

export interface ScreenFile {
  readonly contentType: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/** The built screens by URL path (`/index.html`, `/assets/…`), read once: nothing a request says reaches the disk. */
export async function readScreenFiles(folder: string): Promise<ReadonlyMap<string, ScreenFile>> {
  const files = new Map<string, ScreenFile>();
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    const contentType = contentTypes[path.extname(entry.name)];
    if (!entry.isFile() || contentType === undefined) continue;
    const full = path.join(entry.parentPath, entry.name);
    const urlPath = `/${path.relative(folder, full).split(path.sep).join('/')}`;
    files.set(urlPath, { contentType, bytes: new Uint8Array(await readFile(full)) });
  }
  const index = files.get('/index.html');
  if (index) files.set('/', index);
  return files;
}

/** Where a Globus path leads inside an endpoint. */
export interface EndpointPath {
  /** Names below the endpoint's `/`; empty for `/` itself. */
  readonly segments: readonly string[];
  /** The path as Globus repeats it: `/~/…` stays, everything is absolute, no trailing `/` (except `/` and `/~/`). */
  readonly shown: string;
}

const split = (path: string): string[] => path.split('/').filter((segment) => segment !== '' && segment !== '.');

/** Steps through `..`; undefined when the path climbs above where it starts. */
function settle(segments: readonly string[]): string[] | undefined {
  const settled: string[] = [];
  for (const segment of segments) {
    if (segment !== '..') settled.push(segment);
    else if (settled.pop() === undefined) return undefined;
  }
  return settled;
}

/** Names that would mean something else to the disk than to Globus. */
const isUnsafe = (segment: string): boolean =>
  segment.includes('\0') || (process.platform === 'win32' && /[\\:]/.test(segment));

/**
 * Reads a Globus path: absolute, `/~/…` (home), or relative to home. `home` is a path from `/`.
 * Undefined for paths that leave the endpoint or cannot name a file.
 */
export function readEndpointPath(path: string, home: string): EndpointPath | undefined {
  const fromHome = /^\/?~(?:\/|$)(.*)$/s.exec(path)?.[1] ?? (path.startsWith('/') ? undefined : path);
  const typed = settle(split(fromHome ?? path));
  if (typed === undefined || typed.some(isUnsafe)) return undefined;
  if (fromHome === undefined) return { segments: typed, shown: `/${typed.join('/')}` };
  return { segments: [...split(home), ...typed], shown: typed.length === 0 ? '/~/' : `/~/${typed.join('/')}` };
}

/** `/a/b` → `/a/b/`; clients append names to it. */
export const asFolder = (shown: string): string => (shown.endsWith('/') ? shown : `${shown}/`);

export const joinShown = (folder: string, name: string): string => `${asFolder(folder)}${name}`;

/** `/a/b` for segments `a`, `b`. */
export const absolutePath = (segments: readonly string[]): string => `/${segments.join('/')}`;

import type { AppErrorCode, ErrorFacts } from '../contract/errors.ts';

interface FileAtDestination {
  readonly destinationPath: string;
  readonly sizeBytes: number | null;
}

/** Problems of the place that is written to; a screen names the folder and what should have gone there. */
const aboutDestination: ReadonlySet<AppErrorCode> = new Set([
  'endpoint.full',
  'endpoint.permissionDenied',
  'endpoint.readOnly',
  'endpoint.pathNotFound',
  'endpoint.exists',
]);

/** `/a/b/` of `/a/b/x` and `/a/b/c/y`; begins and ends with `/`. */
function commonFolder(paths: readonly string[]): string {
  const [first = '/', ...others] = paths.map((path) => path.slice(0, path.lastIndexOf('/') + 1));
  const segments = first.split('/').slice(0, -1);
  while (segments.length > 1 && !others.every((folder) => folder.startsWith(`${segments.join('/')}/`))) segments.pop();
  return `${segments.join('/')}/`;
}

/** `folder` and `neededBytes` of a task's files, for a problem of the place they go to; of others nothing. */
export function destinationFacts(code: AppErrorCode, files: readonly FileAtDestination[]): ErrorFacts {
  if (!aboutDestination.has(code) || files.length === 0) return {};
  const folder = commonFolder(files.map(({ destinationPath }) => destinationPath));
  const sizes = files.flatMap(({ sizeBytes }) => sizeBytes ?? []);
  if (sizes.length < files.length) return { folder };
  return { folder, neededBytes: sizes.reduce((sum, size) => sum + size, 0) };
}

import { parseImageFileName } from '../domain/imagePath.ts';
import type { CheckedImage } from '../ports/imageSource.ts';
import { keyOf } from './transform.ts';

export interface FolderChange {
  readonly ready: readonly CheckedImage[];
  readonly gone: readonly string[];
}

/** The checked files of one image folder, by the name that they are images of; oldest first under each name. */
export function createFolderFiles(checked: readonly CheckedImage[]) {
  const byKey = new Map<string, readonly CheckedImage[]>(Map.groupBy(checked, keyOf));

  const without = (key: string, path: string): readonly CheckedImage[] =>
    (byKey.get(key) ?? []).filter(({ relativePath }) => relativePath !== path);

  const put = (key: string, files: readonly CheckedImage[]): void => {
    if (files.length === 0) byKey.delete(key);
    else byKey.set(key, files);
  };

  return {
    byKey: byKey as ReadonlyMap<string, readonly CheckedImage[]>,
    /** Answers the names under which something changed. */
    change({ ready, gone }: FolderChange): ReadonlySet<string> {
      const keys = new Set<string>();
      for (const path of gone) {
        const name = parseImageFileName(path);
        if (name === null) continue;
        const key = keyOf({ ...name, digest: null });
        put(key, without(key, path));
        keys.add(key);
      }
      for (const file of ready) {
        const key = keyOf(file);
        const files = [...without(key, file.relativePath), file];
        put(
          key,
          files.sort((a, b) => (a.modifiedAtMs ?? 0) - (b.modifiedAtMs ?? 0)),
        );
        keys.add(key);
      }
      return keys;
    },
  };
}
export type FolderFiles = ReturnType<typeof createFolderFiles>;

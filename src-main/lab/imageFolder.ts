import { randomInt } from 'node:crypto';
import { mkdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { SifContents } from './sifAssembly.ts';
import { type WrittenSif, writeSif } from './sifWriter.ts';

/** Where an image's file lies below the image root: `collection/name:tag@<md5>.sif`. */
function imagePath(containerCollection: string, name: string, tag: string, md5: string): string {
  return `${containerCollection}/${name}:${tag}@${md5}.sif`;
}

/**
 * Writes an image's file the way the registry's web server and the registry itself do: under a number below `_upload`,
 * then renamed in. Whoever watches the folder sees one finished file appear.
 */
export async function storeImageFile(
  imagesDir: string,
  place: { readonly containerCollection: string; readonly name: string; readonly tag: string },
  contents: SifContents,
): Promise<WrittenSif & { readonly relativePath: string }> {
  const uploadFolder = join(imagesDir, '_upload', String(randomInt(10)));
  const uploadPath = join(uploadFolder, String(randomInt(2 ** 47)).padStart(15, '0'));
  await mkdir(uploadFolder, { recursive: true });
  try {
    const written = await writeSif(uploadPath, contents);
    const relativePath = imagePath(place.containerCollection, place.name, place.tag, written.md5);
    await mkdir(join(imagesDir, place.containerCollection), { recursive: true });
    await rename(uploadPath, join(imagesDir, relativePath));
    return { ...written, relativePath };
  } finally {
    await rm(uploadPath, { force: true }); // what a failed write left behind
  }
}

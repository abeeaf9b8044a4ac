import { createHash } from 'node:crypto';
import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { makeSif } from '../../unit/sif/sifFixtures.ts';

export const md5Of = (bytes: Uint8Array): string => createHash('md5').update(bytes).digest('hex');
export const sha256Of = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

/** A whole image, told apart from others by its seed. */
export const imageBytes = (seed: string, sizeBytes = 2_000): Uint8Array =>
  makeSif([{ type: 0x4004, content: seed.padEnd(sizeBytes, seed) }]);

/** Puts a whole image where a registry would; answers its path below the root. */
export function putImage(root: string, name: string, seed: string): string {
  const bytes = imageBytes(seed);
  const path = `${name}@${md5Of(bytes)}.sif`;
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, '.part'), bytes);
  renameSync(join(root, '.part'), join(root, path));
  return path;
}

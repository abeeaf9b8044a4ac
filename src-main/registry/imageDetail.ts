import { AppError, toProblem } from '../contract/errors.ts';
import type { ImageId } from '../contract/ids.ts';
import type { Image, ImageDetail } from '../contract/registry.ts';
import type { Clock } from '../ports/clock.ts';
import type { Files } from '../ports/files.ts';
import type { Logger } from '../ports/logger.ts';
import { summarizeSif } from '../sif/summarizeSif.ts';
import type { ImageLists } from './imageLists.ts';
import { pullCommands } from './pullCommands.ts';
import type { RegistryCallers } from './registryCallers.ts';
import type { RegistryConnections } from './registryConnections.ts';
import type { SregistryClient } from './sregistryClient.ts';

interface Dependencies {
  readonly lists: ImageLists;
  readonly connections: RegistryConnections;
  readonly callers: RegistryCallers;
  readonly client: Pick<SregistryClient, 'downloadAddress'>;
  readonly files: Pick<Files, 'stat' | 'read'>;
  readonly clock: Clock;
  readonly logger: Logger;
}

export function createImageDetail({ lists, connections, callers, client, files, clock, logger }: Dependencies) {
  /** What the file says of itself; read where it lies, a few kilobytes of it. */
  async function sifOf(image: Image): Promise<Pick<ImageDetail, 'sif' | 'sifProblem'>> {
    try {
      const { imagesDir } = connections.get(image.registryId);
      const { relativePath } = image;
      if (imagesDir === null || relativePath === null) throw new AppError('image.noFile');
      const { sizeBytes } = await files.stat(imagesDir, relativePath);
      const read = (offset: number, length: number) => files.read(imagesDir, relativePath, offset, length);
      return { sif: await summarizeSif({ sizeBytes, read }), sifProblem: null };
    } catch (error) {
      if (!(error instanceof AppError)) logger.error('Reading an image failed', { error });
      return { sif: null, sifProblem: toProblem(error, clock.nowIso()) };
    }
  }

  /** The registry's download address costs one of few requests a day, so it is asked for here only. */
  async function commandsOf(image: Image): Promise<ImageDetail['pullCommands']> {
    const { url } = connections.get(image.registryId);
    const row = lists.listedRow(image);
    if (row === null) return [];
    if (row.isInLibrary) return pullCommands(image, url, null);
    try {
      const address = await callers.call(image.registryId, (caller) => client.downloadAddress(caller, image));
      return address === null ? [] : pullCommands(image, url, address);
    } catch (error) {
      logger.debug('No download address', { code: error instanceof AppError ? error.code : 'internal' });
      return [];
    }
  }

  return async (id: ImageId): Promise<ImageDetail> => {
    const image = lists.image(id);
    if (!image) throw new AppError('image.notFound', { facts: { imageId: id } });
    const isOtherTag = (other: Image) =>
      other.containerCollection === image.containerCollection && other.container === image.container && other.id !== id;
    const [sif, commands] = await Promise.all([sifOf(image), commandsOf(image)]);
    return { image, otherTags: lists.images(image.registryId).filter(isOtherTag), ...sif, pullCommands: commands };
  };
}

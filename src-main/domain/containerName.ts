import type { Digest, ImageId, RegistryId } from '../contract/ids.ts';
import { isPlainText } from './hostileText.ts';

/** What a registry calls one image. */
export interface ContainerName {
  /** May hold `/` (images that a registry built from a code repository). */
  readonly containerCollection: string;
  readonly container: string;
  readonly tag: string | null;
}

const longestPart = 255;
const isPart = (part: string) =>
  part !== '.' && part !== '..' && isPlainText(part, longestPart) && !/[/\\:@]/.test(part);

/** Whether all parts are usable as names and as parts of a path; nothing is corrected. */
export function isContainerName({ containerCollection, container, tag }: ContainerName): boolean {
  const isShort = containerCollection.length <= longestPart;
  return isShort && containerCollection.split('/').every(isPart) && isPart(container) && (tag === null || isPart(tag));
}

/** `collection/name:tag`; without a tag just `collection/name`. */
export const formatContainerName = ({ containerCollection, container, tag }: ContainerName): string =>
  `${containerCollection}/${container}${tag === null ? '' : `:${tag}`}`;

/** `collection/name[:tag]`, or null when it is not one. */
export function parseContainerName(text: string): ContainerName | null {
  const match = /^(?<group>[^:@]+)\/(?<name>[^/:@]+)(?::(?<tag>[^/:@]+))?$/.exec(text);
  const { group = '', name = '', tag = null } = match?.groups ?? {};
  const found = { containerCollection: group, container: name, tag: tag ?? null };
  return match !== null && isContainerName(found) ? found : null;
}

/** Images without a tag are told apart by their digest. */
export const imageIdOf = (registryId: RegistryId, name: ContainerName, digest: Digest | null): ImageId => {
  const tag = name.tag ?? (digest === null ? '' : `@${digest}`);
  return `${registryId}/${name.containerCollection}/${name.container}:${tag}` as ImageId;
};

/** The registry that an image's id names, or null. */
export const registryOfImageId = (id: ImageId): RegistryId | null =>
  (/^(r-[0-9a-f]{8})\//.exec(id)?.[1] as RegistryId | undefined) ?? null;

/** The names that are part of an image's id, for images that a registry may have forgotten; null for those without a tag. */
export function nameOfImageId(id: ImageId): (ContainerName & { readonly registryId: RegistryId }) | null {
  const registryId = registryOfImageId(id);
  const name = registryId === null ? null : parseContainerName(id.slice(registryId.length + 1));
  return registryId === null || name === null ? null : { registryId, ...name };
}

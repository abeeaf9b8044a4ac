import { z } from 'zod';
import { AppError, type Problem, toProblem } from '../contract/errors.ts';
import type { Publish } from '../contract/events.ts';
import { digestSchema, type ImageId, type RegistryId } from '../contract/ids.ts';
import type { Image } from '../contract/registry.ts';
import { registryOfImageId } from '../domain/containerName.ts';
import { isSameRecord } from '../domain/sameRecord.ts';
import type { Clock } from '../ports/clock.ts';
import type { CheckedImage } from '../ports/imageSource.ts';
import type { SettingsStore } from '../ports/settingsStore.ts';
import { createFolderAnnouncements } from './folderAnnouncements.ts';
import type { FolderChange } from './folderFiles.ts';
import { createMergedImages, type MergedImages } from './mergedImages.ts';
import type { RegistryCallers } from './registryCallers.ts';
import type { RegistryCaller } from './sregistryClient.ts';
import type { ListedImage, ListedImages } from './transform.ts';

/** What is known of one registry's images. */
interface ImageList {
  listed: readonly ListedImage[];
  readonly merged: MergedImages;
  /** When `listed` was read from the registry, in this run or an earlier one. */
  asOf: string | null;
  problem: Problem | null;
  /** Rows that the registry's last list had and that cannot be used. */
  dropped: number;
  /** The registry asked not to be asked before; milliseconds. */
  notBefore: number;
  /** How often in a row it said that it was asked too often. */
  limits: number;
  wasAsked: boolean;
}

const firstLimitMs = 300_000;
const longestLimitMs = 3_600_000;

/** A list read in an earlier run. */
const storedSchema = z.object({
  images: z.array(
    z.object({
      containerCollection: z.string(),
      container: z.string(),
      tag: z.string().nullable(),
      digest: digestSchema.nullable(),
      sizeBytes: z.number().nullable(),
      architecture: z.string().nullable(),
      isFrozen: z.boolean(),
      isInLibrary: z.boolean(),
      isPrivate: z.boolean().optional(),
      relativePath: z.string().optional(),
      pageId: z.number().optional(),
    }),
  ),
});
const storedKey = (id: RegistryId) => `registryList.${id}`;
/** Apart, because it changes with every reading and the list seldom does. */
const storedTimeKey = (id: RegistryId) => `registryListReadAt.${id}`;

interface Dependencies {
  /** All that can be learned of a registry's images from afar. */
  readonly readList: (id: RegistryId, caller: RegistryCaller) => Promise<ListedImages>;
  readonly callers: RegistryCallers;
  readonly settings: SettingsStore;
  readonly clock: Clock;
  readonly publish: Publish;
}

export type ImageLists = ReturnType<typeof createImageLists>;

/** The images of every registry: its own list, the folder's content, and both merged. */
export function createImageLists({ readList, callers, settings, clock, publish }: Dependencies) {
  const lists = new Map<RegistryId, ImageList>();
  const refreshes = new Map<RegistryId, Promise<readonly Image[]>>();
  const announcements = createFolderAnnouncements({ clock, publish });

  function listOf(id: RegistryId): ImageList {
    const known = lists.get(id);
    if (known) return known;
    const stored = storedSchema.safeParse(settings.read(storedKey(id))).data;
    const storedAt = z.iso.datetime().safeParse(settings.read(storedTimeKey(id))).data;
    const list: ImageList = {
      listed: stored?.images ?? [],
      asOf: stored ? (storedAt ?? null) : null,
      ...{
        merged: createMergedImages(id),
        problem: null,
        dropped: 0,
        notBefore: 0,
        limits: 0,
        wasAsked: false,
      },
    };
    lists.set(id, list);
    list.merged.list(list.listed);
    return list;
  }

  /** A registry that said when to come back is not asked before. */
  function mindLimit({ problem, notBefore }: ImageList) {
    const waitMs = notBefore - clock.now();
    if (waitMs <= 0 || !problem) return;
    const retryAfterSeconds = Math.ceil(waitMs / 1000);
    throw new AppError(problem.code, { facts: { ...problem.facts, retryAfterSeconds } });
  }

  function keep(id: RegistryId, list: ImageList, { images, dropped }: ListedImages) {
    const isOther =
      images.length !== list.listed.length || images.some((image, at) => !isSameRecord(image, list.listed[at] ?? null));
    const isNews = list.asOf === null || list.problem !== null;
    Object.assign(list, {
      listed: isOther ? images : list.listed,
      dropped,
      asOf: clock.nowIso(),
      problem: null,
      limits: 0,
    });
    if (lists.get(id) !== list) return;
    if (isOther || isNews) settings.write(storedKey(id), { images });
    settings.write(storedTimeKey(id), list.asOf);
    const isMergedOther = list.merged.list(list.listed);
    if (isMergedOther) publish({ kind: 'containers.changed', registryId: id });
    if (isMergedOther || isNews) publish({ kind: 'registries.changed' });
  }

  async function read(id: RegistryId, list: ImageList): Promise<readonly Image[]> {
    list.wasAsked = true;
    try {
      mindLimit(list);
      keep(id, list, await callers.call(id, (caller) => readList(id, caller)));
      return list.merged.images();
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      const before = list.problem?.code;
      list.problem = toProblem(error, clock.nowIso());
      const { retryAfterSeconds } = error.facts;
      const isLimit = error.code === 'service.rateLimited' || error.code === 'registry.limitReached';
      if (isLimit && list.notBefore <= clock.now()) list.limits += 1;
      if (typeof retryAfterSeconds === 'number') list.notBefore = clock.now() + retryAfterSeconds * 1000;
      // The page that says "too often" does not say until when.
      else if (isLimit) list.notBefore = clock.now() + Math.min(longestLimitMs, firstLimitMs * 2 ** (list.limits - 1));
      if (before !== error.code) publish({ kind: 'registries.changed' });
      throw error;
    }
  }

  return {
    images: (id: RegistryId): readonly Image[] => listOf(id).merged.images(),
    image(id: ImageId): Image | null {
      const registryId = registryOfImageId(id);
      return registryId === null ? null : listOf(registryId).merged.image(id);
    },
    /** What the registry itself lists under an image's name. */
    listedRow: (image: Image): ListedImage | null => listOf(image.registryId).merged.row(image.id),
    asOf: (id: RegistryId): string | null => listOf(id).asOf,
    problem: (id: RegistryId): Problem | null => listOf(id).problem,
    dropped: (id: RegistryId): number => listOf(id).dropped,
    /** Whether the registry was asked in this run. */
    wasAsked: (id: RegistryId): boolean => listOf(id).wasAsked,
    /** Asks the registry; one request for all who ask meanwhile. Rejects when it cannot be read. */
    refresh(id: RegistryId): Promise<readonly Image[]> {
      const running = refreshes.get(id);
      if (running) return running;
      const refresh = read(id, listOf(id)).finally(() => {
        refreshes.delete(id);
      });
      refreshes.set(id, refresh);
      return refresh;
    },
    /** The folder's whole present content. */
    folderRead(id: RegistryId, checked: readonly CheckedImage[]): void {
      if (listOf(id).merged.folderRead(checked)) announcements.announce(id);
    },
    /** What became ready or went; answers the images that are others now. Costs what changed, not what there is. */
    folderChanged(id: RegistryId, change: FolderChange): readonly ImageId[] {
      const changed = listOf(id).merged.folderChanged(change);
      if (changed.length > 0) announcements.announce(id);
      return changed;
    },
    count: (id: RegistryId): number => listOf(id).merged.count(),
    /** Another credential: what it was refused or limited for may be past. */
    mayAskAgain(id: RegistryId): void {
      listOf(id).notBefore = 0;
    },
    announce: announcements.announce,
    stop: announcements.stop,
    forget(id: RegistryId): void {
      lists.delete(id);
      settings.delete(storedKey(id));
      settings.delete(storedTimeKey(id));
    },
  };
}

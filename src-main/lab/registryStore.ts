import { randomBytes, randomUUID } from 'node:crypto';
import type { LabClock } from './labClock.ts';
import {
  type RegistryCollection,
  type RegistryImage,
  type RegistryRows,
  type RegistryUser,
  registryRowsSchema,
  rowTime,
} from './registryRows.ts';
import type { LabPerson } from './world.ts';

/** Password of every account of the lab's registry. */
export const practicePassword = 'practice';

/** The registry's rows in memory, with the habits of its database. */
export type RegistryStore = ReturnType<typeof createRegistryStore>;

interface Dependencies {
  readonly clock: LabClock;
  readonly people: readonly LabPerson[];
  readonly restored?: unknown;
  /** Told after every change. */
  readonly changed: () => void;
}

function freshRows(people: readonly LabPerson[], now: string): RegistryRows {
  const users = people.map((person, index) => ({
    id: index + 1,
    username: person.registryUsername,
    token: person.registryToken,
    password: practicePassword,
    joinedAt: now,
  }));
  return {
    users,
    containerCollections: [],
    images: [],
    lastId: 0,
    lastPlace: 0,
    linkKey: randomBytes(32).toString('hex'),
  };
}

const byPlace = (a: { place: number }, b: { place: number }) => a.place - b.place;

export function createRegistryStore({ clock, people, restored, changed }: Dependencies) {
  const rows = restored === undefined ? freshRows(people, rowTime(clock.now())) : registryRowsSchema.parse(restored);
  const now = () => rowTime(clock.now());
  const nextPlace = () => {
    rows.lastPlace += 1;
    return rows.lastPlace;
  };
  const collectionById = (id: number) => rows.containerCollections.find((row) => row.id === id);
  const images = () => [...rows.images].sort(byPlace);

  return {
    linkKey: rows.linkKey,
    users: (): readonly RegistryUser[] => rows.users,
    containerCollections: (): RegistryCollection[] => [...rows.containerCollections].sort(byPlace),
    images,
    collectionById,
    collectionNamed: (name: string) => rows.containerCollections.find((row) => row.name === name),
    /** Sorted by name only, as the model's own order has it; ties in the database's order. */
    imagesIn: (collectionId: number) => images().filter((row) => row.collectionId === collectionId),
    imageById: (id: number) => rows.images.find((row) => row.id === id),
    find: (collectionId: number, name: string, tag: string) =>
      images().find((row) => row.collectionId === collectionId && row.name === name && row.tag === tag),
    addCollection(fields: Pick<RegistryCollection, 'name' | 'isPrivate' | 'owners' | 'contributors' | 'stars'>) {
      const at = now();
      const id = Math.max(0, ...rows.containerCollections.map((row) => row.id)) + 1;
      const row = { ...fields, id, secret: randomUUID(), addedAt: at, modifiedAt: at, place: nextPlace() };
      rows.containerCollections.push(row);
      changed();
      return row;
    },
    addImage(fields: Omit<RegistryImage, 'id' | 'savedAt' | 'place'>, savedAt = now()): RegistryImage {
      rows.lastId += 1;
      const row = { ...fields, id: rows.lastId, savedAt, place: nextPlace() };
      rows.images.push(row);
      changed();
      return row;
    },
    setVersion(id: number, version: string): void {
      const row = rows.images.find((image) => image.id === id);
      if (!row) return;
      Object.assign(row, { version, savedAt: now(), place: nextPlace() });
      changed();
    },
    removeImage(id: number): void {
      rows.images = rows.images.filter((row) => row.id !== id);
      changed();
    },
    /** A download saves both rows: their times and places move. */
    noteDownload(id: number): void {
      const row = rows.images.find((image) => image.id === id);
      const inside = row && collectionById(row.collectionId);
      if (!row || !inside) return;
      Object.assign(row, { savedAt: now(), place: nextPlace() });
      Object.assign(inside, { modifiedAt: now(), place: nextPlace() });
      changed();
    },
    snapshot: (): unknown => rows,
  };
}

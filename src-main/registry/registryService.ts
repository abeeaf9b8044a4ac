import { isAbsolute } from 'node:path';
import { AppError, type Problem } from '../contract/errors.ts';
import type { Publish } from '../contract/events.ts';
import type { RegistryId } from '../contract/ids.ts';
import type { AddRegistry, FolderHealth, Harbour, Registry } from '../contract/registry.ts';
import type { ContainersService, RegistriesService } from '../contract/services.ts';
import { hostileText } from '../domain/hostileText.ts';
import { globusFolder } from '../domain/imagePath.ts';
import type { Clock } from '../ports/clock.ts';
import type { Files } from '../ports/files.ts';
import type { Http } from '../ports/http.ts';
import type { ImageSource } from '../ports/imageSource.ts';
import type { Logger } from '../ports/logger.ts';
import type { SettingsStore } from '../ports/settingsStore.ts';
import type { RegistryCredentials, RegistrySignInOffer } from '../ports/tokens.ts';
import { findRegistry } from './findRegistry.ts';
import { createHarbourFiles, type ListFolder } from './harbourFiles.ts';
import { createImageDetail } from './imageDetail.ts';
import { createImageLists } from './imageLists.ts';
import { createPrivateImages } from './privateImages.ts';
import { createRegistryCallers } from './registryCallers.ts';
import { createRegistryConnections, type RegistryConnection } from './registryConnections.ts';
import { createSignInOffers } from './signInOffer.ts';
import { createSregistryClient, type RegistryCaller } from './sregistryClient.ts';
import { keyOf, type ListedImages } from './transform.ts';

interface Dependencies {
  readonly http: Http;
  readonly clock: Clock;
  readonly credentials: RegistryCredentials;
  readonly settings: SettingsStore;
  readonly files: Pick<Files, 'identity' | 'stat' | 'read'>;
  /** 0 to 1. */
  readonly random: () => number;
  readonly publish: Publish;
  readonly logger: Logger;
  /** Lists a folder at an endpoint; for registries whose files lie elsewhere. */
  readonly listFolder?: ListFolder;
}

export interface RegistryService {
  readonly registries: RegistriesService;
  readonly containers: ContainersService;
  readonly images: ImageSource;
  /** When the registry's own list was last read. */
  asOf(id: RegistryId): string | null;
  signInOffer(id: RegistryId): Promise<RegistrySignInOffer | null>;
  /** Told when a sign-in at a registry began or ended: its list is read again as the other person. */
  signInChanged(id: RegistryId): void;
  stop(): void;
}

/** What decides where images are found from afar. */
const placeOf = ({ imagesDir, harbour, privateNames }: RegistryConnection): string =>
  JSON.stringify([imagesDir === null ? harbour : null, privateNames]);

const nothingToList: ListFolder = async () => [];

const folderOff: FolderHealth = { state: 'off', files: 0, lastChangeAt: null, problem: null };

const checkedHarbour = (harbour: Harbour): Harbour => ({ ...harbour, basePath: globusFolder(harbour.basePath) });

export function createRegistryService(dependencies: Dependencies): RegistryService {
  const { http, clock, credentials, settings, files, random, publish, logger } = dependencies;
  const stopping = new AbortController();
  const connections = createRegistryConnections(settings, random);
  const client = createSregistryClient({ http, clock, random, signal: stopping.signal });
  const callers = createRegistryCallers({ client, connections, credentials, logger });
  const harbours = createHarbourFiles({ list: dependencies.listFolder ?? nothingToList, clock });
  const privates = createPrivateImages({ client, clock, settings, usernameOf: callers.nameOf });
  const readList = async (id: RegistryId, caller: RegistryCaller): Promise<ListedImages> => {
    const { harbour, imagesDir, privateNames } = connections.get(id);
    const { images: open, dropped } = await client.images(caller);
    const named = privateNames.length === 0 ? [] : await privates.read(id, caller, privateNames);
    const known = new Set(open.map(keyOf));
    const rows = [...open, ...named.filter((image) => !known.has(keyOf(image)))];
    const isAfar = harbour !== null && imagesDir === null;
    return { images: isAfar ? await harbours.locate(id, harbour, rows) : rows, dropped };
  };
  const lists = createImageLists({ readList, callers, settings, clock, publish });
  const healths = new Map<RegistryId, FolderHealth>();

  /** A folder on this computer shows the private ones too; from afar they must be named. */
  function noticesOf({ id, imagesDir, kind }: RegistryConnection): readonly Problem[] {
    const isHidden = imagesDir === null && kind === 'sregistry' && lists.asOf(id) !== null;
    const at = lists.asOf(id) ?? clock.nowIso();
    const found = [privates.problem(id), imagesDir === null ? harbours.problem(id) : null];
    const hidden: Problem[] = isHidden ? [{ code: 'registry.privateNotListed', facts: {}, at }] : [];
    return [...hidden, ...found.flatMap((problem) => problem ?? [])];
  }

  async function view(connection: RegistryConnection): Promise<Registry> {
    const { id, name, url, kind, version, harbour, imagesDir, signInOffered } = connection;
    const isRead = lists.asOf(id) !== null || lists.count(id) > 0;
    return {
      ...{ id, name, url, kind, version, harbour, imagesDir },
      access: { ...(await callers.access(id)), signInOffered },
      folder: healths.get(id) ?? folderOff,
      imageCount: isRead ? lists.count(id) : null,
      problem: lists.problem(id),
      privateNames: connection.privateNames,
      notices: noticesOf(connection),
    };
  }

  async function checkedFolder(path: string): Promise<string> {
    if (!isAbsolute(path)) throw new AppError('input.invalid', { facts: { field: 'imagesDir' } });
    await files.identity(path);
    return path;
  }

  /** Reads the list; what fails is shown with the registry. */
  async function refreshQuietly(id: RegistryId): Promise<void> {
    try {
      await lists.refresh(id);
    } catch (error) {
      if (error instanceof AppError || stopping.signal.aborted) return;
      logger.error('Reading a registry failed', { error });
    }
  }

  /** A token that the registry refuses is not kept. */
  async function testToken(url: string, token: string): Promise<void> {
    if (!/^[\u0021-\u007e]+$/.test(token)) throw new AppError('input.invalid', { facts: { field: 'token' } });
    await client.count({ url, credential: { kind: 'token', token } }, 'containers');
  }

  async function keepToken(id: RegistryId, token: string | null): Promise<void> {
    await credentials.setToken(id, token);
    callers.forget(id);
    lists.mayAskAgain(id);
  }

  async function add(request: AddRegistry): Promise<Registry> {
    const { token, imagesDir, harbour } = request;
    const credential = token === undefined ? ({ kind: 'none' } as const) : ({ kind: 'token', token } as const);
    const { url, probe } = await findRegistry(client, request.url, credential);
    if (token !== undefined) await testToken(url, token);
    const before = connections.byUrl(url);
    const connection: RegistryConnection = {
      id: before?.id ?? connections.newId(),
      name: hostileText(request.name, 120) || before?.name || probe.name,
      ...{ url, kind: probe.kind, version: probe.version, signInOffered: probe.signInOffered },
      imagesDir: imagesDir === undefined ? (before?.imagesDir ?? null) : await checkedFolder(imagesDir),
      harbour: harbour === undefined ? (before?.harbour ?? null) : checkedHarbour(harbour),
      privateNames: before?.privateNames ?? [],
    };
    if (token !== undefined) await keepToken(connection.id, token);
    connections.put(connection);
    await refreshQuietly(connection.id);
    publish({ kind: 'registries.changed' });
    return view(connection);
  }

  const registries: RegistriesService = {
    list: () => Promise.all(connections.all().map(view)),
    probe: async (url) => (await findRegistry(client, url)).probe,
    add,
    async update({ id, url: address, name, token, imagesDir, harbour, privateNames }) {
      const before = connections.get(id);
      const isMoved = address !== undefined && new URL(address).href !== before.url;
      const url = isMoved ? (await findRegistry(client, address)).url : before.url;
      if (typeof token === 'string') await testToken(url, token);
      const connection: RegistryConnection = {
        ...before,
        url,
        ...(name === undefined ? {} : { name: hostileText(name, 120) || before.name }),
        ...(imagesDir === undefined ? {} : { imagesDir: imagesDir === null ? null : await checkedFolder(imagesDir) }),
        ...(harbour === undefined ? {} : { harbour: harbour === null ? null : checkedHarbour(harbour) }),
        ...(privateNames === undefined ? {} : { privateNames: [...new Set(privateNames)] }),
      };
      if (token !== undefined) await keepToken(id, token);
      if (connection.imagesDir !== before.imagesDir) lists.folderRead(id, []);
      connections.put(connection);
      if (isMoved) callers.forget(id);
      const isPlaceOther = placeOf(connection) !== placeOf(before);
      if (token !== undefined || isMoved || isPlaceOther) await refreshQuietly(id);
      publish({ kind: 'registries.changed' });
      return view(connection);
    },
    async remove(id) {
      connections.get(id);
      await keepToken(id, null);
      connections.remove(id);
      healths.delete(id);
      lists.forget(id);
      harbours.forget(id);
      publish({ kind: 'registries.changed' });
      publish({ kind: 'containers.changed', registryId: id });
    },
  };

  const problemsOf = (id: RegistryId): readonly { registryId: RegistryId; problem: Problem }[] => {
    const problem = lists.problem(id);
    const droppedRows = lists.dropped(id);
    const readAt = lists.asOf(id) ?? clock.nowIso();
    const unusable: Problem = { code: 'answer.unexpected', facts: { droppedRows }, at: readAt };
    const inFolder = healths.get(id)?.problem;
    // A watch that is not to be had only makes changes seen later: told in the settings.
    const folderProblem = inFolder && inFolder.code !== 'folder.watchLimit' ? [inFolder] : [];
    return [...(problem ? [problem] : []), ...(droppedRows > 0 ? [unusable] : []), ...folderProblem].map((found) => ({
      registryId: id,
      problem: found,
    }));
  };

  const containers: ContainersService = {
    async list({ refresh }) {
      const ids = connections.all().map(({ id }) => id);
      if (refresh) await Promise.all(ids.map(refreshQuietly));
      else for (const id of ids) if (!lists.wasAsked(id)) void refreshQuietly(id);
      const times = ids.map(lists.asOf);
      return {
        images: ids.flatMap(lists.images),
        asOf: times.every((time) => time !== null) ? (times.toSorted()[0] ?? null) : null,
        problems: ids.flatMap(problemsOf),
      };
    },
    detail: createImageDetail({ lists, connections, callers, client, files, clock, logger }),
    async page(id) {
      const image = lists.image(id);
      if (!image) throw new AppError('image.notFound', { facts: { imageId: id } });
      const { kind, url } = connections.get(image.registryId);
      const pageId = lists.listedRow(image)?.pageId;
      const hasPage = kind === 'sregistry' && pageId !== undefined;
      return { url: hasPage ? new URL(`containers/${pageId}`, url).href : null };
    },
  };

  const images: ImageSource = {
    registries: () =>
      connections.all().map(({ id, name, url, harbour, imagesDir }) => ({ id, name, url, harbour, imagesDir })),
    images: lists.images,
    image: lists.image,
    refresh: lists.refresh,
    folderRead: lists.folderRead,
    folderChanged: lists.folderChanged,
    folderHealth(id, health) {
      const before = healths.get(id);
      if (JSON.stringify(before) === JSON.stringify(health)) return;
      healths.set(id, health);
      const isCount = before?.state === health.state && before.problem?.code === health.problem?.code;
      if (isCount) lists.announce(id);
      else publish({ kind: 'registries.changed' });
    },
  };

  return {
    ...{ registries, containers, images },
    asOf: lists.asOf,
    signInOffer: createSignInOffers({ client, connections }),
    signInChanged(id) {
      if (!connections.find(id)) return;
      callers.forget(id);
      lists.mayAskAgain(id);
      void refreshQuietly(id).then(() => publish({ kind: 'registries.changed' }));
    },
    stop: () => {
      stopping.abort();
      lists.stop();
    },
  };
}

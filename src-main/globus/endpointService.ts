import type { Endpoint, EndpointListing } from '../contract/endpoint.ts';
import { AppError, type Problem, toProblem } from '../contract/errors.ts';
import type { Publish } from '../contract/events.ts';
import type { EndpointId, ImageId } from '../contract/ids.ts';
import type { NamingProfile } from '../contract/naming.ts';
import type { EndpointsService } from '../contract/services.ts';
import type { Placement } from '../contract/transfer.ts';
import { globusFolder } from '../domain/imagePath.ts';
import type { Clock } from '../ports/clock.ts';
import type { Logger } from '../ports/logger.ts';
import type { SettingsStore } from '../ports/settingsStore.ts';
import type { GlobusTokens } from '../ports/tokens.ts';
import type { EndpointDirectory } from '../ports/transfers.ts';
import { concurrently } from './concurrently.ts';
import { type Catalogue, type CatalogueEntry, createEndpointCatalogue, emptyCatalogue } from './endpointCatalogue.ts';
import { currentState, isOutdated, type ObservedState, observedState } from './endpointState.ts';
import { createEndpointStorage } from './endpointStorage.ts';
import { createPreflight } from './preflight.ts';
import type { TransferClient } from './transferClient.ts';
import type { KnownEndpoint } from './transform.ts';

/** After a refresh so many endpoints without a switch of their own are asked whether files can be listed. */
const mostLookedAt = 30;
const looksAtOnce = 3;

interface Dependencies {
  readonly transfer: Pick<TransferClient, 'endpointSearch' | 'endpoint' | 'list' | 'look'>;
  readonly settings: SettingsStore;
  readonly clock: Clock;
  readonly publish: Publish;
  readonly tokens: Pick<GlobusTokens, 'identityId'>;
  readonly logger: Logger;
  /** For the light "already there". */
  readonly placements?: (imageIds: readonly ImageId[]) => Promise<readonly Placement[]>;
  /** For the light "slots": how many of the user's tasks run now. */
  readonly activeTasks?: () => number;
  readonly defaultNamingProfile?: () => NamingProfile;
}

/** The endpoint's own starting folder where it has one that can be used as a path (some are templates), else home. */
export function defaultFolder(defaultDirectory: string | null): string {
  if (defaultDirectory === null || /[${}]/.test(defaultDirectory)) return '/~/containers/';
  try {
    return `${globusFolder(defaultDirectory)}containers/`;
  } catch (error) {
    if (error instanceof AppError) return '/~/containers/';
    throw error;
  }
}

export type EndpointService = EndpointsService & EndpointDirectory & { stop(): void };

export function createEndpointService(dependencies: Dependencies): EndpointService {
  const { transfer, settings, clock, publish, tokens, logger } = dependencies;
  const { defaultNamingProfile = () => 'plain' } = dependencies;
  const storage = createEndpointStorage(settings);
  const loader = createEndpointCatalogue({ transfer, clock, logger });
  const stopping = new AbortController();
  const observations = new Map<EndpointId, ObservedState>();
  let catalogue: Catalogue = emptyCatalogue;
  let byId = new Map<EndpointId, CatalogueEntry>();
  let asOf: string | null = null;
  /** When the present list was read in this run; null while it is an old one. */
  let listedAt: string | null = null;
  let problem: Problem | null = null;
  let listOwner: string | null = null;
  let loading: Promise<void> | null = null;
  const preflight = createPreflight({ ...dependencies, observed });

  function show(next: Catalogue, owner: string | null, readAt: string | null) {
    catalogue = { entries: next.entries, hosts: next.hosts };
    byId = new Map(next.entries.map((entry) => [entry.known.id, entry]));
    listOwner = owner;
    asOf = readAt;
  }

  function view({ known, relations }: CatalogueEntry, readAt = listedAt): Endpoint {
    const choices = storage.choices(known.id);
    const { id, name, organization, ownerName, description, contact, hostId, httpsUrl } = known;
    return {
      ...{ id, name, organization, ownerName, description, contact, hostId, httpsUrl, relations },
      kind: known.kind === 'host' ? 'mapped' : known.kind,
      ...currentState(known, observations.get(id), readAt),
      asksForConsent: known.asksForConsent,
      isHighAssurance: known.isHighAssurance,
      forcesEncryption: known.forcesEncryption,
      folder: choices.folder ?? defaultFolder(known.defaultDirectory),
      folderIsChosen: choices.folder !== undefined,
      namingProfile: choices.namingProfile ?? defaultNamingProfile(),
      isHidden: choices.isHidden ?? false,
    };
  }

  const listing = (): EndpointListing => ({
    endpoints: catalogue.entries.map((entry) => view(entry)),
    hosts: catalogue.hosts,
    asOf,
    problem,
  });

  function observed(id: EndpointId, outcome: 'ok' | AppError): void {
    const next = observedState(outcome, clock.nowIso());
    if (next === null) return;
    const before = observations.get(id);
    observations.set(id, next);
    const isNew = before?.state !== next.state || before.problem?.code !== next.problem?.code;
    if (isNew && byId.has(id)) publish({ kind: 'endpoints.changed' });
  }

  /** The list of another person is not this one's past. */
  function forgetOthers() {
    const identityId = tokens.identityId();
    if (identityId === null || listOwner === null || listOwner === identityId) return;
    observations.clear();
    listedAt = null;
    show(emptyCatalogue, identityId, null);
  }

  async function load() {
    forgetOthers();
    try {
      const next = await loader.load(catalogue, storage.chosen());
      if (stopping.signal.aborted) return;
      listedAt = clock.nowIso();
      problem = next.problem;
      show(next, tokens.identityId(), listedAt);
      for (const { known } of next.entries) {
        const seen = observations.get(known.id);
        if (seen && isOutdated(seen, known)) observations.delete(known.id);
      }
      storage.keepLast({ identityId: listOwner, asOf: listedAt, ...catalogue });
    } catch (error) {
      if (stopping.signal.aborted) return;
      problem = toProblem(error, clock.nowIso());
      listedAt = null;
      observations.clear();
      if (problem.code === 'internal') logger.error('Reading endpoints failed', { error });
    }
    publish({ kind: 'endpoints.changed' });
    if (listedAt !== null) void lookAtSilentOnes();
  }

  /** Only personal endpoints tell by themselves whether they are there. */
  async function lookAtSilentOnes() {
    const silent = catalogue.entries.filter(
      ({ known }) => known.isConnected === null && storage.choices(known.id).isHidden !== true,
    );
    await concurrently(silent.slice(0, mostLookedAt), looksAtOnce, async ({ known }) => {
      if (stopping.signal.aborted) return;
      const outcome = await transfer.look(known.id).then(
        () => 'ok' as const,
        (error: unknown) => error,
      );
      if (stopping.signal.aborted) return;
      if (outcome === 'ok' || outcome instanceof AppError) observed(known.id, outcome);
      else logger.error('Looking at an endpoint failed', { error: outcome });
    });
  }

  function refresh(): Promise<void> {
    loading ??= load().finally(() => {
      loading = null;
    });
    return loading;
  }

  function known(id: EndpointId): CatalogueEntry {
    const entry = byId.get(id);
    if (!entry) throw new AppError('endpoint.notFound', { facts: { endpointId: id } });
    return entry;
  }

  async function lookUp(id: EndpointId): Promise<KnownEndpoint> {
    const found = await transfer.endpoint(id);
    // A server takes no files; its endpoints do.
    if (found.kind === 'host') throw new AppError('endpoint.notFound', { facts: { endpointId: id, isHost: true } });
    return found;
  }

  const last = storage.last();
  if (last) show(last, last.identityId, last.asOf);

  return {
    async list({ refresh: asksNow }) {
      forgetOthers();
      const isFirst = listedAt === null && problem === null;
      if (asksNow || (isFirst && asOf === null)) await refresh();
      else if (isFirst) void refresh();
      return listing();
    },
    async update({ id, folder, namingProfile, isHidden }) {
      known(id);
      storage.choose(id, {
        ...(folder === undefined ? {} : { folder: globusFolder(folder) }),
        ...(namingProfile === undefined ? {} : { namingProfile }),
        ...(isHidden === undefined ? {} : { isHidden }),
      });
      publish({ kind: 'endpoints.changed' });
    },
    async add(id) {
      const found = await lookUp(id);
      storage.choose(id, { isAdded: true, isHidden: false });
      const relations = [...new Set([...(byId.get(id)?.relations ?? []), 'added' as const])];
      const others = catalogue.entries.filter((entry) => entry.known.id !== id);
      show({ ...catalogue, entries: [...others, { known: found, relations }] }, tokens.identityId(), asOf);
      publish({ kind: 'endpoints.changed' });
    },
    async search(text) {
      const found = await transfer.endpointSearch('all', { text });
      const places = found.filter(({ kind }) => kind !== 'host');
      const readAt = clock.nowIso();
      const endpoints = places.map((place) =>
        view({ known: place, relations: byId.get(place.id)?.relations ?? [] }, readAt),
      );
      return { endpoints, hosts: [], asOf: readAt, problem: null };
    },
    async preflight(id, imageIds) {
      return { endpointId: id, lights: await preflight(view(known(id)), imageIds) };
    },
    endpoint: (id) => {
      const entry = byId.get(id);
      return entry ? view(entry) : null;
    },
    all: () => catalogue.entries.map((entry) => view(entry)),
    observed,
    stop: () => stopping.abort(),
  };
}

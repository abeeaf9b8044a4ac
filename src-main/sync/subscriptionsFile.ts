import { randomUUID } from 'node:crypto';
import { AppError } from '../contract/errors.ts';
import { type SubscriptionId, subscriptionIdSchema } from '../contract/ids.ts';
import type { SubscriptionsService } from '../contract/services.ts';
import type { Settings } from '../contract/settings.ts';
import { createSubscriptionSchema, type ImportFault } from '../contract/subscription.ts';
import { globusFolder } from '../domain/imagePath.ts';
import type { Clock } from '../ports/clock.ts';
import type { ImageSource } from '../ports/imageSource.ts';
import type { EndpointDirectory } from '../ports/transfers.ts';
import type { Ledger } from './ledger.ts';
import type { Planner } from './planner.ts';
import { needConfirmation } from './sendPreview.ts';
import type { SubscriptionRecord } from './subscriptionStore.ts';
import {
  type FileEntry,
  type FilePath,
  printSubscriptionsFile,
  type ReadFile,
  readSubscriptionsFile,
  type What,
} from './subscriptionsYaml.ts';
import { withdrawUnsent } from './withdrawUnsent.ts';

interface Dependencies {
  readonly clock: Clock;
  readonly ledger: Ledger;
  readonly images: Pick<ImageSource, 'registries'>;
  readonly endpoints: EndpointDirectory;
  readonly settings: { read(): Settings };
  readonly planner: Pick<Planner, 'planMany' | 'look'>;
  readonly onChange: () => void;
}

const withSlash = (url: string): string => (url.endsWith('/') ? url : `${url}/`);

/** Everything about it that a file says. */
const sayOf = ({ name, source, conditions, destinations, after, isPaused }: SubscriptionRecord): string =>
  JSON.stringify([name, source, conditions, destinations, after, isPaused]);

/** Thrown while an entry is resolved; becomes a fault at its place. */
class EntryFault extends Error {
  readonly path: FilePath;
  readonly what: What;

  constructor(path: FilePath, code: What['code'], facts: What['facts'] = {}) {
    super(code);
    this.path = path;
    this.what = { code, facts };
  }
}

/** `subscriptions.yml`: written for people, read with every fault at its line. */
export function createSubscriptionsFile(deps: Dependencies): Pick<SubscriptionsService, 'exportText' | 'importText'> {
  const { ledger } = deps;

  const registryIn = ({ from: { registry } }: FileEntry) => {
    const all = deps.images.registries();
    const named = all.filter(({ name }) => name === registry);
    const found = all.find(({ id, url }) => url === withSlash(registry) || id === registry) ?? named[0];
    if (found === undefined) throw new EntryFault(['from', 'registry'], 'noRegistry', { name: registry });
    return found.id;
  };

  const endpointIn = (text: string, path: FilePath) => {
    const all = deps.endpoints.all();
    const byId = all.find(({ id }) => id === text.toLowerCase());
    const named = all.filter(({ name }) => name === text);
    if (byId === undefined && named.length > 1)
      throw new EntryFault(path, 'severalEndpoints', { count: named.length, name: text });
    const found = byId ?? named[0];
    if (found === undefined) throw new EntryFault(path, 'noEndpoint', { name: text });
    return found.id;
  };

  const folderIn = (folder: string | null, path: FilePath): string | null => {
    try {
      return folder === null ? null : globusFolder(folder);
    } catch (error) {
      if (error instanceof AppError) throw new EntryFault(path, 'notAFolder');
      throw error;
    }
  };

  /** Who is meant by an entry: the one of its id, else the only one of its name. */
  const existing = (): ((entry: FileEntry) => SubscriptionRecord | null) => {
    const byName = Map.groupBy(ledger.subscriptions.all(), ({ name }) => name);
    const byId = new Map(ledger.subscriptions.all().map((record) => [record.id as string, record]));
    return ({ id, name }) => {
      const [only, ...others] = byName.get(name) ?? [];
      return byId.get(id ?? '') ?? (others.length === 0 ? (only ?? null) : null);
    };
  };

  const toRecord = (entry: FileEntry, known: SubscriptionRecord | null): SubscriptionRecord => {
    const { registry: _registry, ...patterns } = entry.from;
    const wanted = createSubscriptionSchema.safeParse({
      name: entry.name,
      source: { registryId: registryIn(entry), ...patterns },
      conditions: entry.conditions,
      destinations: entry.to.map(({ endpoint, folder, namingProfile }, index) => ({
        endpointId: endpointIn(endpoint, ['to', index, 'endpoint']),
        folder: folderIn(folder, ['to', index, 'folder']),
        namingProfile,
      })),
      after: entry.after,
    });
    if (!wanted.success) {
      const [issue] = wanted.error.issues;
      const [first, ...rest] = (issue?.path ?? []) as FilePath;
      const key = first === 'source' ? 'from' : first === 'destinations' ? 'to' : first;
      throw new EntryFault([...(key === undefined ? [] : [key]), ...rest], 'notAllowed', {
        reason: issue?.message ?? '',
      });
    }
    const { confirmed: _confirmed, ...asked } = wanted.data;
    const id = subscriptionIdSchema.safeParse(entry.id).data ?? (randomUUID() as SubscriptionId);
    const fresh = { id, createdAt: deps.clock.nowIso(), lastRunAt: null, lastArrivalAt: null, timers: [] };
    const record = { ...fresh, ...known, ...asked, isPaused: entry.paused };
    if (known !== null && known.timers.length > 0 && sayOf(known) !== sayOf(record))
      throw new EntryFault([], 'runsInGlobus', { name: known.name });
    return record;
  };

  const resolve = ({ entries, faults, faultAt }: ReadFile) => {
    const found: ImportFault[] = [...faults];
    const seen = new Set<string>();
    const existingFor = existing();
    const records = entries.flatMap(({ entry, path }): SubscriptionRecord[] => {
      try {
        const record = toRecord(entry, existingFor(entry));
        if (seen.has(record.id) || seen.has(record.name)) throw new EntryFault(['name'], 'twice', { name: entry.name });
        seen.add(record.id).add(record.name);
        return [record];
      } catch (error) {
        if (!(error instanceof EntryFault)) throw error;
        found.push(faultAt([...path, ...error.path], error.what));
        return [];
      }
    });
    return { records, faults: found.toSorted((a, b) => a.line - b.line || a.column - b.column) };
  };

  const save = (records: readonly SubscriptionRecord[], confirmed: boolean | undefined): void => {
    // What is there now is written down first: it is what "already existing" means.
    deps.planner.look();
    const limits = deps.settings.read().transfers;
    const planned = deps.planner.planMany(records.filter(({ isPaused }) => !isPaused)).flat();
    needConfirmation(planned, { ...limits, confirmed });
    ledger.db.transaction(() => {
      for (const record of records) {
        withdrawUnsent(ledger, record.id);
        ledger.subscriptions.save(record);
      }
    });
    deps.onChange();
  };

  return {
    async exportText() {
      const registries = new Map(deps.images.registries().map((registry) => [registry.id, registry]));
      const entries = ledger.subscriptions.all().map((record) => ({
        id: record.id,
        name: record.name,
        from: (({ registryId, ...patterns }) => ({
          registry: registries.get(registryId)?.url ?? registryId,
          ...patterns,
        }))(record.source),
        conditions: (({ hours, ...rest }) => ({ ...rest, ...(typeof hours === 'string' ? { hours } : {}) }))(
          record.conditions,
        ),
        to: record.destinations.map(({ endpointId, folder, namingProfile }) => ({
          endpoint: endpointId as string,
          folder,
          namingProfile,
        })),
        after: record.after,
        paused: record.isPaused,
        registryName: registries.get(record.source.registryId)?.name ?? 'not connected any more',
        endpointNames: record.destinations.map(({ endpointId }) => deps.endpoints.endpoint(endpointId)?.name ?? ''),
      }));
      return { text: printSubscriptionsFile(entries) };
    },
    async importText({ text, dryRun, confirmed }) {
      const { records, faults } = resolve(readSubscriptionsFile(text));
      const before = new Map(ledger.subscriptions.all().map((record) => [record.id, sayOf(record)]));
      const created = records.filter(({ id }) => !before.has(id));
      const updated = records.filter((record) => before.has(record.id) && before.get(record.id) !== sayOf(record));
      const names = (some: readonly SubscriptionRecord[]): readonly string[] => some.map(({ name }) => name);
      const unchanged = records.filter((record) => before.get(record.id) === sayOf(record));
      if (faults.length > 0) return { created: [], updated: [], unchanged: [], faults };
      if (!dryRun && created.length + updated.length > 0) save([...created, ...updated], confirmed);
      return { created: names(created), updated: names(updated), unchanged: names(unchanged), faults };
    },
  };
}

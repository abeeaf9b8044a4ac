import { randomUUID } from 'node:crypto';
import { AppError } from '../contract/errors.ts';
import type { SubscriptionId } from '../contract/ids.ts';
import type { SubscriptionsService } from '../contract/services.ts';
import type { Settings } from '../contract/settings.ts';
import type { CreateSubscription, Subscription, SubscriptionConditions } from '../contract/subscription.ts';
import { globusFolder } from '../domain/imagePath.ts';
import type { Clock } from '../ports/clock.ts';
import type { Activities } from './activities.ts';
import type { Announcer } from './announcer.ts';
import type { Arrivals } from './arrivals.ts';
import type { Dispatcher } from './dispatcher.ts';
import { type GlobusRuns, mustRunHere } from './globusRuns.ts';
import type { Ledger } from './ledger.ts';
import type { Planner } from './planner.ts';
import type { SendingTimes } from './sendingTimes.ts';
import { needConfirmation, previewOf } from './sendPreview.ts';
import type { SubscriptionRecord } from './subscriptionStore.ts';
import { subscriptionView } from './subscriptionView.ts';
import type { WebhookSecret } from './webhookSecret.ts';
import { withdrawUnsent } from './withdrawUnsent.ts';

/** Whether it may ask for other copies than before. */
const isWider = (before: SubscriptionRecord, after: SubscriptionRecord): boolean =>
  [before, after]
    .map(({ source, conditions, destinations }) => JSON.stringify([source, conditions, destinations]))
    .some((text, _at, [first]) => text !== first);

/** Whether it asks for anything else than before; a name and a pause are not of that kind. */
const isOther = (before: SubscriptionRecord, after: SubscriptionRecord): boolean =>
  isWider(before, after) || JSON.stringify(before.after) !== JSON.stringify(after.after);

export function createSubscriptionService(deps: {
  readonly clock: Clock;
  readonly ledger: Ledger;
  readonly planner: Planner;
  readonly settings: { read(): Settings };
  readonly activities: Activities;
  readonly announcer: Announcer;
  readonly dispatcher: Dispatcher;
  readonly times: SendingTimes;
  readonly arrivals: Pick<Arrivals, 'isLooking'>;
  readonly afterwards: { review(id: SubscriptionId): void };
  readonly secret: WebhookSecret | null;
  /** null where Globus Timers cannot be reached at all. */
  readonly runs: GlobusRuns | null;
  /** Subscriptions were made, changed or ended. */
  readonly onChange: () => void;
  /** Reads the source afresh and checks what lies at the destinations; ends when it has been asked for. */
  readonly readAfresh: (subscription: SubscriptionRecord) => Promise<void>;
}): Omit<SubscriptionsService, 'exportText' | 'importText'> {
  const { clock, ledger, planner, dispatcher } = deps;

  const find = (id: SubscriptionId): SubscriptionRecord => {
    const record = ledger.subscriptions.find(id);
    if (record === null) throw new AppError('subscription.notFound', { facts: { id } });
    return record;
  };

  const views = (records: readonly SubscriptionRecord[]): readonly Subscription[] => {
    const open = Map.groupBy(deps.activities.open(), ({ startedBy }) =>
      startedBy.kind === 'subscription' ? startedBy.subscriptionId : null,
    );
    const held = dispatcher.hold()?.problem ?? null;
    const planned = planner.planMany(records);
    return records.map((record, at) => {
      const kept = deps.times.problemOf(record) ?? held;
      return subscriptionView(record, planned[at] ?? [], open.get(record.id) ?? [], kept, deps.runs?.viewOf(record));
    });
  };
  const view = (record: SubscriptionRecord): Subscription => {
    const [shown] = views([record]);
    if (shown === undefined) throw new AppError('internal', { facts: { id: record.id } });
    return shown;
  };

  /** Folders as Globus spells them, so that the same place is the same text. */
  const tidy = (destinations: CreateSubscription['destinations']): CreateSubscription['destinations'] =>
    destinations.map((to) => ({ ...to, folder: to.folder === null ? null : globusFolder(to.folder) }));

  /** Without what is as it usually is, so that the same conditions are the same text. */
  const plain = ({ signedOnly, hours, ...rest }: SubscriptionConditions): SubscriptionConditions => ({
    ...rest,
    ...(signedOnly ? { signedOnly } : {}),
    ...(typeof hours === 'string' ? { hours } : {}),
  });

  const changed = (): void => {
    deps.announcer.subscriptionsChanged();
    deps.onChange();
  };

  const runs = (): GlobusRuns => {
    if (deps.runs === null) throw new AppError('service.unavailable', { facts: { what: 'timers' } });
    return deps.runs;
  };

  const limits = () => deps.settings.read().transfers;

  const askFirst = (record: SubscriptionRecord, confirmed: boolean | undefined): void =>
    needConfirmation(planner.planOne(record), { ...limits(), confirmed });

  const registryMustExist = (request: Pick<CreateSubscription, 'source'>): void => {
    const { registryId } = request.source;
    if (planner.registryOf(registryId) === null) throw new AppError('registry.notFound', { facts: { registryId } });
  };

  return {
    async list() {
      deps.runs?.glance();
      return views(ledger.subscriptions.all());
    },
    async preview(request) {
      registryMustExist(request);
      const { source, conditions, after } = request;
      const destinations = tidy(request.destinations);
      const thoughtOf = { id: null, source, conditions, destinations, after, createdAt: clock.nowIso() };
      return previewOf(planner.planOne(thoughtOf), { ...limits(), skipped: planner.skipped(thoughtOf) });
    },
    async create(request) {
      registryMustExist(request);
      // What is there now is written down first: it is what "already existing" means.
      planner.look();
      const { confirmed, isPaused = false, ...wanted } = request;
      const record: SubscriptionRecord = {
        ...wanted,
        conditions: plain(request.conditions),
        destinations: tidy(request.destinations),
        id: randomUUID() as SubscriptionId,
        isPaused,
        timers: [],
        createdAt: clock.nowIso(),
        lastRunAt: null,
        lastArrivalAt: null,
      };
      askFirst(record, confirmed);
      ledger.subscriptions.save(record);
      changed();
      return view(record);
    },
    async update({ id, name, source, conditions, destinations, after: afterwards, isPaused, confirmed }) {
      const before = find(id);
      if (source) registryMustExist({ source });
      const after: SubscriptionRecord = {
        ...before,
        name: name ?? before.name,
        source: source ?? before.source,
        conditions: plain({ ...before.conditions, ...conditions }),
        destinations: destinations ? tidy(destinations) : before.destinations,
        after: afterwards ?? before.after,
        isPaused: isPaused ?? before.isPaused,
      };
      if (isOther(before, after)) mustRunHere(before);
      // Wider patterns or more endpoints begin with a first run too.
      if (isWider(before, after)) askFirst(after, confirmed);
      if (before.timers.length > 0 && after.isPaused !== before.isPaused)
        await runs().setPaused(before, after.isPaused);
      ledger.db.transaction(() => {
        ledger.subscriptions.save(after);
        withdrawUnsent(ledger, id);
      });
      changed();
      deps.afterwards.review(id);
      return view(after);
    },
    async remove(id) {
      const record = find(id);
      if (record.timers.length > 0) await runs().takeBack(record);
      ledger.db.transaction(() => {
        withdrawUnsent(ledger, id);
        ledger.subscriptions.remove(id);
      });
      changed();
    },
    async handOver({ id, intervalMinutes }) {
      const record = find(id);
      if (record.timers.length === 0) {
        await runs().handOver(record, intervalMinutes * 60);
        ledger.db.transaction(() => withdrawUnsent(ledger, id));
        changed();
      }
      return view(find(id));
    },
    async takeBack(id) {
      const record = find(id);
      if (record.timers.length > 0) {
        await runs().takeBack(record);
        changed();
      }
      return view(find(id));
    },
    async webhookSecret({ renew }) {
      if (deps.secret === null) throw new AppError('vault.unavailable');
      return { secret: await (renew ? deps.secret.renew() : deps.secret.read()) };
    },
    async runNow(id, { keepsHours } = { keepsHours: false }) {
      const record = find(id);
      mustRunHere(record);
      if (!keepsHours) deps.times.ask(id);
      ledger.subscriptions.ran(id, clock.nowIso());
      ledger.deliveries.forgive(id, clock.nowIso());
      await deps.readAfresh(record);
      deps.afterwards.review(id);
      changed();
      return view(find(id));
    },
    async backlog(id) {
      const planned = id === null ? planner.plan() : planner.planOne(find(id));
      const owed = planned.filter(({ outcome }) => outcome === 'send');
      return {
        isLooking: deps.arrivals.isLooking(),
        owed: owed.length,
        heldBy: deps.times.holding(owed) ?? dispatcher.hold()?.problem ?? null,
      };
    },
  };
}

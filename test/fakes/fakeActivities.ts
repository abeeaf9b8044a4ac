import type { ChartArrow } from '../../src-main/contract/chart.ts';
import { submissionIdSchema, subscriptionIdSchema, taskIdSchema } from '../../src-main/contract/ids.ts';
import type { Image } from '../../src-main/contract/registry.ts';
import type { Subscription } from '../../src-main/contract/subscription.ts';
import type { Activity, ActivityImage, TaskEvent } from '../../src-main/contract/transfer.ts';
import { endpointIds, minutesBefore, registryId, uuid } from './fakeIds.ts';

function activityImage(image: Image | undefined, state: ActivityImage['state']): ActivityImage {
  if (!image) throw new Error('the fake image list is shorter than its activities say');
  return {
    imageId: image.id,
    name: `${image.containerCollection}/${image.container}:${image.tag}`,
    digest: image.digest,
    sizeBytes: image.sizeBytes,
    destinationPath: `/scratch/lab/images/${image.containerCollection}/${image.container}_${image.tag}.sif`,
    state,
    problem: null,
  };
}

const activity = (
  own: Partial<Activity> &
    Pick<Activity, 'label' | 'destinationEndpointId' | 'destinationName' | 'state' | 'requestedAt' | 'images'>,
  number: number,
): Activity => ({
  id: submissionIdSchema.parse(uuid(100 + number)),
  taskId: taskIdSchema.parse(uuid(200 + number)),
  sourceEndpointId: endpointIds.registry,
  startedBy: { kind: 'you' },
  phase: 'sending',
  isUnsolved: own.state === 'problem',
  bytesDone: 0,
  bytesTotal: own.images.reduce((sum, image) => sum + (image.sizeBytes ?? 0), 0),
  filesDone: 0,
  filesTotal: own.images.length,
  filesSkipped: 0,
  bytesPerSecond: 0,
  niceStatus: null,
  problem: null,
  completedAt: null,
  ...own,
});

export function fakeActivities(images: readonly Image[], now: Date): Activity[] {
  const nightly = {
    kind: 'subscription',
    subscriptionId: subscriptionIdSchema.parse(uuid(300)),
    name: 'Nightly lab images',
  } as const;
  const sherlock = { destinationEndpointId: endpointIds.sherlock, destinationName: 'Sherlock scratch' };
  return [
    activity(
      {
        ...sherlock,
        label: 'lab/alphafold:3.0 (+2) → Sherlock scratch',
        state: 'running',
        requestedAt: minutesBefore(now, 4),
        bytesDone: 18_800_000_000,
        filesDone: 1,
        bytesPerSecond: 210_000_000,
        niceStatus: 'OK',
        startedBy: nightly,
        images: [
          activityImage(images[0], 'submitted'),
          activityImage(images[1], 'delivered'),
          activityImage(images[4], 'submitted'),
        ],
      },
      1,
    ),
    activity(
      {
        destinationEndpointId: endpointIds.laptop,
        destinationName: 'My laptop',
        label: 'lab/torch:2.4 → My laptop',
        state: 'queued',
        phase: 'queued',
        requestedAt: minutesBefore(now, 2),
        problem: { code: 'endpoint.asleep', facts: { endpointName: 'My laptop' }, at: minutesBefore(now, 1) },
        images: [activityImage(images[1], 'waiting')],
      },
      2,
    ),
    activity(
      {
        destinationEndpointId: endpointIds.oak,
        destinationName: 'Oak archive',
        label: 'lab/torch:2.4 → Oak archive',
        state: 'problem',
        phase: 'finished',
        requestedAt: minutesBefore(now, 61),
        completedAt: minutesBefore(now, 40),
        problem: {
          code: 'endpoint.full',
          facts: { neededBytes: 6_214_100_000, folder: '/labs/imaging/' },
          at: minutesBefore(now, 40),
        },
        images: [activityImage(images[1], 'failed')],
      },
      3,
    ),
    activity(
      {
        destinationEndpointId: endpointIds.eagle,
        destinationName: 'Eagle project',
        label: 'genomics/salmon:1.10 → Eagle project',
        state: 'waitingForYou',
        phase: 'preparing',
        requestedAt: minutesBefore(now, 30),
        taskId: null,
        problem: {
          code: 'consent.needed',
          facts: { endpointName: 'Eagle project', endpointId: endpointIds.eagle },
          at: minutesBefore(now, 30),
        },
        images: [activityImage(images[5], 'waitingForYou')],
      },
      4,
    ),
    activity(
      {
        ...sherlock,
        label: 'genomics/samtools:1.21 (+1) → Sherlock scratch',
        state: 'done',
        phase: 'finished',
        requestedAt: minutesBefore(now, 200),
        completedAt: minutesBefore(now, 196),
        bytesDone: 295_300_000,
        filesDone: 2,
        filesSkipped: 1,
        images: [activityImage(images[6], 'delivered'), activityImage(images[7], 'delivered')],
      },
      5,
    ),
    activity(
      {
        ...sherlock,
        label: 'teaching/rstudio:4.5 → Sherlock scratch',
        state: 'stopped',
        phase: 'finished',
        requestedAt: minutesBefore(now, 1_600),
        completedAt: minutesBefore(now, 1_590),
        bytesDone: 300_000_000,
        images: [activityImage(images[10], 'stopped')],
      },
      6,
    ),
  ];
}

export function fakeSubscriptions(now: Date): Subscription[] {
  const base = {
    conditions: { architecture: null, maxSizeBytes: null, includesExisting: true },
    createdAt: minutesBefore(now, 43_000),
    lastRunAt: minutesBefore(now, 6),
    lastArrivalAt: minutesBefore(now, 200),
    problem: null,
    after: { keepLast: null, notify: true, webhookUrl: null },
    runsAt: 'here' as const,
    timers: [],
  };
  const to = (endpointId: (typeof endpointIds)['oak']) => ({ endpointId, folder: null, namingProfile: null });
  return [
    {
      ...base,
      id: subscriptionIdSchema.parse(uuid(300)),
      name: 'Nightly lab images',
      source: { registryId, containerCollection: 'lab', container: '*', tag: '*' },
      destinations: [to(endpointIds.sherlock), to(endpointIds.laptop)],
      state: 'running',
      counts: { upToDate: 12, onTheirWay: 3, problems: 0 },
    },
    {
      ...base,
      id: subscriptionIdSchema.parse(uuid(301)),
      name: 'Genomics to the archive',
      source: { registryId, containerCollection: 'genomics', container: '*', tag: '*' },
      destinations: [to(endpointIds.oak)],
      state: 'problem',
      counts: { upToDate: 9, onTheirWay: 0, problems: 1 },
      problem: {
        code: 'endpoint.full',
        facts: { neededBytes: 6_214_100_000, folder: '/labs/imaging/' },
        at: minutesBefore(now, 40),
      },
    },
    {
      ...base,
      id: subscriptionIdSchema.parse(uuid(302)),
      name: 'Course images',
      source: { registryId, containerCollection: 'teaching', container: '*', tag: '*' },
      destinations: [to(endpointIds.eagle)],
      state: 'paused',
      counts: { upToDate: 0, onTheirWay: 0, problems: 0 },
    },
  ];
}

export function fakeArrows(subscriptions: readonly Subscription[], activities: readonly Activity[]): ChartArrow[] {
  const targets = [
    ...new Set(subscriptions.flatMap((one) => one.destinations.map((destination) => destination.endpointId))),
  ];
  return targets.map((endpointId) => {
    const own = activities.filter((one) => one.destinationEndpointId === endpointId);
    const running = own.find((one) => one.state === 'running');
    return {
      id: `${registryId}-${endpointId}`,
      registryId,
      endpointId,
      subscriptions: subscriptions
        .filter((one) => one.destinations.some((destination) => destination.endpointId === endpointId))
        .map(({ id, name, state }) => ({ id, name, isPaused: state === 'paused' })),
      running: running ? { ...running, activityIds: [running.id] } : null,
      problem: own.find((one) => one.state === 'problem')?.problem ?? null,
    };
  });
}

export function fakeTaskEvents(now: Date): TaskEvent[] {
  const event = (minutes: number, code: string, description: string, details: string, isError = false) => ({
    at: minutesBefore(now, minutes),
    code,
    description,
    details,
    isError,
  });
  return [
    event(1, 'PROGRESS', 'progress', '{"bytes_transferred":11800000000}'),
    event(2, 'CONNECTION_RESET', 'connection reset', 'The connection was reset by the endpoint', true),
    event(4, 'STARTED', 'started', '{"type":"GridFTP Transfer"}'),
  ];
}

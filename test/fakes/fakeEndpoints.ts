import type { Endpoint, EndpointListing, Preflight, PreflightLight } from '../../src-main/contract/endpoint.ts';
import type { Image } from '../../src-main/contract/registry.ts';
import type { Placement } from '../../src-main/contract/transfer.ts';
import { endpointIds, minutesBefore } from './fakeIds.ts';

const endpoint = (own: Partial<Endpoint> & Pick<Endpoint, 'id' | 'name'>): Endpoint => ({
  kind: 'mapped',
  organization: null,
  ownerName: null,
  description: null,
  contact: null,
  hostId: null,
  relations: ['recentlyUsed'],
  state: 'online',
  problem: null,
  asksForConsent: false,
  isHighAssurance: false,
  forcesEncryption: false,
  httpsUrl: null,
  folder: '/~/containers/',
  folderIsChosen: false,
  namingProfile: 'plain',
  isHidden: false,
  ...own,
});

export function fakeEndpoints(now: Date): EndpointListing {
  const at = minutesBefore(now, 3);
  const endpoints: Endpoint[] = [
    endpoint({
      id: endpointIds.registry,
      name: 'Lab registry server',
      kind: 'personal',
      relations: ['mine'],
      folder: '/srv/images/',
      ownerName: 'researcher@lab.example',
    }),
    endpoint({
      id: endpointIds.sherlock,
      name: 'Sherlock scratch',
      organization: 'Stanford',
      folder: '/scratch/lab/images/',
      folderIsChosen: true,
      asksForConsent: true,
      contact: 'research-computing@stanford.example',
      relations: ['recentlyUsed'],
    }),
    endpoint({
      id: endpointIds.laptop,
      name: 'My laptop',
      kind: 'personal',
      relations: ['mine'],
      state: 'asleep',
      problem: { code: 'endpoint.asleep', facts: { endpointName: 'My laptop' }, at },
    }),
    endpoint({
      id: endpointIds.oak,
      name: 'Oak archive',
      kind: 'guest',
      organization: 'Stanford',
      relations: ['sharedWithMe'],
      folder: '/labs/imaging/',
      state: 'problem',
      problem: { code: 'endpoint.full', facts: { neededBytes: 6_214_100_000, folder: '/labs/imaging/' }, at },
    }),
    endpoint({
      id: endpointIds.eagle,
      name: 'Eagle project',
      organization: 'Argonne',
      relations: ['recentlyUsed'],
      folder: '/eagle/lab/images/',
      asksForConsent: true,
      state: 'waitingForYou',
      namingProfile: 'shpc',
      problem: { code: 'consent.needed', facts: { endpointName: 'Eagle project' }, at },
    }),
    endpoint({
      id: endpointIds.archive,
      name: 'Open data archive',
      kind: 'guest',
      organization: 'NERSC',
      relations: ['sharedWithMe'],
      folder: '/',
      state: 'notKnown',
    }),
  ];
  return { endpoints, hosts: [], asOf: at, problem: null };
}

export function fakePlacements(images: readonly Image[], now: Date): Placement[] {
  const since = minutesBefore(now, 400);
  const states = [
    [endpointIds.sherlock, (index: number) => (index === 0 ? 'onItsWay' : index < 12 ? 'upToDate' : 'notThere')],
    [
      endpointIds.laptop,
      (index: number) => (index === 2 || index === 7 ? 'older' : index < 5 ? 'upToDate' : 'notThere'),
    ],
    [endpointIds.oak, (index: number) => (index < 2 ? 'notThere' : index < 10 ? 'upToDate' : 'notKnown')],
    [endpointIds.eagle, (index: number) => (index < 2 ? 'notKnown' : 'notThere')],
  ] as const;
  return images.flatMap((image, index) =>
    states.map(([endpointId, stateOf]) => ({
      imageId: image.id,
      endpointId,
      state: stateOf(index),
      digest: stateOf(index) === 'upToDate' ? image.digest : null,
      path:
        stateOf(index) === 'upToDate'
          ? `/scratch/lab/images/${image.containerCollection}/${image.container}_${image.tag}.sif`
          : null,
      since: stateOf(index) === 'upToDate' ? since : null,
      verified: stateOf(index) === 'upToDate' ? ('digest' as const) : null,
    })),
  );
}

export function fakePreflight(endpointId: Endpoint['id'], now: Date): Preflight {
  const endpoint = fakeEndpoints(now).endpoints.find((one) => one.id === endpointId);
  const problem = endpoint?.problem ?? null;
  const light = (
    name: PreflightLight['name'],
    state: PreflightLight['state'],
    own: PreflightLight['problem'] = null,
  ) => ({ name, state, problem: own });
  return {
    endpointId,
    lights: [
      problem?.code === 'endpoint.asleep' ? light('online', 'warning', problem) : light('online', 'ok'),
      problem?.code === 'consent.needed' ? light('consent', 'warning', problem) : light('consent', 'ok'),
      problem?.code === 'endpoint.full'
        ? light('folder', 'problem', problem)
        : light('folder', problem ? 'notKnown' : 'ok'),
      light('alreadyThere', problem ? 'notKnown' : 'warning'),
      light('slots', 'ok'),
    ],
  };
}

import type { EndpointKind, EndpointRelation, EndpointState, PreflightLightName } from './endpoint.ts';
import { formatPercent } from './format.ts';
import type { NamingProfile } from './naming.ts';
import type { VaultKind } from './signIn.ts';
import type { SubscriptionState } from './subscription.ts';
import type { Activity, ActivityState, DeliveryState, PlacementState, PlannedCopy } from './transfer.ts';

type Tone = 'green' | 'blue' | 'amber' | 'red' | 'grey';
export type StateIcon =
  | 'clock'
  | 'arrow'
  | 'check'
  | 'key'
  | 'triangle'
  | 'bar'
  | 'moon'
  | 'question'
  | 'older'
  | 'minus';

/** A state is always an icon, a word and a colour; no one of the three alone. */
export interface StateWords {
  readonly tone: Tone;
  readonly icon: StateIcon;
  readonly word: string;
}

const words = (tone: Tone, icon: StateIcon, word: string): StateWords => ({ tone, icon, word });

export const endpointStates: Readonly<Record<EndpointState, StateWords>> = {
  online: words('green', 'check', 'Online'),
  asleep: words('amber', 'moon', 'Asleep'),
  paused: words('amber', 'bar', 'Paused by its administrator'),
  waitingForYou: words('amber', 'key', 'Waiting for you'),
  problem: words('red', 'triangle', 'Problem'),
  notKnown: words('grey', 'question', 'Not known'),
};

export const activityStates: Readonly<Record<ActivityState, StateWords>> = {
  queued: words('grey', 'clock', 'Queued'),
  running: words('blue', 'arrow', 'Sending'),
  done: words('green', 'check', 'Arrived'),
  waitingForYou: words('amber', 'key', 'Waiting for you'),
  problem: words('red', 'triangle', 'Problem'),
  stopped: words('grey', 'bar', 'Stopped by you'),
};

/** What a running activity does now. */
export const runningPhases = {
  preparing: 'Preparing',
  checking: 'Checking',
} as const;

/** `Sending 64 %`, `Checking`, `Preparing`: what a running activity does now, in English unless told otherwise. */
export function activityWords(
  activity: Pick<Activity, 'state' | 'phase' | 'bytesDone' | 'bytesTotal'>,
  states: Readonly<Record<ActivityState, StateWords>> = activityStates,
  phases: Readonly<Record<keyof typeof runningPhases, string>> = runningPhases,
): StateWords {
  const state = states[activity.state];
  if (activity.state !== 'running') return state;
  if (activity.phase === 'checking') return { ...state, word: phases.checking };
  if (activity.phase === 'preparing' || activity.phase === 'queued') return { ...state, word: phases.preparing };
  const percent = formatPercent(activity.bytesDone, activity.bytesTotal);
  return percent === null ? state : { ...state, word: `${state.word} ${percent}` };
}

export const deliveryStates: Readonly<Record<DeliveryState, StateWords>> = {
  waiting: words('grey', 'clock', 'Queued'),
  submitted: words('blue', 'arrow', 'Sending'),
  publishing: words('blue', 'arrow', 'Putting in place'),
  delivered: words('green', 'check', 'Arrived'),
  failed: words('red', 'triangle', 'Problem'),
  waitingForYou: words('amber', 'key', 'Waiting for you'),
  stopped: words('grey', 'bar', 'Stopped by you'),
};

export const placementStates: Readonly<Record<PlacementState, StateWords>> = {
  upToDate: words('green', 'check', 'Up to date'),
  older: words('blue', 'older', 'Older version'),
  notThere: words('grey', 'minus', 'Not there'),
  onItsWay: words('blue', 'arrow', 'On its way'),
  notKnown: words('grey', 'question', 'Not known'),
};

export const subscriptionStates: Readonly<Record<SubscriptionState, StateWords>> = {
  running: words('green', 'check', 'On'),
  paused: words('grey', 'bar', 'Paused'),
  waitingForYou: words('amber', 'key', 'Waiting for you'),
  problem: words('red', 'triangle', 'Problem'),
};

export const copyOutcomes: Readonly<Record<PlannedCopy['outcome'], StateWords>> = {
  send: words('blue', 'arrow', 'Will be sent'),
  alreadyThere: words('green', 'check', 'Already there (skip)'),
  onItsWay: words('blue', 'clock', 'On its way (skip)'),
  refused: words('red', 'triangle', 'Cannot be sent'),
};

export const endpointKinds: Readonly<Record<EndpointKind, string>> = {
  personal: 'Personal',
  mapped: 'Mapped',
  guest: 'Guest',
};

/** In this order the groups of endpoints are shown. */
export const endpointRelations: Readonly<Record<EndpointRelation, string>> = {
  recentlyUsed: 'Recently used',
  mine: 'Mine',
  iManage: 'I manage',
  sharedWithMe: 'Shared with me',
  sharedByMe: 'Shared by me',
  added: 'Added by id',
};

export const lightWords: Readonly<
  Record<PreflightLightName, { readonly ok: string; readonly not: string; readonly unknown: string }>
> = {
  online: { ok: 'Online', not: 'Not online', unknown: 'Online: not known' },
  consent: { ok: 'Consent given', not: 'Consent is missing', unknown: 'Consent: not known' },
  folder: { ok: 'Folder writable', not: 'Folder not writable', unknown: 'Folder: not known' },
  alreadyThere: { ok: 'Nothing there yet', not: 'Some images are already there', unknown: 'Files there: not known' },
  slots: {
    ok: 'A transfer can start at once',
    not: 'Three transfers run already; this one waits',
    unknown: 'Free transfers: not known',
  },
};

export const namingProfiles: Readonly<Record<NamingProfile, { readonly name: string; readonly example: string }>> = {
  plain: { name: 'Plain', example: 'lab/torch_2.4.sif' },
  nextflow: { name: 'Nextflow', example: 'containers.lab.edu-lab-torch-2.4.img' },
  shpc: { name: 'shpc', example: 'lab/torch/2.4/lab-torch-2.4.sif' },
  digest: { name: 'Digest', example: 'sha256.97cbaad0….sif' },
  registry: { name: 'As in the registry', example: 'lab/torch:2.4@97cbaad0….sif' },
};

export const namingProfileNames = Object.keys(namingProfiles) as readonly NamingProfile[];

/** Where secrets are kept, and whether that is as good as it gets. */
export const vaultKinds: Readonly<
  Record<VaultKind, { readonly name: string; readonly says: string; readonly isWeak: boolean }>
> = {
  safeStorage: {
    name: "This computer's keychain",
    says: 'Sign-ins are encrypted with a key that the operating system keeps for you.',
    isWeak: false,
  },
  keyring: {
    name: "This computer's keyring",
    says: 'Sign-ins are kept in the keyring that opens when you log in to this computer.',
    isWeak: false,
  },
  passphraseFile: {
    name: 'A file protected by your passphrase',
    says: 'No keyring runs here, so sign-ins are encrypted with a key made from your passphrase.',
    isWeak: false,
  },
  memory: {
    name: 'Memory only',
    says: 'No keyring runs here, so sign-ins are forgotten when Portolan ends. You will sign in again next time.',
    isWeak: true,
  },
  plainFile: {
    name: 'A file only you can read',
    says: 'You chose to keep sign-ins in a file that is not encrypted. Anyone who can read your files can use them.',
    isWeak: true,
  },
};

/** Every table of words above; a translation has the same shape, see `StateTexts`. */
export const stateCatalogue = {
  endpoint: endpointStates,
  activity: activityStates,
  delivery: deliveryStates,
  placement: placementStates,
  subscription: subscriptionStates,
  copyOutcome: copyOutcomes,
  runningPhase: runningPhases,
  endpointKind: endpointKinds,
  endpointRelation: endpointRelations,
  light: lightWords,
  namingProfile: namingProfiles,
  vault: vaultKinds,
};
export type StateCatalogue = typeof stateCatalogue;

type TextOf<Entry> = Entry extends StateWords
  ? string
  : Entry extends string
    ? string
    : { readonly [Key in keyof Entry as Entry[Key] extends string ? Exclude<Key, 'example'> : never]: string };

/** The catalogue in another language: the words alone, icons and colours stay. */
export type StateTexts = {
  readonly [Table in keyof StateCatalogue]: {
    readonly [Name in keyof StateCatalogue[Table]]: TextOf<StateCatalogue[Table][Name]>;
  };
};

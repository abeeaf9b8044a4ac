import type { AppErrorCode } from './errors.ts';
import type { EndpointId, ImageId, RegistryId } from './ids.ts';
import type { Provider, SignInState, VaultKind } from './signIn.ts';
import type { Activity } from './transfer.ts';

/** What must be known on every page: state of an earlier run that was damaged or gone, a full disk now. */
export interface Notice {
  readonly code: AppErrorCode;
  readonly facts: Readonly<Record<string, string>>;
}

/** The status bar's facts. */
export interface AppStatus {
  readonly form: 'desktop' | 'headless';
  readonly version: string;
  readonly globus: SignInState;
  readonly vault: VaultKind;
  readonly registries: readonly {
    readonly id: RegistryId;
    readonly name: string;
    readonly isReachable: boolean | null;
  }[];
  readonly running: { readonly tasks: number; readonly bytesDone: number; readonly bytesTotal: number | null };
  /** By the switch that keeps everything back. */
  readonly isPaused: boolean;
  readonly waitingForYou: number;
  readonly problems: number;
  /** State that the app had to put aside when it began; and why nothing can be written down now. */
  readonly notices: readonly Notice[];
  readonly lab: boolean;
}

/** What happened: a whole small snapshot or the id of something to read again, never a patch. */
export type AppEvent =
  | { readonly kind: 'status.changed'; readonly status: AppStatus }
  | { readonly kind: 'signIn.changed'; readonly provider: Provider; readonly state: SignInState }
  | { readonly kind: 'registries.changed' }
  | { readonly kind: 'containers.changed'; readonly registryId: RegistryId }
  | { readonly kind: 'endpoints.changed' }
  | { readonly kind: 'subscriptions.changed' }
  | { readonly kind: 'settings.changed' }
  | { readonly kind: 'activity.changed'; readonly activity: Activity }
  | { readonly kind: 'placements.changed'; readonly endpointId: EndpointId }
  | { readonly kind: 'delivery.arrived'; readonly imageId: ImageId; readonly endpointId: EndpointId };

export type Publish = (event: AppEvent) => void;

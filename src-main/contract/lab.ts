import { z } from 'zod';

/** The faults a lab can be told to show, by name. Those with `perEndpoint` may be limited to one endpoint. */
export const labFaults = [
  { name: 'rate-limit', perEndpoint: false, says: 'Globus and the registry answer 429 with Retry-After' },
  { name: 'server-error', perEndpoint: false, says: 'Services answer 500' },
  { name: 'html-answer', perEndpoint: false, says: 'Services answer an HTML page with status 200' },
  { name: 'cut-json', perEndpoint: false, says: 'Answers end in the middle of the JSON' },
  { name: 'slow', perEndpoint: true, says: 'Answers take seconds; transfers move at a hundredth of their rate' },
  { name: 'endpoint-asleep', perEndpoint: true, says: 'Endpoints are not connected' },
  { name: 'consent-revoked', perEndpoint: true, says: 'Mapped endpoints ask for consent again' },
  { name: 'token-expired', perEndpoint: false, says: 'Access tokens are refused; refreshing works' },
  { name: 'token-revoked', perEndpoint: false, says: 'Access and refresh tokens are refused' },
  { name: 'disk-full', perEndpoint: true, says: 'Destinations have no space left' },
  { name: 'checksum-mismatch', perEndpoint: true, says: 'Copies differ from their source' },
  { name: 'source-missing', perEndpoint: true, says: 'Source files cannot be found' },
  { name: 'permission-denied', perEndpoint: true, says: 'Destinations may not be written' },
  { name: 'lost-answer', perEndpoint: false, says: 'A submission is accepted but its answer never arrives' },
] as const;
export type LabFaultName = (typeof labFaults)[number]['name'];
export const labFaultNameSchema = z.enum(labFaults.map((fault) => fault.name) as [LabFaultName, ...LabFaultName[]]);

export interface LabFaultState {
  readonly name: LabFaultName;
  readonly says: string;
  readonly perEndpoint: boolean;
  readonly isOn: boolean;
  /** Only these endpoints; empty = everywhere. */
  readonly endpointIds: readonly string[];
}

/** What a ready lab tells outsiders; service values are base URLs that end in `/`. */
export interface LabInfo {
  readonly auth: string;
  readonly transfer: string;
  readonly search: string;
  readonly timers: string;
  readonly registry: {
    readonly url: string;
    readonly issuer: string;
    readonly imagesDir: string;
    /** person's username → 40-hex registry token */
    readonly tokens: Readonly<Record<string, string>>;
  };
  readonly clients: {
    readonly native: { readonly id: string };
    readonly confidential: { readonly id: string; readonly secret: string };
  };
  readonly people: readonly { readonly name: string; readonly username: string; readonly id: string }[];
  readonly endpoints: readonly {
    readonly id: string;
    readonly name: string;
    readonly kind: 'personal' | 'mapped' | 'guest';
    readonly owner: string;
    readonly root: string;
    readonly basePath: string;
  }[];
  /** Lab-only control: push, faults, reset, clock. Not part of any real service. */
  readonly control: string;
}

export const labPushSchema = z.object({
  /** `COLLECTION/NAME:TAG` */
  name: z.string().regex(/^[a-z0-9-]+\/[^/:@\s]+(:[^/:@\s]+)?$/),
  sizeBytes: z
    .number()
    .int()
    .min(40_960)
    .max(8 * 1024 ** 3)
    .optional(),
});
export type LabPush = z.infer<typeof labPushSchema>;

export interface LabPushed {
  /** `collection/name:tag` */
  readonly name: string;
  readonly digest: string;
  readonly md5: string;
  readonly sizeBytes: number;
  /** Below the image root. */
  readonly relativePath: string;
}

export const labFaultSwitchSchema = z.object({
  name: labFaultNameSchema,
  isOn: z.boolean(),
  endpointId: z.guid().optional(),
});
export type LabFaultSwitch = z.infer<typeof labFaultSwitchSchema>;

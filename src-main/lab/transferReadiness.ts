import { consentRequired, TransferRefusal } from './transferErrors.ts';
import { isOnServer } from './transferHosts.ts';
import type { LabEndpoint, LabWorld } from './world.ts';

/** Who asks: consents belong to a person and the client they use. */
export interface Requester {
  readonly personId: string;
  readonly clientId: string;
}

/** Why an endpoint cannot be reached; `code` is what a task shows, `reason` what a direct call shows. */
export interface Unreachable {
  readonly code: 'GC_NOT_CONNECTED' | 'GC_PAUSED';
  readonly reason: 'GCDisconnected' | 'GCPaused';
  readonly message: string;
}

export function unreachable(world: Pick<LabWorld, 'endpoints' | 'faults'>, endpoint: LabEndpoint): Unreachable | null {
  const host = endpoint.hostEndpointId === null ? undefined : world.endpoints.get(endpoint.hostEndpointId);
  const places = host === undefined ? [endpoint] : [endpoint, host];
  if (places.some((place) => !place.isConnected || world.faults.isOn('endpoint-asleep', place.id)))
    return {
      code: 'GC_NOT_CONNECTED',
      reason: 'GCDisconnected',
      message: 'The GCP endpoint is not currently connected to Globus',
    };
  if (places.some((place) => place.isPaused))
    return { code: 'GC_PAUSED', reason: 'GCPaused', message: 'The GCP endpoint is currently paused' };
  return null;
}

/** Whether files of this endpoint are closed until the person consents. */
const asksForConsent = (endpoint: LabEndpoint): boolean =>
  endpoint.kind === 'mapped' && isOnServer(endpoint) && endpoint.isHighAssurance !== true;

export function missingConsents(
  world: Pick<LabWorld, 'consents'>,
  { personId, clientId }: Requester,
  endpoints: readonly LabEndpoint[],
): string[] {
  const ids = endpoints
    .filter((endpoint) => asksForConsent(endpoint) && !world.consents.has(personId, clientId, endpoint.id))
    .map(({ id }) => id);
  return [...new Set(ids)];
}

/** Throws unless the person's consents are there; a transfer names both ends, so that one answer lists all. */
export function needConsents(
  world: Pick<LabWorld, 'consents'>,
  requester: Requester,
  endpoints: readonly LabEndpoint[],
): void {
  const missing = missingConsents(world, requester, endpoints);
  if (missing.length > 0) throw consentRequired(missing);
}

/** Throws 502 when a file operation cannot reach the endpoint. `operation` is e.g. `DirListing`. */
export function needReachable(
  world: Pick<LabWorld, 'endpoints' | 'faults'>,
  endpoint: LabEndpoint,
  operation: string,
): void {
  const why = unreachable(world, endpoint);
  if (why) throw new TransferRefusal(502, `ExternalError.${operation}Failed.${why.reason}`, why.message);
}

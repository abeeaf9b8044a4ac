import type { LabInfo } from '../contract/lab.ts';
import { serviceAccountFrom } from './serviceAccountFile.ts';

/** Base URLs of the Globus services, each ending in `/`, and the app's registration there. */
export interface GlobusServices {
  readonly auth: string;
  readonly transfer: string;
  readonly search: string;
  readonly timers: string;
  readonly clientId: string;
  /** Of a service account; absent where a person signs in. */
  readonly clientSecret?: string;
}

/**
 * The public native client this build ships with; it holds no secret. Until the project has its own registration it is
 * empty, and sign-in says that `PORTOLAN_GLOBUS_CLIENT_ID` is missing.
 */
const shippedClientId = '';

const withSlash = (url: string) => (url.endsWith('/') ? url : `${url}/`);

/** Production, or what the environment points at. */
export function globusServicesFrom(environment: NodeJS.ProcessEnv): GlobusServices {
  return {
    auth: withSlash(environment.PORTOLAN_GLOBUS_AUTH_URL ?? 'https://auth.globus.org/'),
    transfer: withSlash(environment.PORTOLAN_GLOBUS_TRANSFER_URL ?? 'https://transfer.api.globus.org/'),
    search: withSlash(environment.PORTOLAN_GLOBUS_SEARCH_URL ?? 'https://search.api.globus.org/'),
    timers: withSlash(environment.PORTOLAN_GLOBUS_TIMERS_URL ?? 'https://timer.automate.globus.org/'),
    ...(serviceAccountFrom(environment) ?? { clientId: environment.PORTOLAN_GLOBUS_CLIENT_ID ?? shippedClientId }),
  };
}

export const globusServicesOfLab = (lab: LabInfo): GlobusServices => ({
  auth: lab.auth,
  transfer: lab.transfer,
  search: lab.search,
  timers: lab.timers,
  clientId: lab.clients.native.id,
});

import type { RegistriesService } from '../contract/services.ts';
import type { NetworkTarget } from '../settings/networkService.ts';
import type { GlobusServices } from './globusServices.ts';

/** Everything the app speaks to, as it is set up now. */
export async function networkTargets(
  registries: Pick<RegistriesService, 'list'>,
  globus: GlobusServices,
): Promise<readonly NetworkTarget[]> {
  const known = await registries.list();
  return [
    ...known.map(({ name, url }) => ({ kind: 'registry', name, url }) as const),
    { kind: 'globusAuth', name: '', url: globus.auth },
    { kind: 'globusTransfer', name: '', url: globus.transfer },
    { kind: 'globusTimers', name: '', url: globus.timers },
  ];
}

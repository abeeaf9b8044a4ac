import { endpointNotFound, permissionDenied, TransferRefusal } from './transferErrors.ts';
import type { AccessRule, RoleRow, TransferState } from './transferState.ts';
import type { LabEndpoint, LabWorld } from './world.ts';

export type Permission = 'none' | 'r' | 'rw';

export type TransferRights = ReturnType<typeof createTransferRights>;

/** Who may see, read, write and manage what. */
export function createTransferRights({ world, state }: { world: LabWorld; state: TransferState }) {
  const now = () => world.clock.now();

  function isLive({ expirationDate }: AccessRule): boolean {
    return expirationDate === null || Date.parse(expirationDate) > now();
  }

  const isFor = (rule: AccessRule, personId: string): boolean =>
    rule.principalType === 'identity'
      ? rule.principal === personId
      : rule.principalType === 'all_authenticated_users' || rule.principalType === 'anonymous';

  const rulesFor = (endpoint: LabEndpoint, personId: string): AccessRule[] =>
    state.rulesOf(endpoint).filter((rule) => isLive(rule) && isFor(rule, personId));

  function rolesOf(endpoint: LabEndpoint, personId: string): RoleRow['role'][] {
    const given = state
      .rolesOf(endpoint.id)
      .filter(({ principal }) => principal === personId)
      .map(({ role }) => role);
    if (endpoint.ownerId !== personId) return [...new Set(given)];
    const own: RoleRow['role'][] = ['administrator', 'activity_manager', 'activity_monitor'];
    if (endpoint.kind === 'guest') own.splice(1, 0, 'access_manager');
    return [...new Set([...own, ...given])];
  }

  function isVisible(endpoint: LabEndpoint, personId: string): boolean {
    const isPublic = state.extrasOf(endpoint.id).isPublic ?? endpoint.visibleTo === 'all';
    return (
      isPublic ||
      endpoint.ownerId === personId ||
      (endpoint.visibleTo !== 'all' && endpoint.visibleTo.includes(personId)) ||
      rolesOf(endpoint, personId).length > 0 ||
      rulesFor(endpoint, personId).length > 0
    );
  }

  /** `path` is absolute at the endpoint. A rule on `/a/` opens `/a` and everything below. */
  function permissionAt(endpoint: LabEndpoint, personId: string, path: string): Permission {
    const widest: Permission = endpoint.isReadOnly ? 'r' : 'rw';
    if (endpoint.kind === 'personal') return endpoint.ownerId === personId ? widest : 'none';
    if (endpoint.kind === 'mapped') return isVisible(endpoint, personId) ? widest : 'none';
    if (rolesOf(endpoint, personId).some((role) => role === 'administrator' || role === 'access_manager'))
      return widest;
    const opened = rulesFor(endpoint, personId).filter((rule) => `${path}/`.startsWith(rule.path));
    if (opened.length === 0) return 'none';
    return widest === 'rw' && opened.some(({ permissions }) => permissions === 'rw') ? 'rw' : 'r';
  }

  /** The endpoint if the person may know of it. */
  function visible(id: string, personId: string): LabEndpoint {
    if (state.isDeleted(id)) throw new TransferRefusal(404, 'EndpointDeleted', `Endpoint '${id}' has been deleted`);
    const endpoint = world.endpoints.get(id);
    if (endpoint === undefined || !isVisible(endpoint, personId)) throw endpointNotFound(id);
    return endpoint;
  }

  return {
    rolesOf,
    rulesFor,
    isVisible,
    permissionAt,
    visible,
    /** A guest collection that the person manages the access of. */
    managed(id: string, personId: string): LabEndpoint {
      const endpoint = visible(id, personId);
      if (endpoint.kind !== 'guest') throw permissionDenied(`Endpoint '${id}' does not support access rules`);
      if (!rolesOf(endpoint, personId).some((role) => role.endsWith('administrator') || role === 'access_manager'))
        throw permissionDenied(`You do not have permission to manage access of endpoint '${id}'`);
      return endpoint;
    },
    administered(id: string, personId: string): LabEndpoint {
      const endpoint = visible(id, personId);
      if (!rolesOf(endpoint, personId).includes('administrator'))
        throw permissionDenied(`You do not have the administrator role on endpoint '${id}'`);
      return endpoint;
    },
  };
}

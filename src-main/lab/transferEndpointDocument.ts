import type { EndpointServer, EndpointServers } from './transferHosts.ts';
import { isOnServer } from './transferHosts.ts';
import { unreachable } from './transferReadiness.ts';
import type { TransferRights } from './transferRights.ts';
import type { TransferState } from './transferState.ts';
import type { LabEndpoint, LabWorld } from './world.ts';

export type EndpointDocument = Readonly<Record<string, unknown>> & { readonly id: string };

/** Keys that endpoint documents carry with the same value at every endpoint of the lab. */
const commonFacts = {
  DATA_TYPE: 'endpoint',
  acl_max_expiration_period_mins: null,
  activated: false,
  associated_flow_policy: null,
  authentication_assurance_timeout: null,
  authentication_policy_id: null,
  authentication_timeout_mins: null,
  auto_delete_timeout: null,
  contact_email: null,
  contact_info: null,
  default_directory: null,
  department: null,
  disable_anonymous_writes: false,
  expire_time: null,
  expires_in: -1,
  force_verify: false,
  french_english_bilingual: false,
  guest_collection_activity_notification_policy: null,
  https_server: null,
  info_link: null,
  keywords: null,
  last_accessed_time: null,
  local_user_info_available: null,
  location: null,
  max_concurrency: null,
  max_parallelism: null,
  mfa_required: false,
  myproxy_dn: null,
  myproxy_server: null,
  network_use: null,
  non_functional_endpoint_display_name: null,
  non_functional_endpoint_id: null,
  oauth_server: null,
  preferred_concurrency: null,
  preferred_parallelism: null,
  preserve_modtime: null,
  requester_pays: false,
  restrict_transfers_to_high_assurance: null,
  s3_owner_activated: false,
  s3_url: null,
  skip_auto_delete: null,
  storage_type: null,
  tlsftp_server: null,
  user_message: null,
  user_message_link: null,
} as const;

/** The user name Globus makes of an identity: `u_` and the id in base 32. */
export function globusUsername(id: string): string {
  const alphabet = 'abcdefghijklmnopqrstuvwxyz234567';
  const bits = [...Buffer.from(id.replaceAll('-', ''), 'hex')]
    .map((byte) => byte.toString(2).padStart(8, '0'))
    .join('');
  const letters = (bits.match(/.{1,5}/g) ?? []).map(
    (group) => alphabet[Number.parseInt(group.padEnd(5, '0'), 2)] ?? '',
  );
  return `u_${letters.join('')}`;
}

const server = (facts: {
  hostname: string | null;
  isConnected: boolean;
  isPaused: boolean;
  subject: string | null;
}) => ({
  DATA_TYPE: 'server',
  hostname: facts.hostname,
  id: 575,
  incoming_data_port_end: null,
  incoming_data_port_start: null,
  is_connected: facts.isConnected,
  is_paused: facts.isPaused,
  outgoing_data_port_end: null,
  outgoing_data_port_start: null,
  port: facts.hostname === null ? null : 443,
  scheme: facts.hostname === null ? null : 'tlsftp',
  subject: facts.subject,
  uri: facts.hostname === null ? null : `tlsftp://${facts.hostname}:443`,
});

export interface DocumentContext {
  readonly world: LabWorld;
  readonly state: TransferState;
  readonly rights: TransferRights;
  readonly servers: EndpointServers;
  /** Endpoints of a person's unfinished tasks. */
  readonly inUse: (personId: string) => ReadonlySet<string>;
}

function ownerFacts({ world }: DocumentContext, endpoint: LabEndpoint, host: EndpointServer | null) {
  const ownerId = host?.id ?? endpoint.ownerId;
  const person = world.people.find(({ id }) => id === ownerId);
  const username = globusUsername(ownerId);
  return {
    owner_id: ownerId,
    owner_string: person?.username ?? `${ownerId}@clients.auth.globus.org`,
    username,
    canonical_name: `${username}#${endpoint.id}`,
    name: endpoint.id,
  };
}

/** Where a guest collection lives. Guests of servers name their mapped collection too. */
function hostFacts({ world, state }: DocumentContext, endpoint: LabEndpoint) {
  const host = endpoint.hostEndpointId === null ? undefined : world.endpoints.get(endpoint.hostEndpointId);
  const hostName = host ? `${globusUsername(host.ownerId)}#${host.id}` : null;
  const hostPath = host ? (state.extrasOf(endpoint.id).hostPath ?? '/') : null;
  const mapped = host !== undefined && isOnServer(endpoint) ? host : null;
  return {
    host_endpoint: hostName,
    host_endpoint_display_name: host?.name ?? null,
    host_endpoint_id: host?.id ?? null,
    host_path: hostPath,
    sharing_target_endpoint: hostName,
    sharing_target_root_path: hostPath,
    mapped_collection_display_name: mapped?.name ?? null,
    mapped_collection_id: mapped?.id ?? null,
  };
}

function connectionFacts({ world }: DocumentContext, endpoint: LabEndpoint, host: EndpointServer | null) {
  const why = unreachable(world, endpoint);
  const isOnline = why?.code !== 'GC_NOT_CONNECTED';
  const isPaused = why?.code === 'GC_PAUSED';
  const hostname = host === null ? null : new URL(host.managerUrl).hostname;
  const subject = `/C=US/O=Globus Consortium/OU=Globus Connect Service/CN=${endpoint.id}`;
  return {
    gcp_connected: host === null ? isOnline : null,
    gcp_paused: host === null ? isPaused : null,
    gcs_manager_url: host?.managerUrl ?? null,
    gcs_version: host === null ? null : '5.4.71',
    DATA: [server({ hostname, isConnected: isOnline, isPaused, subject: host === null ? subject : null })],
  };
}

/** The endpoint document as this person sees it: the setup key, for one, is the owner's only. */
export function endpointDocument(context: DocumentContext, endpoint: LabEndpoint, personId: string): EndpointDocument {
  const { state, rights, servers } = context;
  const extras = state.extrasOf(endpoint.id);
  const host = servers.of(endpoint);
  const roles = rights.rolesOf(endpoint, personId);
  return {
    ...commonFacts,
    ...ownerFacts(context, endpoint, host),
    ...hostFacts(context, endpoint),
    ...connectionFacts(context, endpoint, host),
    id: endpoint.id,
    display_name: endpoint.name,
    entity_type: endpoint.entityType,
    organization: endpoint.organization || null,
    description: endpoint.description || null,
    default_directory: endpoint.defaultDirectory,
    ...extras.texts,
    acl_available: endpoint.kind === 'guest',
    acl_editable: endpoint.kind === 'guest' && roles.includes('access_manager'),
    disable_verify: extras.disablesVerify,
    force_encryption: extras.forcesEncryption,
    globus_connect_setup_key: endpoint.ownerId === personId ? extras.setupKey : null,
    high_assurance: endpoint.isHighAssurance === true,
    in_use: context.inUse(personId).has(endpoint.id),
    is_globus_connect: endpoint.entityType === 'GCP_mapped_collection',
    my_effective_roles: roles,
    non_functional: false,
    public: extras.isPublic ?? endpoint.visibleTo === 'all',
    shareable: endpoint.kind !== 'guest',
    subscription_admin_verified: extras.isPlanAdminVerified,
    subscription_id: extras.globusPlanId,
  };
}

/** A server's own document: listed, but no files behind it. */
export function serverDocument(host: EndpointServer, isMine: boolean): EndpointDocument {
  const username = globusUsername(host.id);
  return {
    ...commonFacts,
    id: host.id,
    display_name: host.name,
    entity_type: 'GCSv5_endpoint',
    organization: host.organization,
    description: null,
    owner_id: host.id,
    owner_string: `${host.id}@clients.auth.globus.org`,
    username,
    canonical_name: `${username}#${host.id}`,
    name: host.id,
    host_endpoint: null,
    host_endpoint_display_name: null,
    host_endpoint_id: null,
    host_path: null,
    sharing_target_endpoint: null,
    sharing_target_root_path: null,
    mapped_collection_display_name: null,
    mapped_collection_id: null,
    gcp_connected: null,
    gcp_paused: null,
    gcs_manager_url: host.managerUrl,
    gcs_version: '5.4.71',
    acl_available: false,
    acl_editable: false,
    disable_verify: false,
    force_encryption: false,
    globus_connect_setup_key: null,
    high_assurance: false,
    in_use: false,
    is_globus_connect: false,
    my_effective_roles: isMine ? ['administrator', 'activity_manager', 'activity_monitor'] : [],
    non_functional: true,
    public: true,
    shareable: false,
    subscription_admin_verified: false,
    subscription_id: null,
    DATA: [server({ hostname: new URL(host.managerUrl).hostname, isConnected: true, isPaused: false, subject: null })],
  };
}

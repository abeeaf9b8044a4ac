import { randomBytes } from 'node:crypto';

/** An answer other than success, in the form of Globus Transfer's error document. */
export class TransferRefusal extends Error {
  readonly status: 400 | 401 | 403 | 404 | 409 | 500 | 502 | 503;
  readonly code: string;
  /** Further keys of the document, e.g. `authorization_parameters`. */
  readonly extra: Readonly<Record<string, unknown>>;

  constructor(
    status: TransferRefusal['status'],
    code: string,
    message: string,
    extra: Readonly<Record<string, unknown>> = {},
  ) {
    super(message);
    this.status = status;
    this.code = code;
    this.extra = extra;
  }
}

export const badRequest = (message: string, detail = ''): TransferRefusal =>
  new TransferRefusal(400, `ClientError.BadRequest${detail}`, message);

export const endpointNotFound = (id: string): TransferRefusal =>
  new TransferRefusal(404, 'EndpointNotFound', `No such endpoint '${id}'`);

export const permissionDenied = (message: string): TransferRefusal =>
  new TransferRefusal(403, 'PermissionDenied', message);

export const requestId = (): string => randomBytes(7).toString('base64url').slice(0, 9);

const transferScope = 'urn:globus:auth:scope:transfer.api.globus.org:all';

const dataAccessScope = (endpointId: string): string => `https://auth.globus.org/scopes/${endpointId}/data_access`;

/** One scope string naming all mapped collections whose `data_access` consent is missing. */
const consentScope = (endpointIds: readonly string[]): string =>
  `${transferScope}[${endpointIds.map((id) => `*${dataAccessScope(id)}`).join(' ')}]`;

export function consentRequired(endpointIds: readonly string[]): TransferRefusal {
  const message = 'Missing required data_access consent';
  const required_scopes = [consentScope(endpointIds)];
  return new TransferRefusal(403, 'ConsentRequired', message, {
    required_scopes,
    authorization_parameters: { session_message: message, required_scopes },
  });
}

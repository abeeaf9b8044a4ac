import { createHmac } from 'node:crypto';
import type { ContainerName } from '../domain/containerName.ts';

/** Who signs: the registry's name for the person, and their token as the key. */
export interface PullSigner {
  readonly username: string;
  readonly token: string;
}

/** `20261123T12Z`: a signature is good until the hour in UTC is over. */
const hourOf = (nowIso: string): string => `${nowIso.slice(0, 13).replaceAll('-', '')}Z`;

/** The registry's own scheme for one private image; its payload ends in a bar. */
export function pullAuthorization(
  { username, token }: PullSigner,
  { containerCollection, container, tag }: ContainerName,
  nowIso: string,
): string {
  const hour = hourOf(nowIso);
  const payload = `pull|${containerCollection}|${hour}|${container}|${tag ?? 'latest'}|`;
  const signature = createHmac('sha256', token).update(payload).digest('hex');
  const user = Buffer.from(username).toString('base64');
  return `SREGISTRY-HMAC-SHA256 Credential=pull/${user}/${hour},Signature=${signature}`;
}

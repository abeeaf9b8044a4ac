import { type AskedScope, scopePaths } from './authScopes.ts';
import type { LabEndpoint } from './world.ts';

const knownWords: readonly (readonly [RegExp, string])[] = [
  [/^(openid|profile|email)$/, 'see who you are: name, username and e-mail address'],
  [/:view_identity_set$/, 'see which identities are linked to yours'],
  [/:view_identities$/, 'look up people by name'],
  [/:view_consents$/, 'see what you allowed which app'],
  [/auth\.globus\.org:(view_|manage_)/, 'see and manage your registered apps and sign-ins'],
  [/transfer\.api\.globus\.org:all$/, 'manage transfers and look into folders of endpoints, as you'],
  [/transfer\.api\.globus\.org:gcp_install$/, 'set up a personal endpoint for you'],
  [/search\.api\.globus\.org:search$/, 'search in the indexes you may read'],
  [/search\.api\.globus\.org:(all|ingest)$/, 'publish to and search in your search indexes'],
  [/groups\.api\.globus\.org:/, 'see your groups'],
  [/\/timer$/, 'start transfers for you at set times'],
  [/eec9b274-0c81-4334-bdc2-54e90e689b9a\//, 'run and manage your flows'],
  [/:manage_collections$/, 'manage the collections of an endpoint host'],
  [/^registry$/, 'find and fetch every image you may see, as you'],
  [/^offline_access$/, 'stay signed in until you sign out'],
];

const endpointWords = /\/scopes\/([0-9a-f-]{36})\/(data_access|https)$/;

/** What the scopes mean to the person who is asked, each thing once, in the order asked. */
export function wordsFor(
  scopes: readonly AskedScope[],
  isOffline: boolean,
  endpoints: ReadonlyMap<string, LabEndpoint>,
): readonly string[] {
  const wordFor = (name: string): string => {
    const [, endpointId = '', right] = endpointWords.exec(name) ?? [];
    const endpoint = endpoints.get(endpointId);
    if (endpoint && right === 'data_access') return `use the endpoint “${endpoint.name}”`;
    if (endpoint) return `read and write files of “${endpoint.name}” over the web`;
    return knownWords.find(([pattern]) => pattern.test(name))?.[1] ?? name;
  };
  const names = scopePaths(scopes).map(({ path }) => path.at(-1) ?? '');
  return [...new Set([...names, ...(isOffline ? ['offline_access'] : [])].map(wordFor))];
}

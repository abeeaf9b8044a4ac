import type { NetworkCheck, NetworkState } from '../../src-main/contract/network.ts';
import type { Registry } from '../../src-main/contract/registry.ts';
import type { AppServices } from '../../src-main/contract/services.ts';
import { settingsSchema } from '../../src-main/contract/settings.ts';

const fingerprint = Array.from({ length: 32 }, (_, index) => (index * 7 + 16).toString(16).toUpperCase()).join(':');

/** The first registry has an authority of its own, a proxy is in the way of Globus Transfer, the rest is well. */
export function fakeNetworkAndSupport(
  now: Date,
  registries: () => readonly Registry[],
): Pick<AppServices, 'network' | 'support' | 'updates'> {
  let state: NetworkState = { hasProxyPassword: false, problem: null };
  const at = now.toISOString();
  const globus = (kind: NetworkCheck['kind'], host: string): NetworkCheck => ({
    ...{ kind, name: '', origin: `https://${host}`, proxy: null, answeredMs: 84, problem: null },
  });
  const unknown = {
    code: 'network.tls',
    facts: {
      host: 'containers.lab.edu',
      reason: 'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
      subject: 'containers.lab.edu',
      issuer: 'Lab Root, The Lab',
      fingerprint,
      validTo: '2028-05-01T00:00:00.000Z',
    },
    at,
  } as const;
  const refused = {
    code: 'network.proxyRefused',
    facts: { host: 'transfer.api.globus.org', proxy: '10.0.0.1:3128', status: 403, hasPassword: false },
    at,
  } as const;
  return {
    network: {
      state: async () => state,
      test: async () => ({
        at,
        checks: [
          ...registries().map(({ name, url }): NetworkCheck => {
            const { origin } = new URL(url);
            return { kind: 'registry', name, origin, proxy: null, answeredMs: null, problem: unknown };
          }),
          globus('globusAuth', 'auth.globus.org'),
          {
            ...globus('globusTransfer', 'transfer.api.globus.org'),
            ...{ answeredMs: null, proxy: '10.0.0.1:3128', problem: refused },
          },
          globus('globusTimers', 'timer.automate.globus.org'),
        ],
      }),
      setProxyPassword: async (password) => (state = { ...state, hasProxyPassword: password !== null }),
      trust: async () => settingsSchema.parse({ setupDone: true }),
    },
    updates: {
      look: async () => ({ current: '0.1.0', lookedAt: null, newest: null, isNewer: false, problem: null }),
    },
    support: {
      facts: () => ({
        dataFolder: '/home/ada/.local/share/portolan',
        logFolder: '/home/ada/.local/share/portolan/logs',
        managedFiles: ['/etc/portolan/settings.json'],
        canOpenFolders: false,
        canStayInTray: false,
        canStartAtLogin: false,
      }),
      bundle: async () => ({ text: `${JSON.stringify({ portolanSupport: 1, at, version: '0.1.0' }, null, 2)}\n` }),
      saveBundle: async () => ({ file: '/home/ada/.local/share/portolan/support/portolan-support.json' }),
      openFolder: async () => false,
    },
  };
}

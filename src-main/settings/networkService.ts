import { AppError, type Problem, toProblem } from '../contract/errors.ts';
import type { NetworkCheck } from '../contract/network.ts';
import type { NetworkService, SettingsService } from '../contract/services.ts';
import type { Clock } from '../ports/clock.ts';
import type { Http } from '../ports/http.ts';
import type { Network } from '../ports/network.ts';
import type { SecretVault } from '../ports/secretVault.ts';

const secretName = 'network.proxyPassword';
const patienceMs = 12_000;
/** Whatever a server answers shows that it is reached; the answer itself is not looked at. */
const enoughBytes = 64 * 1024;

export type NetworkTarget = Pick<NetworkCheck, 'kind' | 'name'> & { readonly url: string };

/** How requests leave this computer, as the settings say; and whether they arrive. */
export function createNetworkService(deps: {
  readonly network: Network;
  readonly http: Http;
  readonly vault: SecretVault;
  readonly settings: Pick<SettingsService, 'read' | 'update'>;
  readonly clock: Clock;
  readonly targets: () => Promise<readonly NetworkTarget[]>;
}): NetworkService & { apply(): Promise<void> } {
  const { network, http, vault, settings, clock } = deps;
  let problem: Problem | null = null;
  let applied = '';
  let turn: Promise<void> = Promise.resolve();

  /** A vault that does not answer is told elsewhere; the proxy then says that it wants a password. */
  const kept = (): Promise<string | null> => vault.get(secretName).catch(() => null);

  const apply = (): Promise<void> => {
    turn = turn.then(async () => {
      const { network: chosen } = settings.read();
      // A keyring may ask its owner before it answers, so it is asked for what is needed only.
      const isNeeded = chosen.proxy === 'manual' && chosen.proxyUser !== '';
      const choice = { ...chosen, proxyPassword: isNeeded ? await kept() : null };
      const asText = JSON.stringify(choice);
      if (asText === applied && problem === null) return;
      applied = asText;
      const found = await network.use(choice);
      problem = found && { ...found, at: clock.nowIso() };
    });
    return turn;
  };

  const state: NetworkService['state'] = async () => {
    await turn;
    return { hasProxyPassword: (await kept()) !== null, problem };
  };

  const reach = async (url: string): Promise<Problem | null> => {
    try {
      await http.send({ method: 'GET', url, timeoutMs: patienceMs, maxBytes: enoughBytes });
      return null;
    } catch (error) {
      if (error instanceof AppError && ['network.tooLarge', 'answer.cut'].includes(error.code)) return null;
      return toProblem(error, clock.nowIso());
    }
  };

  const check = async ({ url, kind, name }: NetworkTarget): Promise<NetworkCheck> => {
    const proxy = await network.proxyFor(url).catch(() => null);
    const startedAt = clock.monotonic();
    const found = await reach(url);
    const answeredMs = found === null ? Math.round(clock.monotonic() - startedAt) : null;
    return { kind, name, origin: new URL(url).origin, proxy, answeredMs, problem: found };
  };

  return {
    apply,
    state,
    async test() {
      // A file that was missing may be there now.
      await apply();
      const checks = await Promise.all((await deps.targets()).map(check));
      return { at: clock.nowIso(), checks };
    },
    async setProxyPassword(password) {
      if (password === null) await vault.delete(secretName);
      else await vault.set(secretName, password);
      await apply();
      return state();
    },
    async trust({ origin, fingerprint }) {
      const { host } = new URL(origin);
      const shown = await network.certificateOf(origin);
      if (shown === null) throw new AppError('network.unreachable', { facts: { host } });
      if (shown.fingerprint !== fingerprint) {
        const { issuer, validTo } = shown;
        throw new AppError('network.tls', { facts: { host, issuer, validTo, fingerprint: shown.fingerprint } });
      }
      const others = settings.read().network.trusted.filter((server) => server.host !== host);
      const { certificate } = shown;
      const changed = settings.update({ network: { trusted: [...others, { host, fingerprint, certificate }] } });
      await apply();
      return changed;
    },
  };
}

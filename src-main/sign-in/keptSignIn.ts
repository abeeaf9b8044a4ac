import { AppError } from '../contract/errors.ts';
import type { Account } from '../contract/signIn.ts';
import type { Clock } from '../ports/clock.ts';
import type { Logger } from '../ports/logger.ts';
import { type AccessTokenKeeper, createAccessTokenKeeper } from './accessTokenKeeper.ts';
import { isInvalidGrant } from './providerErrors.ts';
import type { ProviderProfile } from './providerProfile.ts';
import type { SignInRecords } from './signInRecords.ts';
import type { IssuedToken } from './transform.ts';
import type { KeptToken, SignInRecord } from './types.ts';

/** Providers forget refresh tokens that are not used for months; used weekly they live on. */
const idleLimitMs = 7 * 24 * 3600_000;
/** An unchanged refresh token is written again only to note that it was used. */
const noteUseAfterMs = 24 * 3600_000;

export interface NewSignIn {
  readonly account: Account;
  readonly tokens: readonly IssuedToken[];
  readonly consentedEndpointIds: readonly string[];
}

/** A sign-in that is held: its record in the vault, its access tokens in memory. */
export interface KeptSignIn {
  record(): SignInRecord | null;
  /** Whether all that was given is still good. */
  isWhole(): boolean;
  /** Takes up what the vault holds under the name, when it is `isOurs`. */
  restore(name: string, isOurs: (record: SignInRecord) => boolean): Promise<void>;
  adopt(name: string, profile: ProviderProfile, signIn: NewSignIn): Promise<void>;
  token(resource: string): Promise<string>;
  renewedToken(resource: string, refused: string): Promise<string>;
  refreshIdle(): Promise<void>;
  /** Removes everything here and answers the tokens that the provider should forget too. */
  forget(): Promise<readonly string[]>;
  settled(): Promise<void>;
}

export function createKeptSignIn({
  clock,
  records,
  logger,
  serverOf,
  tokensOf,
  onEnded,
}: {
  readonly clock: Clock;
  readonly records: SignInRecords;
  readonly logger: Logger;
  /** Where this sign-in is refreshed. */
  readonly serverOf: (record: SignInRecord) => ProviderProfile['server'];
  readonly tokensOf: ProviderProfile['tokensOf'];
  /** The provider said that a refresh token is dead. */
  readonly onEnded: () => void;
}): KeptSignIn {
  let recordName = '';
  let kept: SignInRecord | null = null;
  /** Counts sign-ins and sign-outs: an answer to an older one's refresh must not touch the newer. */
  let generation = 0;
  const keepers = new Map<string, AccessTokenKeeper>();
  const live = new Map<string, string>();

  const needed = (resource: string) => new AppError('signIn.needed', { facts: { resource } });

  function keeperOf(resource: string): AccessTokenKeeper {
    const found = keepers.get(resource);
    if (found) return found;
    const keeper = createAccessTokenKeeper({ clock, refresh: () => refresh(resource) });
    keepers.set(resource, keeper);
    return keeper;
  }

  async function end(resource: string): Promise<void> {
    if (!kept) return;
    const { [resource]: _dead, ...tokens } = kept.tokens;
    kept = { ...kept, tokens };
    live.delete(resource);
    onEnded();
    await records.write(recordName, kept).catch((error: unknown) => logger.warn('record not written', { error }));
  }

  /** Committed before the access token that came with it is used: a rotated token that is lost is a lost sign-in. */
  async function commit(resource: string, issued: IssuedToken): Promise<void> {
    const before = kept?.tokens[resource];
    if (!kept || !before) throw needed(resource);
    const refreshToken = issued.refreshToken ?? before.refreshToken;
    const hasChanged = refreshToken !== before.refreshToken;
    if (!hasChanged && clock.now() - Date.parse(before.refreshedAt) < noteUseAfterMs) return;
    const scopes = issued.scopes.length > 0 ? [...issued.scopes] : before.scopes;
    kept = { ...kept, tokens: { ...kept.tokens, [resource]: { refreshToken, scopes, refreshedAt: clock.nowIso() } } };
    const written = records.write(recordName, kept);
    await (hasChanged ? written : written.catch((error: unknown) => logger.warn('record not written', { error })));
  }

  async function refresh(resource: string): Promise<IssuedToken> {
    const started = generation;
    const before = kept?.tokens[resource];
    if (!kept || !before) throw needed(resource);
    try {
      const answer = await serverOf(kept).refresh(before.refreshToken);
      if (started !== generation) throw new AppError('signIn.cancelled');
      const issued = tokensOf(answer).find((token) => token.resource === resource);
      if (!issued) throw new AppError('answer.unexpected', { facts: { part: 'resource server' } });
      await commit(resource, issued);
      live.set(resource, issued.accessToken);
      return issued;
    } catch (error) {
      const isDead = error instanceof AppError && isInvalidGrant(error) && started === generation;
      logger.warn(isDead ? 'sign-in ended at the provider' : 'token not refreshed', { resource, error });
      if (!isDead) throw error;
      await end(resource);
      throw needed(resource);
    }
  }

  function hold(name: string, record: SignInRecord): void {
    generation += 1;
    recordName = name;
    kept = record;
    live.clear();
    for (const keeper of keepers.values()) keeper.forget();
  }

  return {
    record: () => kept,
    isWhole: () => kept?.resources.every((resource) => kept?.tokens[resource] ?? live.has(resource)) ?? false,
    async restore(name, isOurs) {
      const record = await records.read(name);
      if (record && isOurs(record)) hold(name, record);
    },
    async adopt(name, profile, { account, tokens, consentedEndpointIds }) {
      const at = clock.nowIso();
      const entries = tokens.flatMap(({ resource, refreshToken, scopes }): [string, KeptToken][] =>
        refreshToken === null ? [] : [[resource, { refreshToken, scopes: [...scopes], refreshedAt: at }]],
      );
      const record: SignInRecord = {
        version: 1,
        issuer: profile.server.issuer,
        clientId: profile.server.clientId,
        account,
        signedInAt: at,
        resources: tokens.map(({ resource }) => resource),
        consentedEndpointIds: [...consentedEndpointIds],
        tokens: Object.fromEntries(entries),
      };
      await records.write(name, record);
      hold(name, record);
      for (const issued of tokens) {
        keeperOf(issued.resource).accept(issued);
        live.set(issued.resource, issued.accessToken);
      }
    },
    async token(resource) {
      if (!kept) throw needed(resource);
      return keeperOf(resource).token();
    },
    async renewedToken(resource, refused) {
      if (!kept) throw needed(resource);
      return keeperOf(resource).renewedAfter(refused);
    },
    async refreshIdle() {
      for (const [resource, { refreshedAt }] of Object.entries(kept?.tokens ?? {})) {
        if (clock.now() - Date.parse(refreshedAt) < idleLimitMs) continue;
        await keeperOf(resource)
          .renew()
          .catch((error: unknown) => logger.info('idle token not refreshed', { resource, error }));
      }
    },
    async forget() {
      generation += 1;
      const refreshTokens = Object.values(kept?.tokens ?? {}).map(({ refreshToken }) => refreshToken);
      const all = [...refreshTokens, ...live.values()];
      const name = recordName;
      kept = null;
      live.clear();
      for (const keeper of keepers.values()) keeper.forget();
      if (name !== '') await records.remove(name);
      return all;
    },
    async settled() {
      await Promise.all([...keepers.values()].map((keeper) => keeper.settled()));
    },
  };
}

import type { AppError } from '../../src-main/contract/errors.ts';
import type { GlobusTokens } from '../../src-main/ports/tokens.ts';

export interface FakeTokens extends GlobusTokens {
  /** Tokens that were refused and renewed, in order. */
  readonly refused: readonly string[];
  readonly repairs: readonly AppError[];
  identity: string | null;
}

/** Tokens `<resource>-1`, then `-2` after the first was refused. */
export function createFakeTokens(identity: string | null = 'person-1'): FakeTokens {
  const refused: string[] = [];
  const repairs: AppError[] = [];
  let generation = 1;
  return {
    refused,
    repairs,
    identity,
    accessToken: async (resource) => `${resource}-${generation}`,
    async renewedAccessToken(resource, token) {
      refused.push(token);
      generation += 1;
      return `${resource}-${generation}`;
    },
    identityId() {
      return this.identity;
    },
    repairNeeded(error) {
      repairs.push(error);
    },
  };
}

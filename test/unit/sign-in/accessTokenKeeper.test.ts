import { describe, expect, it } from 'vitest';
import { AppError } from '../../../src-main/contract/errors.ts';
import { createAccessTokenKeeper } from '../../../src-main/sign-in/accessTokenKeeper.ts';
import { createFakeClock } from '../../fakes/fakeClock.ts';

function makeKeeper() {
  const clock = createFakeClock();
  let asked = 0;
  const provider: { answer: () => Promise<{ accessToken: string; expiresInSeconds: number }> } = {
    answer: async () => ({ accessToken: `token-${asked}`, expiresInSeconds: 100 }),
  };
  const keeper = createAccessTokenKeeper({
    clock,
    refresh: () => {
      asked += 1;
      return provider.answer();
    },
  });
  return { clock, keeper, provider, asked: () => asked };
}

const failing = (error: AppError) => () => Promise.reject(error);

describe('createAccessTokenKeeper', () => {
  it('asks at the first use, then not until four fifths have passed', async () => {
    const { clock, keeper, asked } = makeKeeper();
    expect(await keeper.token()).toBe('token-1');
    await clock.advance(79_999);
    expect(await keeper.token()).toBe('token-1');
    await clock.advance(1);
    expect(await keeper.token()).toBe('token-2');
    expect(asked()).toBe(2);
  });

  it('waits longer after each failure, to a minute at most', async () => {
    const { clock, keeper, provider, asked } = makeKeeper();
    provider.answer = failing(new AppError('network.timeout'));
    await expect(keeper.token()).rejects.toMatchObject({ code: 'network.timeout' });
    const waits: number[] = [];
    for (let failure = 1; failure <= 8; failure += 1) {
      let waitedMs = 0;
      for (; asked() === failure; waitedMs += 500) {
        await clock.advance(500);
        await expect(keeper.token()).rejects.toMatchObject({ code: 'network.timeout' });
      }
      waits.push(waitedMs);
    }
    expect(waits).toEqual([1000, 2000, 4000, 8000, 16_000, 32_000, 60_000, 60_000]);
  });

  it('obeys the wait a provider asks for, to an hour at most', async () => {
    const { clock, keeper, provider, asked } = makeKeeper();
    provider.answer = failing(new AppError('service.rateLimited', { facts: { retryAfterMs: 1e12 } }));
    await expect(keeper.token()).rejects.toMatchObject({ code: 'service.rateLimited' });
    await clock.advance(3599_999);
    await expect(keeper.token()).rejects.toMatchObject({ code: 'service.rateLimited' });
    expect(asked()).toBe(1);
    provider.answer = async () => ({ accessToken: 'late', expiresInSeconds: 1 });
    await clock.advance(1);
    expect(await keeper.token()).toBe('late');
  });

  it('does not lend a token that was refused', async () => {
    const { keeper, provider } = makeKeeper();
    const refused = await keeper.token();
    provider.answer = failing(new AppError('service.unavailable'));
    await expect(keeper.renewedAfter(refused)).rejects.toMatchObject({ code: 'service.unavailable' });
    await expect(keeper.token()).rejects.toMatchObject({ code: 'service.unavailable' });
  });

  it('does not lend the old token once the sign-in has ended', async () => {
    const { clock, keeper, provider } = makeKeeper();
    await keeper.token();
    await clock.advance(90_000);
    provider.answer = failing(new AppError('signIn.needed'));
    await expect(keeper.token()).rejects.toMatchObject({ code: 'signIn.needed' });
  });

  it('forgets', async () => {
    const { keeper, asked } = makeKeeper();
    keeper.accept({ accessToken: 'given', expiresInSeconds: 100 });
    expect(await keeper.token()).toBe('given');
    keeper.forget();
    expect(await keeper.token()).toBe('token-1');
    expect(asked()).toBe(1);
  });
});

import { describe, expect, it } from 'vitest';
import type { EndpointId } from '../../../src-main/contract/ids.ts';
import { UsageError } from '../../../src-main/headless/cli/failure.ts';
import { findEndpoints } from '../../../src-main/headless/cli/find.ts';
import { endpointNamed } from '../../fakes/fakeEndpointDirectory.ts';

const ids = [1, 2, 3].map((n) => `22222222-0000-4000-8000-00000000000${n}` as EndpointId);
const [first, second, asleep] = ids as [EndpointId, EndpointId, EndpointId];
const endpoints = [
  endpointNamed(first, 'Laptop', { kind: 'personal' }),
  endpointNamed(second, 'laptop', { kind: 'personal' }),
  endpointNamed(asleep, 'Cluster', { state: 'asleep' }),
];
const portolan = { endpoints: { list: { query: async () => ({ endpoints, problem: null }) } } } as never;
const found = async (...asked: string[]) => (await findEndpoints(portolan, asked)).map(({ id }) => id);

describe('"the first personal endpoint that is connected" is a guess', () => {
  it('two of one name are told apart by the person, by their ids', async () => {
    const refused = found('Laptop');
    await expect(refused).rejects.toBeInstanceOf(UsageError);
    await expect(refused).rejects.toMatchObject({ facts: { matches: [first, second] } });
    expect(await found(second)).toEqual([second]);
  });

  it('the one that was named is meant, be it asleep while others are connected', async () =>
    expect(await found('cluster')).toEqual([asleep]));

  it('part of a name is no name, and nothing is no choice', async () => {
    await expect(found('Lap')).rejects.toBeInstanceOf(UsageError);
    await expect(found('')).rejects.toBeInstanceOf(UsageError);
  });
});

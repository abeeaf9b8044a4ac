import {
  type Digest,
  digestSchema,
  endpointIdSchema,
  imageIdSchema,
  registryIdSchema,
  subscriptionIdSchema,
} from '../../src-main/contract/ids.ts';

export const registryId = registryIdSchema.parse('r-0a1b2c3d');
export const uuid = (tail: number) => `6c54cade-bde5-45c1-8001-${String(tail).padStart(12, '0')}`;
export const endpointIds = {
  registry: endpointIdSchema.parse(uuid(1)),
  sherlock: endpointIdSchema.parse(uuid(2)),
  laptop: endpointIdSchema.parse(uuid(3)),
  oak: endpointIdSchema.parse(uuid(4)),
  eagle: endpointIdSchema.parse(uuid(5)),
  archive: endpointIdSchema.parse(uuid(6)),
};

/** Minutes before `now`, as ISO text. */
export const minutesBefore = (now: Date, minutes: number): string =>
  new Date(now.getTime() - minutes * 60_000).toISOString();

/** A digest that looks random and is always the same for one number. */
export function digestOf(seed: number): Digest {
  let state = (seed + 1) * 2654435761;
  let hex = '';
  while (hex.length < 64) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    hex += state.toString(16).padStart(8, '0');
  }
  return digestSchema.parse(`sha256:${hex.slice(0, 64)}`);
}

export const imageIdOf = (name: string) => imageIdSchema.parse(`${registryId}/${name}`);
export const newSubscriptionId = (count: number) => subscriptionIdSchema.parse(uuid(310 + count));

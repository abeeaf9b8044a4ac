import type { Problem } from '../contract/errors.ts';
import type { EndpointId } from '../contract/ids.ts';
import type { NamingProfile } from '../contract/naming.ts';
import type { Harbour, Image } from '../contract/registry.ts';
import { destinationPathOf } from '../domain/naming.ts';

/** The way from one registry to one destination. */
export interface Route {
  readonly endpointId: EndpointId;
  readonly harbour: Harbour | null;
  readonly registryHost: string;
  readonly folder: string;
  readonly profile: NamingProfile;
  /** Why nothing goes this way at all. */
  readonly obstacle: Problem | null;
}

/**
 * Paths at endpoints, made once for each image object and way of naming: a pass over ten thousand images asks for the
 * same ones again and again.
 */
export function createPathMemory() {
  const byImage = new WeakMap<Image, Map<string, string>>();
  return {
    /** Throws AppError `path.escapes` for a folder that is none. */
    pathOf(image: Image, { folder, profile, registryHost }: Route): string {
      const key = `${profile} ${registryHost} ${folder}`;
      const known = byImage.get(image) ?? new Map<string, string>();
      byImage.set(image, known);
      const path = known.get(key) ?? destinationPathOf({ folder, profile, image, registryHost });
      known.set(key, path);
      return path;
    },
  };
}

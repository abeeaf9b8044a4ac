import type { FaultSwitches } from './faultSwitches.ts';
import type { LabClock } from './labClock.ts';
import type { PersonOf, RegistryCaller } from './registryCaller.ts';
import type { RegistryStore } from './registryStore.ts';

/** What every view of the registry works with. */
export interface RegistryParts {
  readonly store: RegistryStore;
  readonly clock: LabClock;
  readonly faults: FaultSwitches;
  readonly imagesDir: string;
  readonly personOf: PersonOf;
  /** Base URL of the registry's sign-in provider, as its tokens name it. */
  readonly issuer: () => string;
  /** The configured address of the registry, without a slash at the end. */
  readonly origin: () => string;
}

/** One request, matched. */
export interface RegistryCall {
  readonly request: Request;
  readonly caller: RegistryCaller;
  readonly query: URLSearchParams;
  /** Decoded path. */
  readonly path: string;
  /** Groups of the route's pattern; '' where a group took no part. */
  readonly parts: readonly string[];
  /** As the caller spelled it (Host header), without a slash at the end. */
  readonly askedOrigin: string;
}

export type View = (call: RegistryCall) => Response | Promise<Response>;
export type ViewMethod = 'GET' | 'POST' | 'DELETE';

/**
 * `api`: REST framework with pages for browsers · `library`: REST framework, JSON only · `page`: web pages and downloads ·
 * `static`: files that the web server gives out by itself.
 */
export interface RegistryRoute {
  readonly pattern: RegExp;
  readonly family: 'api' | 'library' | 'page' | 'static';
  /** Views with a name have their own daily limit. */
  readonly limitedAs?: string;
  /** Not counted for the limit on anonymous callers. */
  readonly isUncounted?: boolean;
  readonly views: Partial<Record<ViewMethod, View>>;
}

export function allowed(route: RegistryRoute): string {
  const methods = Object.keys(route.views);
  return [...methods, ...(methods.includes('GET') ? ['HEAD'] : []), 'OPTIONS'].join(', ');
}

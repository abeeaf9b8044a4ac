import { createHash, timingSafeEqual } from 'node:crypto';

/** What a provider sent back through the browser, once it is known to belong to the sign-in under way. */
export type RedirectAnswer =
  | { readonly kind: 'code'; readonly code: string }
  | { readonly kind: 'error'; readonly error: string; readonly description: string };

export interface ExpectedRedirect {
  readonly state: string;
  /** The issuer that must name itself, or null. */
  readonly issuer: string | null;
}

/** One of each at most: a second `state` or `code` is somebody's try to have two readers see two answers. */
function only(parameters: URLSearchParams, name: string): string | null {
  const [value, ...more] = parameters.getAll(name);
  return value !== undefined && value !== '' && more.length === 0 ? value : null;
}

const hash = (text: string) => createHash('sha256').update(text).digest();

/** The random state is compared first; until it is right nothing else of the request is looked at. */
export function readRedirect(parameters: URLSearchParams, expected: ExpectedRedirect): RedirectAnswer | null {
  const state = only(parameters, 'state');
  if (state === null || !timingSafeEqual(hash(state), hash(expected.state))) return null;
  if (expected.issuer !== null && only(parameters, 'iss') !== expected.issuer) return null;
  const code = only(parameters, 'code');
  const error = only(parameters, 'error');
  if (parameters.has('code') === parameters.has('error')) return null;
  if (code !== null) return { kind: 'code', code };
  return error === null ? null : { kind: 'error', error, description: parameters.get('error_description') ?? '' };
}

/** Codes are short words without spaces; a whole address begins with its scheme. */
const bareCode = /^[\w.~+/=-]{4,2048}$/;

export type PastedAnswer =
  | { readonly kind: 'answer'; readonly answer: RedirectAnswer }
  | { readonly kind: 'wrongState' }
  | { readonly kind: 'unreadable' };

/**
 * A pasted code, or the whole address the browser ended at. An address must be the redirect's own and its `state`
 * right; a bare code is bound to this sign-in by its PKCE verifier alone.
 */
export function readPasted(pasted: string, redirectUri: string, expected: ExpectedRedirect): PastedAnswer {
  const text = pasted.trim();
  if (bareCode.test(text) && !URL.canParse(text)) {
    return { kind: 'answer', answer: { kind: 'code', code: text } };
  }
  if (!URL.canParse(text)) return { kind: 'unreadable' };
  const address = new URL(text);
  const redirect = new URL(redirectUri);
  if (address.origin !== redirect.origin || address.pathname !== redirect.pathname) return { kind: 'unreadable' };
  const answer = readRedirect(address.searchParams, expected);
  if (answer) return { kind: 'answer', answer };
  return address.searchParams.has('state') ? { kind: 'wrongState' } : { kind: 'unreadable' };
}

export interface HttpRequest {
  readonly method: 'GET' | 'HEAD' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly url: string | URL;
  readonly headers?: Readonly<Record<string, string>>;
  readonly json?: unknown;
  readonly form?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal;
  /** Whole request including the body; default 30 s. */
  readonly timeoutMs?: number;
  /** Body cap; default 8 MiB. More rejects with `network.tooLarge`. */
  readonly maxBytes?: number;
}

export interface HttpAnswer {
  readonly status: number;
  /** Lower-case names; repeated headers joined with `, `. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
}

/**
 * One HTTP exchange: no retry, no redirect followed, any status is an answer.
 * Rejects only with AppError `network.unreachable` | `network.timeout` | `network.tls` | `network.tooLarge` |
 * `network.proxyRefused` |
 * `answer.cut` (body shorter than promised), or the signal's reason.
 */
export interface Http {
  send(request: HttpRequest): Promise<HttpAnswer>;
}

/**
 * Every way something can fail, as a closed union. Clients wrap, services decide, and only the catalogue in
 * `problemWords/`, which the screens and the command line share, turns a code into words.
 */
export const appErrorCodes = [
  // the other side cannot be reached or does not speak as expected
  'network.unreachable',
  'network.timeout',
  'network.tls',
  'network.proxyRefused',
  'network.caFile',
  'network.tooLarge',
  'answer.notJson',
  'answer.cut',
  'answer.unexpected',
  'service.rateLimited',
  'service.unavailable',
  'service.refused',
  // sign-in
  'signIn.needed',
  'signIn.cancelled',
  'signIn.timedOut',
  'signIn.denied',
  'signIn.refused',
  'signIn.otherAccount',
  'signIn.configuration',
  'consent.needed',
  'session.needed',
  // registries
  'registry.notFound',
  'registry.notARegistry',
  'registry.tokenRefused',
  'registry.limitReached',
  'registry.privateNotListed',
  'registry.noHarbour',
  // images and the image folder
  'image.notFound',
  'image.noFile',
  'image.incomplete',
  'image.notSif',
  'image.nameUnusable',
  'image.corrupt',
  'image.digestMismatch',
  'image.changedWhileRead',
  'folder.missing',
  'folder.replaced',
  'folder.unreadable',
  'folder.watchLimit',
  // endpoints and transfers
  'endpoint.notFound',
  'endpoint.asleep',
  'endpoint.paused',
  'endpoint.trouble',
  'endpoint.permissionDenied',
  'endpoint.full',
  'endpoint.pathNotFound',
  'endpoint.exists',
  'endpoint.readOnly',
  'transfer.sourceMissing',
  'transfer.checksumMismatch',
  'transfer.cancelled',
  'transfer.expired',
  'transfer.tooMany',
  'transfer.failed',
  'transfer.outcomeUnknown',
  'transfer.needsConfirmation',
  'transfer.allPaused',
  'task.notFound',
  // subscriptions
  'subscription.notFound',
  'subscription.nameCollision',
  'subscription.notForTimer',
  'subscription.runsInGlobus',
  'subscription.outsideHours',
  'timer.notFound',
  'webhook.refused',
  // this app
  'input.invalid',
  'settings.locked',
  'settings.managedDamaged',
  'path.escapes',
  'state.damaged',
  'state.newer',
  'state.diskFull',
  'state.inUse',
  'vault.unavailable',
  'vault.damaged',
  'lab.notRunning',
  'internal',
] as const;

export type AppErrorCode = (typeof appErrorCodes)[number];

/** Facts a message may quote: short, already stripped of secrets and control characters. */
export type ErrorFacts = Readonly<Record<string, string | number | boolean | readonly string[]>>;

/**
 * The one error of the app. `facts` may reach a screen (names, sizes, a service's own code, a request id);
 * `cause` stays in the process that threw and in its log.
 */
export class AppError extends Error {
  readonly code: AppErrorCode;
  readonly facts: ErrorFacts;

  constructor(code: AppErrorCode, options: { cause?: unknown; facts?: ErrorFacts } = {}) {
    super(code, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'AppError';
    this.code = code;
    this.facts = options.facts ?? {};
  }
}

/** A failure as it is kept and shown: what, when, with which facts. */
export interface Problem {
  readonly code: AppErrorCode;
  readonly facts: ErrorFacts;
  readonly at: string;
}

export const toProblem = (error: unknown, at: string): Problem =>
  error instanceof AppError ? { code: error.code, facts: error.facts, at } : { code: 'internal', facts: {}, at };

/** Compile-time proof that a union is handled whole. */
export function assertNever(value: never): never {
  throw new AppError('internal', { facts: { unhandled: String(value) } });
}

import type { Problem } from './errors.ts';

/** What a look at the builds that others publish found. */
export interface UpdateAnswer {
  readonly current: string;
  /** null: no address of builds is set, so nobody was asked. */
  readonly lookedAt: string | null;
  readonly newest: {
    readonly version: string;
    readonly releasedAt: string | null;
    /** Where it can be had; https. */
    readonly url: string;
  } | null;
  readonly isNewer: boolean;
  readonly problem: Problem | null;
}

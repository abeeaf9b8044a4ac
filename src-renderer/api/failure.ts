import { TRPCClientError } from '@trpc/client';
import type { AppRouter } from '../../src-main/app/router.ts';
import type { Problem } from '../../src-main/contract/errors.ts';

/** A failed call as a problem the catalogue has words for. No answer at all means the app behind the page is gone. */
export function problemOf(error: unknown): Problem {
  const at = new Date().toISOString();
  if (error instanceof TRPCClientError) {
    const { data } = error as TRPCClientError<AppRouter>;
    return data ? { ...data.app, at } : { code: 'network.unreachable', facts: { what: 'Portolan' }, at };
  }
  return { code: 'internal', facts: error instanceof Error ? { detail: error.message } : {}, at };
}

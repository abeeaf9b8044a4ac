import { initTRPC, TRPCError } from '@trpc/server';
import { AppError, type AppErrorCode, type ErrorFacts } from '../contract/errors.ts';
import type { AppServices } from '../contract/services.ts';

interface RouterContext {
  readonly services: AppServices;
}

/** What crosses the wire of an error: the code and its facts. No stack, no cause, no message of a library. */
interface WireError {
  readonly code: AppErrorCode;
  readonly facts: ErrorFacts;
}

const wireErrorOf = (error: TRPCError): WireError => {
  if (error.cause instanceof AppError) return { code: error.cause.code, facts: error.cause.facts };
  return { code: error.code === 'BAD_REQUEST' ? 'input.invalid' : 'internal', facts: {} };
};

const t = initTRPC.context<RouterContext>().create({
  isDev: false,
  errorFormatter: ({ shape, error }) => ({
    code: shape.code,
    message: wireErrorOf(error).code,
    data: { app: wireErrorOf(error) },
  }),
});

export const router = t.router;

/** Every call: whatever a service throws leaves as one AppError. */
export const procedure = t.procedure.use(async ({ next }) => {
  const result = await next();
  if (!result.ok && !(result.error.cause instanceof AppError) && result.error.code !== 'BAD_REQUEST') {
    throw new TRPCError({
      code: 'INTERNAL_SERVER_ERROR',
      cause: new AppError('internal', { cause: result.error.cause }),
    });
  }
  return result;
});

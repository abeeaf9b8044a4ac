import { type AppErrorCode, toProblem } from '../contract/errors.ts';
import type { RegistryId } from '../contract/ids.ts';
import type { EndpointsService, RegistriesService } from '../contract/services.ts';
import type { Clock } from '../ports/clock.ts';
import type { Logger } from '../ports/logger.ts';
import { createWakeableLoop } from '../sync/wakeableLoop.ts';

const firstPauseMs = 10_000;
const longestPauseMs = 300_000;

/** What another try may cure without anybody doing something. */
const passesByItself = (code: AppErrorCode): boolean =>
  code !== 'service.refused' && ['network.', 'answer.', 'service.'].some((start) => code.startsWith(start));

/** Reads again, ever more seldom, what could not be read: lists recover without a button. */
export function createRecovery(deps: {
  readonly clock: Clock;
  readonly registries: Pick<RegistriesService, 'list'>;
  readonly readRegistry: (id: RegistryId) => Promise<unknown>;
  readonly endpoints: Pick<EndpointsService, 'list'>;
  readonly isSignedIn: () => boolean;
  readonly logger: Logger;
}) {
  const { clock, endpoints, logger } = deps;
  let tries = 0;
  let dueAtMono: number | null = null;

  const pauseMs = (): number => Math.min(longestPauseMs, firstPauseMs * 2 ** Math.min(tries, 8));

  const endpointsAreSick = async (): Promise<boolean> => {
    if (!deps.isSignedIn()) return false;
    const { problem } = await endpoints.list({ refresh: false });
    return problem !== null && passesByItself(problem.code);
  };

  const whatToRead = async (): Promise<readonly (() => Promise<unknown>)[]> => {
    const sick = (await deps.registries.list()).filter(({ problem }) => problem && passesByItself(problem.code));
    const reads = sick.map(
      ({ id }) =>
        () =>
          deps.readRegistry(id),
    );
    return (await endpointsAreSick()) ? [...reads, () => endpoints.list({ refresh: true })] : reads;
  };

  const turn = async (): Promise<number | null> => {
    const reads = await whatToRead();
    if (reads.length === 0) {
      tries = 0;
      dueAtMono = null;
      return null;
    }
    dueAtMono ??= clock.monotonic() + pauseMs();
    const leftMs = dueAtMono - clock.monotonic();
    if (leftMs > 0) return leftMs;
    tries += 1;
    dueAtMono = clock.monotonic() + pauseMs();
    // Each keeps its own problem; one that still fails is found again in the next turn.
    await Promise.allSettled(reads.map((read) => read()));
    return 0;
  };

  return createWakeableLoop({
    clock,
    turn,
    onError: (error) => {
      logger.error('looking for what to read again failed', { code: toProblem(error, '').code });
      return longestPauseMs;
    },
  });
}

import type { AppErrorCode, Problem } from '../../src-main/contract/errors.ts';

/** Nobody in front of the app has to do anything: what waits is sent once the endpoint is back. */
const passing: readonly AppErrorCode[] = ['endpoint.asleep', 'endpoint.paused', 'endpoint.trouble'];

export const goesOnByItself = (problem: Pick<Problem, 'code'> | null): boolean =>
  problem !== null && passing.includes(problem.code);

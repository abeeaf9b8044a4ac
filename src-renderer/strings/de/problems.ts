import type { Format } from '../../../src-main/contract/format.ts';
import type { ProblemTexts } from '../../../src-main/contract/problemWords/problems.ts';
import { appProblems } from './appProblems.ts';
import { endpointProblems } from './endpointProblems.ts';
import { imageProblems } from './imageProblems.ts';
import { networkProblems } from './networkProblems.ts';

/** Every way something can fail, in German. */
export const problems = (format: Format): ProblemTexts => ({
  ...networkProblems(format),
  ...imageProblems,
  ...endpointProblems(format),
  ...appProblems,
});

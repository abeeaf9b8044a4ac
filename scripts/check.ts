// `npm run check`: what must hold before every commit. Types, lint, layers, dead code, unit tests.
import { runNode, runStaticChecks } from './staticChecks.ts';

const { failed } = runStaticChecks();
const unit = runNode(['node_modules/vitest/vitest.mjs', 'run', '--project', 'unit', '--project', 'renderer']);
process.exitCode = failed > 0 || unit !== 0 ? 1 : 0;

import { CommanderError } from 'commander';
import { endWithShell } from '../../node/endWithShell.ts';
import { exitCodes, failureOf } from './failure.ts';
import { createProgram } from './program.ts';

endWithShell();
// Whoever reads the output may close it early (`| head`); that is no failure of ours.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit();
  throw error;
});

try {
  await createProgram().parseAsync();
} catch (error) {
  if (!(error instanceof CommanderError)) throw error;
  const isHelp = error.exitCode === 0;
  if (!isHelp && process.argv.includes('--json')) console.log(JSON.stringify({ error: failureOf(error) }));
  process.exitCode = isHelp ? exitCodes.ok : exitCodes.usage;
}

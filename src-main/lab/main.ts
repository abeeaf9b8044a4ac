import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { Command, InvalidArgumentError } from 'commander';
import { practicePassword } from './registryStore.ts';
import { type Lab, startLab } from './startLab.ts';
import { writeAtomically } from './stateFile.ts';

/** Stopping may take this long; then the process ends whatever still hangs. */
const stopMs = 4500;
const lookEveryMs = 250;

interface Options {
  readonly data?: string;
  readonly readyFile?: string;
  readonly rate?: number;
  readonly small?: boolean;
}

const say = (line: string) => process.stderr.write(`${line}\n`);

function rate(text: string): number {
  const bytes = Number(text);
  if (!(bytes > 0)) throw new InvalidArgumentError('A number of bytes a second is wanted.');
  return bytes;
}

function readOptions(): Options {
  const program = new Command('lab')
    .description('Practice lab: a registry and Globus services on this computer, with real files.')
    .option('--data <dir>', 'folder that keeps the lab between runs (default: a temporary one, removed at the end)')
    .option('--ready-file <file>', 'is written, as JSON, once every service answers')
    .option('--small', 'a fresh lab gets images of a hundredth of their size')
    .option('--rate <bytes>', 'bytes a second of one transfer', rate)
    .allowExcessArguments(false)
    .showHelpAfterError()
    .exitOverride();
  try {
    return program.parse().opts<Options>();
  } catch (error) {
    // Help and usage are printed already; only help was asked for.
    process.exit(error instanceof Error && 'exitCode' in error && error.exitCode === 0 ? 0 : 2);
  }
}

function summary({ info }: Lab, dataDir: string): string {
  const [registry] = info.endpoints;
  return [
    'The practice lab is ready.',
    `  registry   ${info.registry.url} (images in ${info.registry.imagesDir})`,
    `  sign-in    Globus ${info.auth}, registry ${info.registry.issuer}`,
    `  transfer   ${info.transfer}`,
    `  people     ${info.people.map(({ name, username }) => `${name} <${username}>`).join(', ')}`,
    `             registry password "${practicePassword}"; tokens in the ready file and at ${info.control}info`,
    `  endpoints  ${info.endpoints.map(({ name }) => name).join(', ')}`,
    `  harbour    ${registry?.id} ${registry?.basePath}`,
    `  control    ${info.control}`,
    `  data       ${dataDir}`,
  ].join('\n');
}

/**
 * npm runs us through a shell, and a shell that is ended does not pass the signal on: it is gone, and we would go on
 * under another parent.
 */
function endWithShell(): void {
  if (process.env.npm_lifecycle_event === undefined) return;
  const shell = process.ppid;
  const looking = setInterval(() => {
    if (process.ppid === shell) return;
    clearInterval(looking);
    process.kill(process.pid, 'SIGTERM');
  }, lookEveryMs);
  looking.unref();
}

/**
 * Resolves with the first of the signals that end the lab. What hangs then, or is still starting, is cut off in time; a
 * second signal ends everything at once.
 */
function stopSignal(cutOff: () => void): Promise<NodeJS.Signals> {
  return new Promise((resolveSignal) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) {
      process.once(signal, () => {
        setTimeout(cutOff, stopMs).unref();
        process.once(signal, () => process.exit(1));
        resolveSignal(signal);
      });
    }
  });
}

async function run(options: Options): Promise<void> {
  const temporary = options.data === undefined ? mkdtempSync(join(tmpdir(), 'practice-lab-')) : undefined;
  const forget = () => temporary !== undefined && rmSync(temporary, { recursive: true, force: true });
  const ending = stopSignal(() => {
    forget();
    process.exit(0);
  });
  const dataDir = temporary ?? resolve(options.data ?? '');
  try {
    // A file of an earlier run must not be taken for this one's.
    if (options.readyFile !== undefined) rmSync(resolve(options.readyFile), { force: true });
    const lab = await startLab({
      dataDir,
      log: say,
      scale: options.small ? 'small' : 'full',
      ...(options.rate === undefined ? {} : { transferBytesPerSecond: options.rate }),
    });
    try {
      if (options.readyFile !== undefined)
        await writeAtomically(resolve(options.readyFile), JSON.stringify(lab.info, null, 2));
      say(summary(lab, dataDir));
      say(`Stopping after ${await ending}`);
    } finally {
      await lab.stop();
    }
  } finally {
    forget();
  }
}

endWithShell();
try {
  await run(readOptions());
} catch (error) {
  say(`The lab failed: ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 1;
}

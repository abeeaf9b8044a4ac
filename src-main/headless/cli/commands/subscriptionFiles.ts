import { readFile, writeFile } from 'node:fs/promises';
import type { Command } from 'commander';
import { formatCount } from '../../../contract/format.ts';
import { importFaultWords } from '../../../contract/importFaults.ts';
import type { ImportReport } from '../../../contract/subscription.ts';
import { parseFolder } from '../arguments.ts';
import { type Answer, runCommand } from '../command.ts';
import { exitCodes, UsageError } from '../failure.ts';
import { plain } from '../output.ts';
import { readAll } from '../readLine.ts';
import { whenRead } from '../whenRead.ts';

interface ImportOptions {
  readonly dryRun?: boolean;
  readonly yes?: boolean;
}

const reasonOf = (error: unknown): string =>
  error instanceof Error && 'code' in error ? String(error.code) : 'no such file';

async function textOf(file: string): Promise<string> {
  if (file === '-') return readAll();
  try {
    return await readFile(parseFolder(file), 'utf8');
  } catch (error) {
    throw new UsageError(`${file} cannot be read`, `It has to be a file of text (${reasonOf(error)}).`, { file });
  }
}

function importAnswer(report: ImportReport, file: string): Answer {
  const { created, updated, unchanged } = report;
  const faults = report.faults.map((fault) => ({ ...fault, what: importFaultWords.en[fault.code](fault.facts) }));
  const faultLines = faults.map(({ line, column, what }) => `${file}:${line}:${column}: ${plain(what)}`);
  const lines = [
    ...created.map((name) => `new        ${plain(name)}`),
    ...updated.map((name) => `changed    ${plain(name)}`),
    ...unchanged.map((name) => `unchanged  ${plain(name)}`),
  ];
  const words = () =>
    faults.length > 0
      ? [...faultLines, `${formatCount(faults.length, 'fault')}: nothing was taken over.`].join('\n')
      : lines.join('\n') || 'The file names no subscription.';
  return { json: { ...report, faults }, words, exit: faults.length > 0 ? exitCodes.usage : exitCodes.ok };
}

/** All subscriptions as a file that people can read, and back. */
export function addSubscriptionFiles(subscriptions: Command): void {
  subscriptions
    .command('export')
    .description('write all subscriptions as subscriptions.yml')
    .option('--output <file>', 'to this file instead of standard output', parseFolder)
    .addHelpText('after', '\n--json: {"text"}, with --output {"file"}')
    .action(async ({ output }: { output?: string }, command: Command) =>
      runCommand(command, async ({ portolan }) => {
        const { text } = await portolan.subscriptions.exportText.query();
        if (output === undefined) return { json: { text }, words: () => text.trimEnd() };
        await writeFile(output, text).catch((error: unknown) => {
          throw new UsageError(`${output} cannot be written`, `Another place may do (${reasonOf(error)}).`, { output });
        });
        return { json: { file: output }, words: () => output };
      }),
    );
  subscriptions
    .command('import')
    .description('take over the subscriptions of a file; those it does not name stay as they are')
    .argument('<file>', 'subscriptions.yml; - reads standard input')
    .option('--dry-run', 'only say what would change')
    .option('--yes', 'also when a first run is more than the limit in Settings')
    .addHelpText(
      'after',
      '\n--json: {"created":[NAME],"updated":[NAME],"unchanged":[NAME],"faults":[{line,column,code,facts,what}]}\nWith any fault nothing is taken over, and the exit code is 2.',
    )
    .action(async (file: string, { dryRun, yes }: ImportOptions, command: Command) =>
      runCommand(command, async (context) => {
        const text = await textOf(file);
        // Names of endpoints and what exists already are known by then.
        await whenRead(context, Number.POSITIVE_INFINITY);
        await context.portolan.endpoints.list.query({ refresh: false });
        const report = await context.portolan.subscriptions.importText.mutate({
          ...{ text, dryRun: dryRun === true },
          ...(yes === true && { confirmed: true }),
        });
        return importAnswer(report, file);
      }),
    );
}

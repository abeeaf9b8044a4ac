import type { Command } from 'commander';
import { runCommand } from '../command.ts';

export function addSupport(program: Command): void {
  program
    .command('support')
    .description('what a helper needs to know, without secrets: read it before you give it to anybody')
    .option('--save', 'write it below the data folder instead of standard output')
    .addHelpText('after', '\n--json: the facts themselves; with --save {"file"}')
    .action(async ({ save }: { readonly save?: boolean }, command: Command) =>
      runCommand(command, async ({ portolan, output }) => {
        output.progress('Collecting; the network is tried too');
        const { text } = await portolan.support.bundle.mutate();
        if (save !== true) return { json: JSON.parse(text), words: () => text.trimEnd() };
        const { file } = await portolan.support.saveBundle.mutate({ text });
        return { json: { file }, words: () => `Saved: ${file}` };
      }),
    );
}

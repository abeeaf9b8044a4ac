import { formatSize } from '../../contract/format.ts';
import type { CommandContext } from './command.ts';
import { UsageError } from './failure.ts';
import { readLine } from './readLine.ts';

/** The screens ask before a large send; so does a terminal, and a script says it beforehand (`--yes`). */
export async function confirmSize(
  { portolan, output, signal }: CommandContext,
  totalBytes: number,
  isConfirmed: boolean,
): Promise<void> {
  const { confirmAboveBytes } = (await portolan.settings.read.query()).transfers;
  if (isConfirmed || totalBytes <= confirmAboveBytes) return;
  const isAsked = process.stdin.isTTY && process.stderr.isTTY;
  if (isAsked) output.progress(`This sends ${formatSize(totalBytes)}. Type yes to go on:`);
  if (isAsked && (await readLine(signal)) === 'yes') return;
  const limit = `The limit in Settings is ${formatSize(confirmAboveBytes)}; --yes sends it all the same.`;
  throw new UsageError(`This would send ${formatSize(totalBytes)}`, limit, { totalBytes });
}

import type { Command } from 'commander';
import {
  changeTo,
  isSettingKey,
  type SettingKey,
  settingFromText,
  settingKeys,
  valueAt,
} from '../../../contract/settingKeys.ts';
import { settingText } from '../../../contract/settingTexts.ts';
import { type CommandContext, runCommand } from '../command.ts';
import { UsageError } from '../failure.ts';
import { table } from '../output.ts';
import { readLine } from '../readLine.ts';
import { problemInWords } from '../words.ts';

const passwordKey = 'network.proxyPassword';

function keyOf(asked: string): SettingKey {
  if (isSettingKey(asked) && settingKeys.includes(asked)) return asked;
  throw new UsageError(`There is no setting "${asked}"`, 'portolan settings list shows what there is.', { key: asked });
}

async function readAll({ portolan }: CommandContext) {
  const [settings, managed] = await Promise.all([portolan.settings.read.query(), portolan.settings.managed.query()]);
  const locks = new Map(managed.locks.map(({ key, ...lock }) => [key, lock]));
  const rows = settingKeys.map((key) => ({ key, value: valueAt(settings, key), locked: locks.get(key) ?? null }));
  return { rows, problems: managed.problems.map((problem) => problemInWords(problem)) };
}

function addReaders(settings: Command): void {
  settings
    .command('list', { isDefault: true })
    .description('all settings by key, with their values')
    .addHelpText(
      'after',
      '\n--json: {"settings":[{key,value,locked:{file,reason}|null}],"problems":[...]}\nlocked: fixed by an administrator',
    )
    .action(async (_options: unknown, command: Command) =>
      runCommand(command, async (context) => {
        const { rows, problems } = await readAll(context);
        const cells = rows.map(({ key, value, locked }) => [
          key,
          settingText(value),
          locked === null ? '' : `fixed by ${locked.file}${locked.reason === null ? '' : `: ${locked.reason}`}`,
        ]);
        const told = problems.map(({ title, advice }) => `${title}. ${advice}`);
        const words = () => [table(['SETTING', 'VALUE', ''], cells), ...told].join('\n');
        return { json: { settings: rows, problems }, words };
      }),
    );
  settings
    .command('get')
    .description('one value')
    .argument('<key>')
    .addHelpText('after', '\n--json: {key,value,locked:{file,reason}|null}')
    .action(async (asked: string, _options: unknown, command: Command) =>
      runCommand(command, async (context) => {
        const key = keyOf(asked);
        const { rows } = await readAll(context);
        const row = rows.find((one) => one.key === key);
        return { json: row, words: () => settingText(row?.value) };
      }),
    );
}

/** A password is no setting: it goes to where sign-ins are kept, and comes from standard input, never from the line. */
async function takePassword({ portolan, output, signal }: CommandContext) {
  if (process.stdin.isTTY) output.progress('The password of the proxy (an empty line forgets it):');
  const typed = await readLine(signal);
  const { hasProxyPassword } = await portolan.network.setProxyPassword.mutate({ password: typed || null });
  return {
    json: { key: passwordKey, isSet: hasProxyPassword },
    words: () => (hasProxyPassword ? 'The password is kept' : 'The password is forgotten'),
  };
}

function addWriters(settings: Command): void {
  settings
    .command('set')
    .description(`change one setting; ${passwordKey} is read from standard input`)
    .argument('<key>')
    .argument('[value]', 'a word, a number, true or false, or a list divided by commas')
    .addHelpText('after', '\n--json: {key,value}')
    .action(async (asked: string, text: string | undefined, _options: unknown, command: Command) =>
      runCommand(command, async (context) => {
        if (asked === passwordKey) return takePassword(context);
        const key = keyOf(asked);
        const found = settingFromText(key, text ?? '');
        if ('why' in found) throw new UsageError(`${key} does not take "${text ?? ''}"`, `${found.why}.`, { key });
        const value = valueAt(await context.portolan.settings.update.mutate(changeTo(key, found.value)), key);
        return { json: { key, value }, words: () => `${key} is ${settingText(value) || 'empty'}` };
      }),
    );
  settings
    .command('reset')
    .description('back to the defaults; registries, endpoints and sign-ins stay')
    .argument('[key...]', 'absent: all, which asks for --all')
    .option('--all', 'every setting')
    .addHelpText('after', '\n--json: {"reset":[key,...]}')
    .action(async (asked: readonly string[], { all }: { readonly all?: boolean }, command: Command) =>
      runCommand(command, async ({ portolan }) => {
        if (asked.length === 0 && all !== true)
          throw new UsageError('Nothing was named', 'Name settings, or give --all for every one.');
        const keys = asked.length === 0 ? [...settingKeys] : asked.map(keyOf);
        await portolan.settings.reset.mutate({ keys });
        return {
          json: { reset: keys },
          words: () => `Reset: ${asked.length === 0 ? 'all settings' : keys.join(', ')}`,
        };
      }),
    );
}

export function addSettings(program: Command): void {
  const settings = program.command('settings').description('the settings, by the keys that the screens show');
  addReaders(settings);
  addWriters(settings);
}

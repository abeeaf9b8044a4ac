import { expect, it } from 'vitest';
import { textsIn } from '../../scripts/checkTexts.ts';

const found = (line: string) =>
  textsIn('src-renderer/features/x/X.tsx', line).map((text) => text.replace(/^.*?: /, ''));

it.each([
  ['text between tags', 'const x = <p>Nothing here</p>;', 'Nothing here'],
  ['a choice between tags', "const x = <p>{isOpen ? 'Close it' : t('send.send')}</p>;", 'Close it'],
  ['a label', 'const x = <button aria-label="Dismiss" />;', 'Dismiss'],
  // biome-ignore lint/suspicious/noTemplateCurlyInString: it is the source that is looked at
  ['a label made of parts', 'const x = <Button label={`Copy ${what}`} />;', 'Copy …'],
  ['a column of a table', "const columns = [{ key: 'name', word: 'Name' }];", 'Name'],
  ['what is said', "messages.succeed('Saved');", 'Saved'],
  ['a sentence anywhere', "const why: string[] = ['Nothing was found there'];", 'Nothing was found there'],
  [
    'the English formats',
    "import { formatSize } from '../../../src-main/contract/format.ts';",
    'formatSize speaks English only',
  ],
])('finds %s', (_, line, text) => {
  expect(found(line).map((each) => each.trim())).toEqual([text]);
});

it.each([
  ['const x = <p className="soft small">{t(\'send.choose\')}</p>;'],
  ['const x = <Field label={t(\'send.where\')} placeholder="https://containers.lab.edu" />;'],
  ["const pages = [{ page: 'chart', word: 'shell.pages.chart' }];"],
  ["throw new Error('WordsProvider is missing above this component');"],
  ["import { type Format, shortDigest } from '../../../src-main/contract/format.ts';"],
  ['const x = <h1>Portolan</h1>;'],
])('leaves alone %s', (line) => {
  expect(found(line)).toEqual([]);
});

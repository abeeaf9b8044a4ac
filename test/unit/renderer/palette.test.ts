import { beforeEach, describe, expect, it } from 'vitest';
import { type Command, findCommands, scoreOf, wordsOf } from '../../../src-renderer/features/palette/findCommands.ts';
import { readRecent, rememberCommand } from '../../../src-renderer/features/palette/recentCommands.ts';

const command = (label: string, group: Command['group'] = 'Images', detail?: string): Command => ({
  id: label,
  group,
  label,
  run: () => undefined,
  ...(detail !== undefined && { detail }),
});

const commands = [
  command('Containers', 'Pages'),
  command('Settings: Endpoints', 'Pages'),
  command('New subscription…', 'Actions'),
  command('lab/torch:2.4'),
  command('lab/torch:2.3'),
  command('genomics/pytorch-lightning:1'),
  command('Cluster scratch', 'Endpoints', 'Practice Institute · Online'),
];

const labels = (typed: string, recent: readonly string[] = []) =>
  findCommands(commands, typed, recent).map(({ label }) => label);

describe('the palette finds', () => {
  it('by the beginnings of words in any order, those before others', () => {
    expect(labels('torch')).toEqual(['lab/torch:2.4', 'lab/torch:2.3', 'genomics/pytorch-lightning:1']);
    expect(labels('2.3 torch')).toEqual(['lab/torch:2.3']);
  });

  it('by letters in order within a word, from three letters on', () => {
    expect(labels('cntrs')).toEqual(['Containers']);
    expect(scoreOf(['ct'], 'containers')).toBeNull();
  });

  it('by the second fact of a line', () => expect(labels('institute')).toEqual(['Cluster scratch']));

  it('nothing for a word that is nowhere', () => expect(labels('torch quartz')).toEqual([]));

  it('what was used lately before its equals', () => {
    expect(labels('torch', ['lab/torch:2.3'])[0]).toBe('lab/torch:2.3');
    expect(labels('', ['Cluster scratch', 'lab/torch:2.4']).slice(0, 2)).toEqual(['Cluster scratch', 'lab/torch:2.4']);
  });

  it('at most forty at once', () => {
    const many = Array.from({ length: 500 }, (_, index) => command(`tool-${index}`));
    expect(findCommands(many, 'tool', [])).toHaveLength(40);
  });

  it('takes what is typed as words', () => expect(wordsOf('  Send  TORCH ')).toEqual(['send', 'torch']));
});

describe('what was used lately', () => {
  beforeEach(() => localStorage.clear());

  it('is kept with the last one first, once each, eight of them', () => {
    for (let index = 0; index < 10; index += 1) rememberCommand(`c${index}`);
    rememberCommand('c5');
    expect(readRecent()).toEqual(['c5', 'c9', 'c8', 'c7', 'c6', 'c4', 'c3', 'c2']);
  });

  it('is nothing when the storage holds something else', () => {
    localStorage.setItem('portolan.palette.recent', '{"a":1}');
    expect(readRecent()).toEqual([]);
    localStorage.setItem('portolan.palette.recent', 'no json');
    expect(readRecent()).toEqual([]);
  });
});

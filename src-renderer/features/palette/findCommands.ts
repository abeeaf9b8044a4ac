import type { Keys } from '../../lib/keys.ts';

/** One line of the palette. */
export interface Command {
  /** Stable over restarts: what was used lately is remembered by it. */
  readonly id: string;
  readonly group: 'Pages' | 'Actions' | 'Images' | 'Endpoints';
  readonly label: string;
  /** A second fact on the line, searched too. */
  readonly detail?: string;
  readonly keys?: Keys;
  readonly run: () => void;
}

const shownAtOnce = 40;
const perGroupAtRest = 6;
const groups: readonly Command['group'][] = ['Pages', 'Actions', 'Images', 'Endpoints'];

const boundary = /[^\p{L}\p{N}]/u;

/** 3: begins a word, 2: within one, 1: its letters in this order within a word, 0: not at all. */
function wordScore(typed: string, text: string): number {
  const at = text.indexOf(typed);
  if (at === 0 || (at > 0 && boundary.test(text[at - 1] ?? ''))) return 3;
  if (at > 0) return 2;
  // Two letters in order are found in nearly everything.
  if (typed.length < 3) return 0;
  return text.split(boundary).some((word) => hasInOrder(typed, word)) ? 1 : 0;
}

function hasInOrder(typed: string, word: string): boolean {
  if (word[0] !== typed[0]) return false;
  let next = 0;
  for (const letter of word) if (letter === typed[next]) next += 1;
  return next === typed.length;
}

/** null: some typed word does not occur. Every word counts, wherever it stands. */
export function scoreOf(words: readonly string[], text: string): number | null {
  let total = 0;
  for (const word of words) {
    const score = wordScore(word, text);
    if (score === 0) return null;
    total += score;
  }
  return total;
}

export const wordsOf = (text: string): readonly string[] => text.toLowerCase().split(/\s+/).filter(Boolean);

/** The commands for what is typed, best first, recently used ones before others; at rest the recent ones and a few of each kind. */
export function findCommands(
  commands: readonly Command[],
  typed: string,
  recent: readonly string[],
): readonly Command[] {
  const words = wordsOf(typed);
  const rank = new Map(recent.map((id, index) => [id, recent.length - index]));
  const recency = ({ id }: Command): number => rank.get(id) ?? 0;
  if (words.length === 0) {
    const used = commands.filter((command) => rank.has(command.id)).sort((a, b) => recency(b) - recency(a));
    const rest = groups.flatMap((group) =>
      commands
        .filter((command) => command.group === group && !rank.has(command.id))
        .slice(0, group === 'Actions' || group === 'Pages' ? undefined : perGroupAtRest),
    );
    return [...used, ...rest].slice(0, shownAtOnce);
  }
  return commands
    .flatMap((command) => {
      const score = scoreOf(words, `${command.label} ${command.detail ?? ''}`.toLowerCase());
      return score === null
        ? []
        : [{ command, score: score * 100 + recency(command) * 10 - command.label.length / 10 }];
    })
    .sort((a, b) => b.score - a.score)
    .slice(0, shownAtOnce)
    .map(({ command }) => command);
}

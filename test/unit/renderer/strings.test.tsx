import { render, screen, waitFor } from '@testing-library/react';
import { afterEach, describe, expect, it } from 'vitest';
import { type AppErrorCode, appErrorCodes, type ErrorFacts } from '../../../src-main/contract/errors.ts';
import { chosenLanguage, languages } from '../../../src-main/contract/language.ts';
import type { Settings } from '../../../src-main/contract/settings.ts';
import { stateCatalogue } from '../../../src-main/contract/states.ts';
import { createWords, english, type LanguagePack } from '../../../src-renderer/strings/createWords.ts';
import { german } from '../../../src-renderer/strings/german.ts';
import { languageNames, loadWords } from '../../../src-renderer/strings/languages.ts';
import { useWords, WordsProvider } from '../../../src-renderer/strings/WordsContext.tsx';

const packs: Readonly<Record<(typeof languages)[number], LanguagePack>> = { en: english, de: german };

/** `chart.panel.title` and its text, for all of them. */
function flat(texts: object, at = ''): readonly (readonly [key: string, text: string])[] {
  return Object.entries(texts).flatMap(([name, value]): (readonly [string, string])[] =>
    typeof value === 'string' ? [[`${at}${name}`, value]] : [...flat(value, `${at}${name}.`)],
  );
}

const plural = /_(zero|one|two|few|many|other)$/;
const englishTexts = flat(english.texts);
const sortedUnique = (found: readonly string[]) => [...new Set(found)].toSorted();
const placeholders = (text: string) => sortedUnique(text.match(/\{\{[^}]+\}\}/g) ?? []);
const tags = (text: string) => sortedUnique(text.match(/<\/?\w+\s*\/?>/g) ?? []);

describe.each(languages)('the texts in %s', (language) => {
  const texts = flat(packs[language].texts);
  const byKey = new Map(texts);

  it('have the keys of the English ones, with the plural forms of the language', () => {
    const forms = new Intl.PluralRules(language).resolvedOptions().pluralCategories;
    const bases = englishTexts.filter(([key]) => key.endsWith('_other')).map(([key]) => key.replace(plural, ''));
    const wanted = [
      ...englishTexts.map(([key]) => key).filter((key) => !plural.test(key)),
      ...bases.flatMap((base) => forms.map((form) => `${base}_${form}`)),
    ];
    expect(texts.map(([key]) => key).toSorted()).toEqual(wanted.toSorted());
    expect(bases.length).toBeGreaterThan(10);
  });

  it('are never empty, and no space hangs at their ends', () => {
    expect(texts.filter(([, text]) => text.trim() === '' || text !== text.trim()).map(([key]) => key)).toEqual([]);
  });

  it.each(englishTexts)('take the same values and tags: %s', (key, source) => {
    const text = byKey.get(key);
    if (text === undefined) return;
    // "1 image" may be said without the number.
    if (!key.endsWith('_one')) expect(placeholders(text)).toEqual(placeholders(source));
    expect(placeholders(source)).toEqual(expect.arrayContaining(placeholders(text)));
    expect(tags(text)).toEqual(tags(source));
  });
});

/** Names of products stay. */
const properNames = new Set(['Singularity Registry Server']);

it('leaves no sentence in English', () => {
  const inGerman = new Map(flat(german.texts));
  const words = (text: string) => text.replace(/\{\{.*?\}\}/g, '').match(/\p{L}{2,}/gu) ?? [];
  const isSentence = (text: string) => words(text).length > 2 && !properNames.has(text);
  const same = englishTexts.filter(([key, text]) => isSentence(text) && inGerman.get(key) === text);
  expect(same).toEqual([]);
});

const fullFacts: ErrorFacts = {
  endpointName: 'Sherlock',
  host: 'containers.lab.edu',
  folder: '/scratch/u',
  image: 'lab/torch:2.4',
  other: 'lab/torch:2.5',
  neededBytes: 6_200_000_000,
  totalBytes: 6_200_000_000,
  confirmAboveBytes: 50_000_000_000,
  retryAfterSeconds: 7,
  droppedRows: 2,
  otherFiles: 2,
  others: 'a.sif, b.sif',
  reasons: ['naming', 'webhook'],
  keptAs: 'state.damaged.db',
  newestBackup: 'state-1.db',
};

describe('problems in German', () => {
  const { problemWords } = createWords(german);
  const words = createWords(english);
  it.each(appErrorCodes)('%s', (code: AppErrorCode) => {
    for (const facts of [{}, fullFacts]) {
      const { title, advice, action } = problemWords({ code, facts });
      const source = words.problemWords({ code, facts });
      expect(title).not.toBe(source.title);
      expect(advice).not.toBe(source.advice);
      expect(`${title} ${advice}`).not.toMatch(/undefined|null|\{\{| {2}|\bthe\b/);
      expect(action?.kind).toBe(source.action?.kind);
      expect(action?.label).not.toBe(source.action?.label ?? '');
    }
  });

  it('write sizes and reasons in German', () => {
    expect(problemWords({ code: 'endpoint.full', facts: fullFacts }).title).toBe(
      'Kein Platz: 6,2 GB nötig in /scratch/u',
    );
    expect(problemWords({ code: 'subscription.notForTimer', facts: fullFacts }).advice).toContain(
      'Images bekommen am Endpunkt andere Namen als in der Registry; es benachrichtigt einen Webhook',
    );
  });
});

describe('states in German', () => {
  const { states, activityWords } = createWords(german);
  it('keep icon and colour, and change the word', () => {
    expect(states.placement.older).toEqual({ ...stateCatalogue.placement.older, word: 'Ältere Version' });
    expect(states.namingProfile.plain).toEqual({ ...stateCatalogue.namingProfile.plain, name: 'Einfach' });
    expect(states.vault.memory.isWeak).toBe(true);
    expect(states.endpointKind.guest).toBe('Gast');
  });
  it('say what a running activity does', () => {
    const running = { state: 'running', bytesDone: 64, bytesTotal: 100 } as const;
    expect(activityWords({ ...running, phase: 'sending' }).word).toBe('Wird gesendet 64 %');
    expect(activityWords({ ...running, phase: 'checking' }).word).toBe('Wird geprüft');
  });
});

describe('numbers and times in German', () => {
  const { format, t } = createWords(german);
  const now = new Date('2026-03-10T12:00:00Z');
  const secondsAgo = (seconds: number) => new Date(now.getTime() - seconds * 1000).toISOString();
  it.each([
    [format.size(6_214_100_000), '6,2 GB'],
    [format.size(1), '1 Byte'],
    [format.exactBytes(6_214_100_000), '6.214.100.000 Bytes'],
    [format.ago(secondsAgo(10), now), 'gerade eben'],
    [format.ago(secondsAgo(360), now), 'vor 6 Min.'],
    [format.ago(secondsAgo(86_400), now), 'gestern'],
    [format.ago(secondsAgo(2 * 86_400), now), 'vor 2 Tagen'],
    [format.ago(secondsAgo(400 * 86_400), now), 'vor 1 Jahr'],
    [format.ago(secondsAgo(-3 * 86_400), now), 'in 3 Tagen'],
    [format.timeLeft(24_000, 100), 'etwa 4 Min.'],
    [format.timeLeft(3 * 86_400, 1), 'etwa 3 Tage'],
    [format.asOf(secondsAgo(86_400), now), '9. März, 12:00'],
    [format.exactTime('2026-03-10T12:00:00Z'), '10.03.2026, 12:00:00'],
    [t('send.title', { count: 1 }), '1 Image senden'],
    [t('send.title', { count: 12_345 }), '12.345 Images senden'],
  ])('%s', (text, expected) => expect(text).toBe(expected));
});

it('leaves names as they are, whatever they hold', () => {
  const { t } = createWords(english);
  const name = '<b>{{count}}</b> $t(send.send) &amp; "x"';
  expect(t('send.images.leaveOut', { name })).toBe(`Leave out ${name}`);
});

it('names keys as they are printed on the keyboard', () => {
  expect(createWords(german).showKeys('Ctrl+K')).toBe('Strg+K');
  expect(createWords(english).showKeys('Shift+Del')).toBe('Shift+Del');
});

describe('the language', () => {
  it.each<[Settings['language'], readonly string[], string]>([
    ['system', ['de-CH', 'en-US'], 'de'],
    ['system', ['fr-FR', 'de'], 'de'],
    ['system', ['fr-FR'], 'en'],
    ['system', [], 'en'],
    ['en', ['de-DE'], 'en'],
    ['de', ['en-US'], 'de'],
  ])('is for %s on a computer with %j: %s', (setting, locales, language) =>
    expect(chosenLanguage(setting, locales)).toBe(language),
  );

  it('is spoken as in the country of the computer', async () => {
    expect((await loadWords('de', ['en-US', 'de-CH'])).locale).toBe('de-CH');
    expect((await loadWords('de', ['en-US'])).locale).toBe('de');
    expect(Object.keys(languageNames)).toEqual([...languages]);
  });

  afterEach(() => {
    document.documentElement.lang = '';
  });

  function Page() {
    const { t } = useWords();
    return <input aria-label={t('send.title', { count: 2 })} />;
  }
  const page = (language: Settings['language'] | null) => (
    <WordsProvider language={language} waiting={<p>waiting</p>}>
      <Page />
    </WordsProvider>
  );

  it('changes under a page that stays, with the language of the document', async () => {
    const { rerender } = render(page('en'));
    const field = screen.getByRole('textbox', { name: 'Send 2 images' });
    field.focus();
    rerender(page('de'));
    await waitFor(() => expect(field.getAttribute('aria-label')).toBe('2 Images senden'));
    expect(document.activeElement).toBe(field);
    expect(document.documentElement.lang).toBe('de');
    rerender(page('en'));
    expect(field.getAttribute('aria-label')).toBe('Send 2 images');
    expect(document.documentElement.lang).toMatch(/^en/);
  });

  it('is awaited at the start: nothing flashes in English', async () => {
    const { rerender } = render(page(null));
    expect(screen.getByText('waiting')).toBeDefined();
    rerender(page('de'));
    expect(screen.getByText('waiting')).toBeDefined();
    await waitFor(() => expect(screen.getByRole('textbox', { name: '2 Images senden' })).toBeDefined());
  });
});

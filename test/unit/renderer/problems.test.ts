import { describe, expect, it } from 'vitest';
import { appErrorCodes } from '../../../src-main/contract/errors.ts';
import { problemCatalogue, problemWords } from '../../../src-main/contract/problemWords/problems.ts';

describe('the catalogue of problems', () => {
  it('has words for exactly the codes there are', () => {
    expect(Object.keys(problemCatalogue).toSorted()).toEqual([...appErrorCodes].toSorted());
  });

  it.each(appErrorCodes)('%s reads as sentences without facts', (code) => {
    const { title, advice } = problemWords({ code, facts: {} });
    for (const text of [title, advice]) {
      expect(text).not.toMatch(/undefined|null|NaN|\[object| {2}/);
      expect(text.trim()).toBe(text);
      expect(text.length).toBeGreaterThan(5);
    }
    expect(title).not.toMatch(/[.]$/);
    expect(advice).toMatch(/[.?]$/);
  });

  it.each(appErrorCodes)('%s never says the word that both systems use', (code) => {
    const { title, advice, action } = problemWords({ code, facts: {} });
    expect(`${title} ${advice} ${action?.label ?? ''}`).not.toMatch(/(?<!container )collection/i);
  });

  it('puts facts into words', () => {
    const full = problemWords({ code: 'endpoint.full', facts: { neededBytes: 6_200_000_000, folder: '/home/u' } });
    expect(full.title).toBe('No space: 6.2 GB needed in /home/u');
    const consent = problemWords({ code: 'consent.needed', facts: { endpointName: 'Eagle project' } });
    expect(consent.title).toBe('Eagle project needs your permission once');
    expect(consent.action).toEqual({ label: 'Grant consent', kind: 'grantConsent' });
    const limited = problemWords({ code: 'service.rateLimited', facts: { retryAfterSeconds: 7 } });
    expect(limited.advice).toContain('in 7 s');
  });
});

it('uses the words that Globus gave for a task, and its own for what was put aside', () => {
  const trouble = problemWords({ code: 'endpoint.trouble', facts: { niceStatus: 'CONNECTION_RESET' } });
  expect(trouble.advice).toContain('CONNECTION_RESET');
  const damaged = problemWords({
    code: 'state.damaged',
    facts: { keptAs: 'state.db.damaged-1', newestBackup: 'state-2.db' },
  });
  expect(damaged.advice).toContain('put aside as state.db.damaged-1');
  expect(damaged.advice).toContain('state-2.db');
  const collision = problemWords({
    code: 'subscription.nameCollision',
    facts: { path: '/a/b.sif', image: 'r-0a1b2c3d/lab/a:1', other: 'r-0a1b2c3d/lab/A:1' },
  });
  expect(collision.advice).toMatch(/^lab\/a:1 and lab\/A:1 would both be \/a\/b\.sif\./);
});

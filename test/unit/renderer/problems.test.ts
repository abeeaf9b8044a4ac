import { describe, expect, it } from 'vitest';
import { appErrorCodes } from '../../../src-main/contract/errors.ts';
import { problemCatalogue, problemWords } from '../../../src-renderer/lib/problems.ts';

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

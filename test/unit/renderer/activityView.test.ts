import { describe, expect, it } from 'vitest';
import type { Activity } from '../../../src-main/contract/transfer.ts';
import {
  activityState,
  activitySummary,
  activityTitle,
  canStop,
  isUnderTab,
  matchesSearch,
  retryText,
  tabOf,
} from '../../../src-renderer/features/activity/activityView.ts';
import { eventWords } from '../../../src-renderer/features/activity/eventWords.ts';
import { createFakeServices } from '../../fakes/fakeServices.ts';
import { englishWords } from './englishWords.ts';

const { t } = englishWords;
const now = new Date('2026-03-01T12:00:00Z');
const { activities } = await createFakeServices({ now }).activity.list({ tab: 'all', limit: 100, offset: 0 });
const of = (state: Activity['state']): Activity => activities.find((one) => one.state === state)!;
const later = '2026-03-01T12:30:00Z';

describe('activityState', () => {
  const running = of('running');
  it.each<[Partial<Activity>, string]>([
    [{ phase: 'sending' }, 'Sending 63 %'],
    [{ phase: 'sending', bytesTotal: null }, 'Sending'],
    [{ phase: 'checking' }, 'Checking'],
    [{ phase: 'queued' }, 'Queued at Globus'],
    [{ state: 'queued', phase: 'queued' }, 'Queued at Globus'],
    [{ state: 'queued', phase: 'queued', taskId: null }, 'Queued'],
    [{ state: 'queued', phase: 'preparing', taskId: null }, 'Preparing'],
    [{ state: 'done', phase: 'finished' }, 'Arrived'],
    [{ state: 'waitingForYou' }, 'Waiting for you'],
    [{ state: 'stopped' }, 'Stopped by you'],
  ])('%o reads "%s"', (own, word) => expect(activityState(englishWords, { ...running, ...own }).word).toBe(word));

  it('that Globus does not have yet is paused with all others', () => {
    const written: Activity = { ...running, state: 'queued', phase: 'preparing', taskId: null };
    expect(activityState(englishWords, written, true).word).toBe('Paused');
    expect(activityState(englishWords, { ...running, phase: 'sending' }, true).word).toBe('Sending 63 %');
  });
});

describe('a transfer that waits for its endpoint', () => {
  it('is amber and no problem until it has ended', () => {
    const asleep = { code: 'endpoint.asleep', facts: {}, at: later } as const;
    const waiting: Activity = { ...of('problem'), completedAt: null, problem: asleep };
    expect(activityState(englishWords, waiting)).toEqual({ tone: 'amber', icon: 'clock', word: 'Waiting' });
    expect(activityState(englishWords, { ...waiting, completedAt: later }).word).toBe('Problem');
    const full = { ...asleep, code: 'endpoint.full' } as const;
    expect(activityState(englishWords, { ...waiting, problem: full }).tone).toBe('red');
  });
});

describe('activityTitle', () => {
  it('counts several images and names a single one', () => {
    expect(activityTitle(t, of('running'))).toEqual({ what: '3 images', to: 'Sherlock scratch' });
    expect(activityTitle(t, of('queued'))).toEqual({ what: 'lab/torch:2.4', to: 'My laptop' });
  });
});

describe('tabs', () => {
  it('puts each activity where it is looked for', () => {
    expect(activities.map((one) => tabOf(one))).toEqual(['now', 'now', 'now', 'waitingForYou', 'history', 'history']);
  });
  it('keeps a failure in sight until it is solved', () => {
    const failed = of('problem');
    expect(tabOf(failed)).toBe('now');
    expect(tabOf({ ...failed, isUnsolved: false })).toBe('history');
    expect(isUnderTab(failed, 'history')).toBe(true);
  });
  it('sums up what needs attention', () => {
    expect(activitySummary(t, activities)).toBe('1 running · 1 queued · 1 waiting for you · 1 problem');
    const asleep = { code: 'endpoint.asleep', facts: {}, at: now.toISOString() } as const;
    const waits = activities.map((one) =>
      one.state === 'problem' ? { ...one, problem: asleep, completedAt: null } : one,
    );
    expect(activitySummary(t, waits)).toBe('1 running · 1 queued · 1 waiting for you · 1 waiting for an endpoint');
    expect(activitySummary(t, [])).toBe('');
  });
});

describe('what can be done', () => {
  it('offers to retry only what failed', () => {
    const failed = of('problem');
    expect(retryText(t, failed)).toBe('Send again');
    const [image] = failed.images;
    const some = {
      ...failed,
      images: [image!, { ...image!, state: 'delivered' as const }, { ...image!, state: 'failed' as const }],
    };
    expect(retryText(t, some)).toBe('Retry the 2 that failed');
    expect(retryText(t, of('done'))).toBeNull();
    expect(retryText(t, { ...failed, completedAt: null })).toBeNull();
  });
  it('stops what has not ended', () => {
    expect(activities.filter(canStop).map(({ state }) => state)).toEqual(['running', 'queued', 'waitingForYou']);
  });
});

describe('matchesSearch', () => {
  it('finds by image, endpoint, subscription and task', () => {
    const running = of('running');
    for (const text of ['alphafold', 'SHERLOCK jax', 'nightly', running.taskId!])
      expect(matchesSearch(t, running, text)).toBe(true);
    expect(matchesSearch(t, running, 'alphafold oak')).toBe(false);
    expect(matchesSearch(t, running, '   ')).toBe(true);
  });
});

describe('eventWords', () => {
  it('puts known codes into words and passes on what it does not know', () => {
    expect(eventWords(t, 'CONNECTION_RESET', 'connection reset')).toBe('The endpoint broke the connection');
    expect(eventWords(t, 'SOMETHING_NEW', 'as described')).toBe('as described');
    expect(eventWords(t, 'SOMETHING_NEW', '')).toBe('SOMETHING_NEW');
  });
});

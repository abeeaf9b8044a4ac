import { describe, expect, it } from 'vitest';
import { checkDraft, newDraft } from '../../../src-renderer/features/subscriptions/subscriptionDraft.ts';
import { whenText } from '../../../src-renderer/features/subscriptions/subscriptionView.ts';
import { endpointIds, registryId } from '../../fakes/fakeIds.ts';
import { englishWords } from './englishWords.ts';

const { t } = englishWords;

const draft = (webhookUrl: string | null) => ({
  ...newDraft({ registryId, endpointIds: [endpointIds.oak] }, null),
  after: { keepLast: 3, notify: false, webhookUrl },
});

describe('what follows an arrival', () => {
  it.each([null, 'https://hooks.lab.edu/x', ' https://hooks.lab.edu/x ', 'http://127.0.0.1:8080/'])(
    '%j is fine',
    (url) => {
      const checked = checkDraft(t, draft(url), String);
      expect(checked.ok && checked.request.after).toEqual({
        keepLast: 3,
        notify: false,
        webhookUrl: url === null ? null : url.trim(),
      });
    },
  );

  it.each(['x', 'http://hooks.lab.edu/', 'ftp://127.0.0.1/'])('%j is named', (url) => {
    const checked = checkDraft(t, draft(url), String);
    expect(checked.ok ? null : Object.keys(checked.faults)).toEqual(['webhookUrl']);
  });
});

describe('when it looks', () => {
  const timer = (intervalSeconds: number) => ({
    ...{ endpointId: endpointIds.oak, jobId: 'j', intervalSeconds, state: 'active' as const, nextRunAt: null },
    ...{ lastRunAt: null, runs: 0, errors: 0, lastRuns: [], problem: null },
  });

  const conditions = { architecture: null, maxSizeBytes: null, includesExisting: true };

  it.each([
    [60, 'In Globus, every minute'],
    [900, 'In Globus, every 15 minutes'],
    [3600, 'In Globus, every hour'],
    [86_400, 'In Globus, every 24 hours'],
  ])('every %i seconds', (seconds, words) => {
    expect(whenText(t, { runsAt: 'globus', timers: [timer(seconds)], conditions })).toBe(words);
  });

  it('here', () => {
    expect(whenText(t, { runsAt: 'here', timers: [], conditions })).toBe('On change');
    const nightly = { ...conditions, hours: '20:00-07:00' };
    expect(whenText(t, { runsAt: 'here', timers: [], conditions: nightly })).toBe('On change, 20:00–07:00');
  });
});

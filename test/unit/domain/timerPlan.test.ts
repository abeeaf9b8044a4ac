import fc from 'fast-check';
import { expect, it } from 'vitest';
import { registryIdSchema } from '../../../src-main/contract/ids.ts';
import { timerObstacleWords } from '../../../src-main/contract/timer.ts';
import { matchesGlob } from '../../../src-main/domain/glob.ts';
import { type TimerWish, timerObstacles, timerRules } from '../../../src-main/domain/timerPlan.ts';

const registryId = registryIdSchema.parse('r-00000001');
const source = { registryId, containerCollection: 'lab', container: '*', tag: '*' };
const wish = (change: Partial<TimerWish> = {}): TimerWish => ({
  source,
  conditions: { architecture: null, maxSizeBytes: null, includesExisting: true },
  after: { keepLast: null, notify: true, webhookUrl: null },
  harbourEndpointId: 'h',
  destinations: [{ endpointId: 'e', namingProfile: 'registry' }],
  ...change,
});

it('a plain copy of one container collection is for a timer', () => {
  expect(timerObstacles(wish())).toEqual([]);
  expect(timerObstacles(wish({ source: { ...source, container: 'torch*', tag: '2.?' } }))).toEqual([]);
});

it.each<[Partial<TimerWish>, string]>([
  [{ destinations: [{ endpointId: 'e', namingProfile: 'plain' }] }, 'naming'],
  [{ source: { ...source, containerCollection: 'l*' } }, 'containerCollectionPattern'],
  [{ source: { ...source, tag: '[ab]' } }, 'patterns'],
  [{ conditions: { architecture: 'amd64', maxSizeBytes: null, includesExisting: true } }, 'conditions'],
  [{ conditions: { architecture: null, maxSizeBytes: 1, includesExisting: true } }, 'conditions'],
  [{ conditions: { architecture: null, maxSizeBytes: null, includesExisting: false } }, 'onlyNew'],
  [{ after: { keepLast: 3, notify: true, webhookUrl: null } }, 'keepLast'],
  [{ after: { keepLast: null, notify: true, webhookUrl: 'https://x/' } }, 'webhook'],
  [{ harbourEndpointId: null }, 'noHarbour'],
  [{ harbourEndpointId: 'e' }, 'sameEndpoint'],
])('%o is not', (change, obstacle) => {
  expect(timerObstacles(wish(change))).toEqual([obstacle]);
  expect(timerObstacleWords([obstacle])).not.toBe('its conditions');
});

it('tells all reasons at once', () => {
  const all = timerObstacles(wish({ harbourEndpointId: null, source: { ...source, containerCollection: '*' } }));
  expect(all).toEqual(['noHarbour', 'containerCollectionPattern']);
});

it('the rules take exactly the files that the patterns mean', () => {
  const part = fc.stringMatching(/^[a-c.]{1,4}$/);
  const pattern = fc.stringMatching(/^[a-c.*?]{1,4}$/);
  fc.assert(
    fc.property(part, part, pattern, pattern, (name, tag, container, tagPattern) => {
      const file = `${name}:${tag}@${'0'.repeat(32)}.sif`;
      const rules = timerRules({ ...source, container, tag: tagPattern });
      const decisive = rules.find((rule) => rule.kind === 'file' && matchesGlob(rule.name, file));
      const isMeant = matchesGlob(container, name) && matchesGlob(tagPattern, tag);
      expect(decisive?.method === 'include').toBe(isMeant);
    }),
  );
  const rules = timerRules(source);
  for (const stranger of ['notes.txt', '_upload', 'half.sif', 'x:1@abc.sif.part'])
    expect(rules.find((rule) => rule.kind === 'file' && matchesGlob(rule.name, stranger))?.method).toBe('exclude');
});

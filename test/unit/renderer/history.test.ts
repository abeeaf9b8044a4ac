import { describe, expect, it } from 'vitest';
import { activityIdSchema } from '../../../src-main/contract/transfer.ts';
import { historyText } from '../../../src-renderer/features/activity/historyFile.ts';
import { noFilter, passes } from '../../../src-renderer/features/activity/historyFilter.ts';
import { createFakeServices } from '../../fakes/fakeServices.ts';

const now = new Date('2026-03-01T12:00:00Z');
const { activities } = await createFakeServices({ now }).activity.list({ tab: 'all', limit: 100, offset: 0 });
const done = activities.find(({ state }) => state === 'done')!;
const problem = activities.find(({ state }) => state === 'problem')!;

describe('the history filter', () => {
  it('lets everything pass until something is chosen', () => {
    expect(activities.every((one) => passes(one, noFilter, now.getTime()))).toBe(true);
  });
  it('takes any of several results, and all kinds together', () => {
    const both = { ...noFilter, result: new Set(['done', 'problem']) };
    expect([done, problem].every((one) => passes(one, both, now.getTime()))).toBe(true);
    const elsewhere = { ...both, endpoint: new Set([problem.destinationEndpointId]) };
    expect(passes(done, elsewhere, now.getTime())).toBe(done.destinationEndpointId === problem.destinationEndpointId);
    expect(passes(problem, elsewhere, now.getTime())).toBe(true);
  });
  it('counts from the end, and the longest window chosen decides', () => {
    const ended = { ...done, completedAt: '2026-02-25T12:00:00Z' };
    const within = (...when: string[]) => passes(ended, { ...noFilter, when: new Set(when) }, now.getTime());
    expect([within('day'), within('week'), within('day', 'week')]).toEqual([false, true, true]);
  });
});

describe('the history as a file', () => {
  it('is a table of one row an image, with the names of the columns first', () => {
    const [head, ...rows] = historyText('csv', [done, problem]).trimEnd().split('\r\n');
    expect(head).toBe(
      'requestedAt,completedAt,state,startedBy,endpoint,endpointId,image,digest,sizeBytes,destinationPath,imageState,problem,taskId,id',
    );
    expect(rows).toHaveLength(done.images.length + problem.images.length);
    expect(rows.at(-1)).toContain(`,${problem.problem?.code},`);
  });
  it('quotes what a table needs quoted, and disarms what a spreadsheet would calculate', () => {
    const [image] = done.images;
    const hostile = { ...done, destinationName: 'a "b", c', images: [{ ...image!, name: '=HYPERLINK("x")' }] };
    const text = historyText('csv', [hostile]);
    expect(text).toContain(',"a ""b"", c",');
    expect(text).toContain(`,"'=HYPERLINK(""x"")",`);
  });
  it('is the very transfers as JSON', () => {
    const { activities: saved } = JSON.parse(historyText('json', [done]));
    expect(activityIdSchema.parse({ id: saved[0].id })).toEqual({ id: done.id });
    expect(saved[0].images).toEqual(done.images);
  });
});

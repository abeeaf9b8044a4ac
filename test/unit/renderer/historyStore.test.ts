import { describe, expect, it } from 'vitest';
import { submissionIdSchema } from '../../../src-main/contract/ids.ts';
import type { Activity } from '../../../src-main/contract/transfer.ts';
import { createHistoryStore } from '../../../src-renderer/stores/historyStore.ts';
import { fakeActivities } from '../../fakes/fakeActivities.ts';
import { uuid } from '../../fakes/fakeIds.ts';
import { fakeImages } from '../../fakes/fakeImages.ts';

const now = new Date('2026-03-01T12:00:00Z');
const [model] = fakeActivities(fakeImages(now), now);

const activityAt = (index: number): Activity => ({ ...model!, id: submissionIdSchema.parse(uuid(1000 + index)) });

/** The router's list call over so many transfers, the first one the newest. */
function listOf(all: () => readonly Activity[]) {
  const asked: number[] = [];
  const query = async ({ limit, offset }: { limit: number; offset: number }) => {
    asked.push(offset);
    return { activities: all().slice(offset, offset + limit), total: all().length };
  };
  type Api = Parameters<typeof createHistoryStore>[0];
  return { asked, store: createHistoryStore({ activity: { list: { query } } } as Pick<Api, never> as Api) };
}

describe('the history', () => {
  it('is read page by page until there is no more, one page at a time', async () => {
    const transfers = Array.from({ length: 1700 }, (_, index) => activityAt(index));
    const { store, asked } = listOf(() => transfers);
    await Promise.all([store.readMore(1000), store.readMore(1000)]);
    expect(asked).toEqual([1000]);
    expect(store.getState()).toMatchObject({ isComplete: false, isReading: false });
    await store.readMore(1000);
    await store.readMore(1000);
    expect(asked).toEqual([1000, 1500]);
    expect(store.getState().older).toEqual(transfers.slice(1000));
    expect(store.getState().isComplete).toBe(true);
  });

  it('keeps each transfer once when a newer one shifts the pages', async () => {
    let transfers = Array.from({ length: 2200 }, (_, index) => activityAt(index));
    const { store } = listOf(() => transfers);
    await store.readMore(1000);
    transfers = [activityAt(9000), ...transfers];
    await store.readMore(1000);
    const ids = store.getState().older.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
  });
});

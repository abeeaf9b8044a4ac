import { expect, it } from 'vitest';
import { createSightTable } from '../../../src-main/sync/sightTable.ts';

const digest = (at: number) => `sha256:${String(at).padStart(64, '0')}`;

it('remembers when each content of each image was seen first, over its growth', () => {
  const table = createSightTable();
  const count = 20_000;
  const sightOf = (at: number) => ({ firstSeenAt: `2026-01-01T00:00:${at % 60}Z`, wasThere: at % 3 === 0 });
  for (let at = 0; at < count; at += 1) {
    expect(table.add(`r-1/lab/tool${at % 500}:1`, digest(at), sightOf(at))).toBe(true);
  }
  expect(table.add('r-1/lab/tool7:1', digest(7), { firstSeenAt: 'later', wasThere: false })).toBe(false);
  for (let at = 0; at < count; at += 1) {
    expect(table.get(`r-1/lab/tool${at % 500}:1`, digest(at))).toEqual(sightOf(at));
    expect(table.get(`r-1/lab/tool${at % 500}:2`, digest(at))).toBeNull();
  }
});

it('does not take the end of one text for the beginning of the other', () => {
  const table = createSightTable();
  table.add('ab', 'c', { firstSeenAt: 'once', wasThere: false });
  expect(table.get('a', 'bc')).toBeNull();
});

import type { FirstSight } from './imageStore.ts';

const firstSlots = 1024;
const fullFrom = 0.6;

/** Two numbers of 32 bits each (FNV-1a with two different primes, then mixed). */
function hashesOf(id: string, digest: string): readonly [number, number] {
  let [one, other] = [0x811c9dc5, 0x9747b28c];
  for (const text of [id, digest]) {
    for (let at = 0; at < text.length; at += 1) {
      const code = text.charCodeAt(at);
      one = Math.imul(one ^ code, 0x01000193);
      other = Math.imul(other ^ code, 0x85ebca6b);
      other ^= other >>> 13;
    }
    one = Math.imul(one ^ 0x1f, 0x01000193);
  }
  return [(one ^ (one >>> 15)) >>> 0, (other ^ (other >>> 16)) >>> 0];
}

/**
 * When contents were first seen, by a hash of 64 bits of image and digest: a fifth of the room that the texts would
 * take. Of a hundred thousand contents two share a hash in one of three billion ledgers; the later one of them then
 * counts as seen with the first.
 */
export function createSightTable() {
  const sights: FirstSight[] = [];
  const numbers = new Map<string, number>();
  let slots = firstSlots;
  let used = 0;
  /** Each slot: both hashes and the number of the sight, counted from 1; 0 is an empty slot. */
  let table = new Uint32Array(slots * 3);

  /** Where a content is, or the empty slot where it would be. */
  const slotOf = (one: number, other: number): number => {
    for (let slot = one % slots; ; slot = (slot + 1) % slots) {
      const at = slot * 3;
      if (table[at + 2] === 0 || (table[at] === one && table[at + 1] === other)) return at;
    }
  };

  const grow = (): void => {
    const old = table;
    slots *= 2;
    table = new Uint32Array(slots * 3);
    for (let from = 0; from < old.length; from += 3) {
      const [one = 0, other = 0, number = 0] = [old[from], old[from + 1], old[from + 2]];
      if (number !== 0) table.set([one, other, number], slotOf(one, other));
    }
  };

  /** Images that came together were seen at the same time. */
  const numberOf = ({ firstSeenAt, wasThere }: FirstSight): number => {
    const key = `${firstSeenAt} ${wasThere}`;
    const known = numbers.get(key) ?? sights.push({ firstSeenAt, wasThere });
    numbers.set(key, known);
    return known;
  };

  return {
    get(id: string, digest: string): FirstSight | null {
      const [one, other] = hashesOf(id, digest);
      return sights[(table[slotOf(one, other) + 2] ?? 0) - 1] ?? null;
    },
    /** False when it was known. */
    add(id: string, digest: string, sight: FirstSight): boolean {
      if (used >= slots * fullFrom) grow();
      const [one, other] = hashesOf(id, digest);
      const at = slotOf(one, other);
      if (table[at + 2] !== 0) return false;
      table.set([one, other, numberOf(sight)], at);
      used += 1;
      return true;
    },
  };
}

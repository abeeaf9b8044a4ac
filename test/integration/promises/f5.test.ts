import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { dice, patience, say, size, startChild } from './promise.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'portolan-f5-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** The number of a file that is what it says it is; null: it is not. */
function numberOf(bytes: Buffer): number | null {
  const end = bytes.indexOf('\n');
  const [number = '', digest = ''] = bytes.subarray(0, end).toString().split(' ');
  const found = createHash('sha256')
    .update(bytes.subarray(end + 1))
    .digest('hex');
  return end > 0 && found === digest ? Number(number) : null;
}

describe('F5 what is saved appears whole', () => {
  it(
    'killed at any moment of saving: the name has a whole file or none, and leaves no litter',
    async () => {
      const [file, random, kills] = [join(folder, 'vault', 'sealed'), dice(5), size(10, 200)];
      const litter = () => readdirSync(join(folder, 'vault')).filter((name) => name.endsWith('.tmp')).length;
      let [saved, half, lost, left, cut] = [0, 0, 0, 0, 0];
      for (let kill = 0; kill < kills; kill += 1) {
        const child = startChild('savingChild.ts', { SAVED_FILE: file, FIRST_NUMBER: String(saved) });
        // The first save of a new process removes what a killed one left.
        await child.line('saved ');
        const wait = random() * 60;
        await new Promise((resolve) => setTimeout(resolve, wait));
        await child.kill();
        const told = Number(child.lines.at(-1)?.split(' ')[1] ?? 0);
        const number = existsSync(file) ? numberOf(readFileSync(file)) : 0;
        if (number === null) half += 1;
        else if (number < told) lost += 1;
        if (litter() > 0) cut += 1;
        if (litter() > 1) left += 1;
        saved = Math.max(told, number ?? 0);
      }
      say(
        'F5',
        `${kills} kills, ${saved} files saved, ${half} half, ${lost} acknowledged and lost, ${cut} cut short, ${left} with litter of an earlier one`,
      );
      expect({ half, lost, left }).toEqual({ half: 0, lost: 0, left: 0 });
      expect(saved).toBeGreaterThan(kills);
    },
    patience,
  );
});

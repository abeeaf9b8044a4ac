import { writeSync } from 'node:fs';
import { createVault } from '../../../src-main/node/systemVault.ts';

/** Rewrites one secret of a plain vault for ever and tells each number once it is kept; meant to be killed. */
const [dir = ''] = process.argv.slice(2);
const vault = await createVault({ dir, preferred: 'plain', env: {} });
for (let round = Number((await vault.get('round')) ?? '0') + 1; ; round += 1) {
  await vault.set('round', String(round));
  await vault.set('filler', 'x'.repeat(20_000));
  writeSync(1, `${round}\n`);
}

import { createHash, randomBytes } from 'node:crypto';
import { writeVaultFile } from '../../../src-main/node/vaultFile.ts';

/*
 * Saves one file again and again, the last save over the one before, until it is killed. A file is a number, the digest of
 * what follows, and what follows; it is told when it is said to be there.
 */

const path = process.env.SAVED_FILE ?? '';
let number = Number(process.env.FIRST_NUMBER ?? 0);

for (;;) {
  number += 1;
  const body = randomBytes(1 + (number % 7) * 40_000);
  const digest = createHash('sha256').update(body).digest('hex');
  await writeVaultFile(path, Buffer.concat([Buffer.from(`${number} ${digest}\n`), body]));
  console.log(`saved ${number}`);
}

import { setTimeout as pause } from 'node:timers/promises';
import { startFolderSync } from './folderSync.ts';

/* Sync over an image folder, as whoever it is started as; says what it delivered and what it named once all is there. */
const { ROOT = '', EXPECTED = '0', LATER = '', MODE = '' } = process.env;
const bench = await startFolderSync(ROOT, { rescanSeconds: 1 });
const settled = async (count: number): Promise<void> => {
  while ((await bench.upToDate()) < count) await pause(20);
};
await settled(Number(EXPECTED));
// What is wrong is told with the next scan at the latest.
for (let waited = 0; MODE === 'limited' && waited < 60 && bench.health()?.problem === null; waited += 1)
  await pause(50);
console.log(JSON.stringify({ delivered: await bench.upToDate(), ...bench.health() }));
if (LATER !== '') {
  await settled(Number(LATER));
  console.log(`later ${await bench.upToDate()} ${bench.health()?.state} ${bench.health()?.problem?.code ?? 'none'}`);
}
setInterval(() => {}, 60_000);

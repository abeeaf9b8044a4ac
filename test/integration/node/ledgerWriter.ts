import { writeSync } from 'node:fs';
import { openSqliteDatabase } from '../../../src-main/node/sqliteDatabase.ts';

/** A process to be killed: commits numbers one by one and says each on stdout once it is committed. */
const schema = {
  applicationId: 42,
  migrations: ['CREATE TABLE note (n INTEGER PRIMARY KEY, text TEXT NOT NULL) STRICT'],
};
const { db } = await openSqliteDatabase({ file: process.argv[2] ?? '', schema });
writeSync(1, 'ready\n');
let next = Number(db.get('SELECT coalesce(max(n), 0) AS n FROM note')?.n) + 1;
for (;;) {
  db.transaction(() => {
    db.run('INSERT INTO note (n, text) VALUES (?, ?)', next, 'x'.repeat(next % 3000));
    if (next > 5) db.run('UPDATE note SET text = ? WHERE n = ?', 'changed', next - 5);
  });
  writeSync(1, `${next}\n`);
  next += 1;
}

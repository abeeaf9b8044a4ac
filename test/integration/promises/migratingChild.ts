import { DatabaseSync } from 'node:sqlite';
import { openSqliteDatabase } from '../../../src-main/node/sqliteDatabase.ts';
import { ledgerSchema } from '../../../src-main/sync/ledgerSchema.ts';

/* Brings a ledger to today's version and is killed at one of the statements on the way. */
const { STATE = '', KILL_AT = 'Infinity' } = process.env;
let statements = 0;
const exec = DatabaseSync.prototype.exec;
const isWork = /^\s*(BEGIN IMMEDIATE|CREATE|ALTER|UPDATE|PRAGMA (application_id|user_version)|COMMIT)/;
DatabaseSync.prototype.exec = function (this: DatabaseSync, sql: string): void {
  const parts = sql.replace(/^--.*$/gm, '').split(/(?<=;)\n/);
  for (const part of parts) {
    if (isWork.test(part)) {
      statements += 1;
      if (statements === Number(KILL_AT)) process.kill(process.pid, 'SIGKILL');
    }
    exec.call(this, part);
    // The other side of the last step: written, and nobody was told.
    if (/^\s*COMMIT/.test(part) && statements + 1 === Number(KILL_AT)) process.kill(process.pid, 'SIGKILL');
  }
};
const { db } = await openSqliteDatabase({ file: STATE, schema: ledgerSchema });
db.close();
console.log(`statements ${statements}`);

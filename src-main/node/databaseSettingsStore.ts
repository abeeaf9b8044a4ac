import type { Database } from '../ports/database.ts';
import type { SettingsStore } from '../ports/settingsStore.ts';

/** Settings in the ledger's table `setting`: as durable as everything else there, in the same backups. */
export function createDatabaseSettingsStore(db: Database): SettingsStore {
  return {
    read(key) {
      const row = db.get('SELECT json FROM setting WHERE key = ?', key);
      return row === undefined ? undefined : JSON.parse(String(row.json));
    },
    write(key, value) {
      const sql = 'INSERT INTO setting (key, json) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET json = excluded.json';
      db.run(sql, key, JSON.stringify(value));
    },
    delete(key) {
      db.run('DELETE FROM setting WHERE key = ?', key);
    },
    keys(prefix) {
      const rows = db.all('SELECT key FROM setting WHERE substr(key, 1, length(?)) = ? ORDER BY key', prefix, prefix);
      return rows.map((row) => String(row.key));
    },
  };
}

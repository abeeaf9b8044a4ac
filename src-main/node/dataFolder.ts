import { homedir } from 'node:os';
import path from 'node:path';

/** Where state lives when nobody says otherwise; the same for both forms, so that they share one ledger and one lock. */
export function defaultDataFolder(environment: NodeJS.ProcessEnv = process.env): string {
  if (environment.PORTOLAN_DATA) return path.resolve(environment.PORTOLAN_DATA);
  if (process.platform === 'darwin') return path.join(homedir(), 'Library', 'Application Support', 'Portolan');
  if (process.platform === 'win32') {
    return path.join(environment.APPDATA ?? path.join(homedir(), 'AppData', 'Roaming'), 'Portolan');
  }
  return path.join(environment.XDG_DATA_HOME ?? path.join(homedir(), '.local', 'share'), 'portolan');
}

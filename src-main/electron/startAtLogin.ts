import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import path from 'node:path';
import type { ElectronApi } from './electronApi.ts';

/** Who starts like this wants no window, where there is a tray to open one from. */
export const hiddenArgument = '--hidden';

/** https://specifications.freedesktop.org/autostart-spec: what Linux desktops start at login. */
const autostartFile = (environment: NodeJS.ProcessEnv): string =>
  path.join(environment.XDG_CONFIG_HOME || path.join(homedir(), '.config'), 'autostart', 'portolan.desktop');

/** In an `Exec` line: quoted, with what is special in quotes escaped (desktop entry specification, "The Exec key"). */
const quoted = (word: string): string => `"${word.replace(/[\\"`$]/g, '\\$&').replaceAll('%', '%%')}"`;

const entryFor = (program: string): string =>
  [
    '[Desktop Entry]',
    'Type=Application',
    'Name=Portolan',
    `Exec=${quoted(program)} ${hiddenArgument}`,
    'Terminal=false',
    '',
  ].join('\n');

function textOf(file: string): string | null {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return null; // not there, which is the usual state
  }
}

function followOnLinux(isWanted: boolean, environment: NodeJS.ProcessEnv): void {
  const file = autostartFile(environment);
  if (!isWanted) {
    rmSync(file, { force: true });
    return;
  }
  // An AppImage runs from a mount that is gone at the next login; its own path is told by the environment.
  const entry = entryFor(environment.APPIMAGE || process.execPath);
  if (textOf(file) === entry) return;
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, entry);
}

/** Makes the computer start the app at login, or no longer. */
export function startAtLogin(
  { app }: Pick<ElectronApi, 'app'>,
  isWanted: boolean,
  { platform = process.platform, environment = process.env } = {},
): void {
  if (platform === 'linux') followOnLinux(isWanted, environment);
  else app.setLoginItemSettings({ openAtLogin: isWanted, args: [hiddenArgument] });
}

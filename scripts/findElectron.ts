import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';

const folder = 'node_modules/electron';

/** Path of Electron's binary when it is there, else null. Nothing is fetched. */
export function electronBinary(): string | null {
  const override = process.env.ELECTRON_OVERRIDE_DIST_PATH;
  const pathFile = path.join(folder, 'path.txt');
  const name = existsSync(pathFile) ? readFileSync(pathFile, 'utf8') : 'electron';
  const binary = path.resolve(override ?? path.join(folder, 'dist'), name);
  return existsSync(binary) ? binary : null;
}

/** Tries once, for a short while, to fetch Electron's binary; says how it went. */
export function fetchElectron(): string | null {
  console.error("portolan: Electron's binary is not here; trying to fetch it (up to 2 minutes)");
  const fetched = spawnSync(process.execPath, [path.join(folder, 'install.js')], { stdio: 'ignore', timeout: 120_000 });
  const binary = fetched.status === 0 ? electronBinary() : null;
  if (binary === null) console.error('portolan: Electron could not be fetched');
  return binary;
}

/** Why a window cannot be opened on this machine, or null when it can. */
export function whyNoWindow(): string | null {
  if (process.platform !== 'linux') return null;
  if (!process.env.DISPLAY && !process.env.WAYLAND_DISPLAY) return 'there is no screen here';
  return process.getuid?.() === 0 ? 'Electron keeps its sandbox and so does not run as root' : null;
}

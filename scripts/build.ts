// Builds what is stale: when any source is newer than the last whole build. Says which it did.
import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';

const stamp = 'out/built';
const sources = ['src-main', 'src-renderer', 'assets'];
const configs = ['package.json', 'package-lock.json', 'electron.vite.config.ts', 'tsconfig.base.json'];

const timeOf = (file: string) => statSync(file, { throwIfNoEntry: false })?.mtimeMs;

function newestSource(): number {
  const files = sources.flatMap((root) =>
    readdirSync(root, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => path.join(entry.parentPath, entry.name)),
  );
  return Math.max(...[...files, ...configs].map((file) => timeOf(file) ?? 0));
}

/** True when a build ran. Throws when it failed. */
export function buildIfStale(): boolean {
  const builtAt = timeOf(stamp);
  if (builtAt !== undefined && builtAt >= newestSource()) return false;
  const startedAt = new Date();
  console.error('portolan: building (some sources are newer than the last build)');
  const vite = spawnSync(
    process.execPath,
    ['node_modules/electron-vite/bin/electron-vite.js', 'build', '--logLevel', 'warn'],
    {
      stdio: ['ignore', 'inherit', 'inherit'],
    },
  );
  if (vite.status !== 0) throw new Error('the build failed');
  mkdirSync(path.dirname(stamp), { recursive: true });
  writeFileSync(stamp, `${startedAt.toISOString()}\n`);
  return true;
}

if (import.meta.main) {
  if (!buildIfStale()) console.error('portolan: the build is up to date');
}

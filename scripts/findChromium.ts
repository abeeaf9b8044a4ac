// Finds a Chromium for the browser tests, or installs one, and says what it did. Prints the path as the last line.
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chromium } from '@playwright/test';

const systemPaths = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
];

const say = (line: string) => console.error(`chromium: ${line}`);

/** A Chromium that is there already; nothing is installed. */
export function presentChromium(): { path: string; from: string } | null {
  const named = process.env.PORTOLAN_CHROMIUM;
  if (named !== undefined && named !== '') {
    if (!existsSync(named)) throw new Error(`PORTOLAN_CHROMIUM names ${named}, which is not there`);
    return { path: named, from: 'PORTOLAN_CHROMIUM' };
  }
  const playwrights = chromium.executablePath();
  if (existsSync(playwrights)) return { path: playwrights, from: "Playwright's own" };
  const system = systemPaths.find((path) => existsSync(path));
  return system === undefined ? null : { path: system, from: "the system's" };
}

/** Playwright's download first; where that does not answer, Debian's package as root. */
function install(): void {
  say("none found; trying Playwright's download (up to 3 minutes)");
  const download = spawnSync(process.execPath, ['node_modules/@playwright/test/cli.js', 'install', 'chromium'], {
    stdio: ['ignore', 'ignore', 'ignore'],
    timeout: 180_000,
  });
  if (download.status === 0) return;
  const isRootOnDebian = process.getuid?.() === 0 && existsSync('/etc/debian_version');
  if (!isRootOnDebian) throw new Error('no Chromium: install one, or name it in PORTOLAN_CHROMIUM');
  say("Playwright's download did not answer; installing Debian's package chromium");
  const environment = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  for (const words of [['update'], ['install', '-y', '--no-install-recommends', 'chromium']]) {
    execFileSync('apt-get', ['-qq', ...words], { stdio: ['ignore', 'ignore', 'inherit'], env: environment });
  }
}

/** Absolute path of a Chromium that is there now. */
export function findChromium(): string {
  let found = presentChromium();
  if (found === null) {
    install();
    found = presentChromium();
  }
  if (found === null) throw new Error('no Chromium after installing it');
  say(`using ${found.from}: ${found.path}`);
  return found.path;
}

if (import.meta.main) console.log(findChromium());

import { spawn } from 'node:child_process';
import type { Browser } from '../ports/browser.ts';

type Command = readonly [program: string, ...leading: string[]];

/** https anywhere, http only at this computer (a development or lab sign-in). */
function isAllowed(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, hostname, username, password } = new URL(text);
  if (username || password) return false;
  return protocol === 'https:' || (protocol === 'http:' && (hostname === '127.0.0.1' || hostname === 'localhost'));
}

/** The `BROWSER` list first (programs divided by `:`, as xdg-open reads it), then the system's own opener. */
function commandsFor(platform: NodeJS.Platform, env: NodeJS.ProcessEnv): readonly Command[] {
  const named = (env.BROWSER ?? '').split(platform === 'win32' ? ';' : ':').filter((part) => part.trim() !== '');
  const own = named.map((text): Command => {
    const [program = '', ...leading] = text.trim().split(/\s+/);
    return [program, ...leading];
  });
  if (platform === 'darwin') return [...own, ['open']];
  // `start` is a word of the shell; this is the program behind it, and it takes an address as one plain argument.
  if (platform === 'win32') return [...own, ['rundll32.exe', 'url.dll,FileProtocolHandler']];
  const hasDisplay = Boolean(env.DISPLAY || env.WAYLAND_DISPLAY);
  return hasDisplay ? [...own, ['xdg-open'], ['gio', 'open']] : own;
}

/**
 * Whether the person sits at another computer (SSH): a redirect to this one would not reach their browser. A machine
 * without a screen is not enough: the screens are looked at in some browser of this machine or through a tunnel.
 */
export const isRemoteSession = (env: NodeJS.ProcessEnv = process.env): boolean =>
  Boolean(env.SSH_CONNECTION || env.SSH_TTY);

/** An opener that ends badly within this time had no browser to give the address to. */
const verdictMs = 1_500;

function tryCommand([program, ...leading]: Command, url: string): Promise<boolean> {
  const withPlace = leading.some((part) => part.includes('%s'));
  const args = withPlace ? leading.map((part) => part.replaceAll('%s', url)) : [...leading, url];
  return new Promise((resolve) => {
    const child = spawn(program, args, { detached: true, stdio: 'ignore', shell: false, windowsHide: true });
    const timer = setTimeout(() => resolve(true), verdictMs);
    const settle = (opened: boolean) => {
      clearTimeout(timer);
      resolve(opened);
    };
    child.once('error', () => settle(false));
    child.once('exit', (code) => settle(code === 0));
    child.unref();
  });
}

export function createSystemBrowser({
  platform = process.platform,
  env = process.env,
}: {
  readonly platform?: NodeJS.Platform;
  readonly env?: NodeJS.ProcessEnv;
} = {}): Browser {
  return {
    async open(url) {
      if (!isAllowed(url)) return false;
      for (const command of commandsFor(platform, env)) {
        if (await tryCommand(command, new URL(url).href)) return true;
      }
      return false;
    },
  };
}

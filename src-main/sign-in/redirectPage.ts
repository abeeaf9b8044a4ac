import { createHash } from 'node:crypto';
import type { ServerResponse } from 'node:http';

export type RedirectPage = 'done' | 'notDone' | 'refused';

const words: Readonly<Record<RedirectPage, { readonly title: string; readonly text: string }>> = {
  done: { title: 'You can close this tab', text: 'Portolan has what it needs and goes on by itself.' },
  notDone: { title: 'Sign-in was not completed', text: 'Go back to Portolan to see why. You can close this tab.' },
  refused: { title: 'Nothing to see here', text: 'This address only answers the sign-in that is under way.' },
};

/** Takes the code out of the address bar and the history. The only script, named by its hash in the policy. */
const script = "history.replaceState(null,'',location.pathname)";
const style =
  'body{font:16px/1.5 system-ui,sans-serif;margin:20vh auto;max-width:32rem;padding:0 1rem;color-scheme:light dark}';

const hashed = (text: string) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;

const headers = {
  'content-type': 'text/html; charset=utf-8',
  'content-security-policy': `default-src 'none'; script-src ${hashed(script)}; style-src ${hashed(style)}; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
  'cache-control': 'no-store',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  connection: 'close',
};

const bodyOf = ({ title, text }: { readonly title: string; readonly text: string }) =>
  `<!doctype html><html lang="en"><meta charset="utf-8"><title>${title}</title><style>${style}</style>` +
  `<h1>${title}</h1><p>${text}</p><script>${script}</script></html>\n`;

/** Sends a fixed page; nothing of the request is in it. */
export function sendRedirectPage(response: ServerResponse, status: number, page: RedirectPage): void {
  response.writeHead(status, headers).end(bodyOf(words[page]));
}

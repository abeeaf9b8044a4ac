import { randomBytes } from 'node:crypto';
import type { Context } from 'hono';
import { html, raw } from 'hono/html';
import { pageStyle } from './loginStyle.ts';
import type { LabPerson } from './world.ts';

/** What `html` gives: text whose interpolated values are escaped. */
type Markup = ReturnType<typeof html>;

interface Page {
  readonly body: string;
  readonly headers: Readonly<Record<string, string>>;
}

/**
 * One look for every page of the lab's sign-in servers. `form-action` names loopback hosts because browsers apply it
 * to the redirects after a form as well, and the last one leads back to the app.
 */
async function page(title: string, content: Markup, script = ''): Promise<Page> {
  const nonce = randomBytes(16).toString('base64');
  const body = await html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title} · Practice lab</title>
<style nonce="${nonce}">${raw(pageStyle)}</style>
</head>
<body>
<header class="lab"><strong>Practice lab.</strong> This page and everything behind it run on this computer only.</header>
<main>
<h1>${title}</h1>
${content}
</main>
${script === '' ? '' : html`<script nonce="${nonce}">${raw(script)}</script>`}
</body>
</html>`;
  const policy = [
    "default-src 'none'",
    `style-src 'nonce-${nonce}'`,
    ...(script === '' ? [] : [`script-src 'nonce-${nonce}'`]),
    "form-action 'self' http://127.0.0.1:* http://localhost:*",
    "frame-ancestors 'none'",
    "base-uri 'none'",
  ];
  return {
    body: body.toString(),
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': policy.join('; '),
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'cache-control': 'no-store',
    },
  };
}

export const sendPage = (c: Context, { body, headers }: Page, status: 200 | 400 = 200): Response =>
  c.body(body, status, headers);

/** Step 1: who signs in. */
export const choosePage = (at: {
  readonly action: string;
  readonly serviceName: string;
  readonly clientName: string;
  readonly message: string | undefined;
  readonly people: readonly LabPerson[];
}): Promise<Page> =>
  page(
    `Sign in to ${at.serviceName}`,
    html`<p>${at.clientName} asks you to sign in. Choose one of the lab's people; there is no password.</p>
${at.message === undefined ? '' : html`<p><strong>${at.message}</strong></p>`}
${
  at.people.length === 0
    ? html`<p>None of the lab's people has the identity that is asked for.</p>
<form method="post" action="${at.action}"><button name="decision" value="deny">Back to ${at.clientName}</button></form>`
    : html`<form method="get" action="${at.action}">${at.people.map(
        ({ id, name, username }) => html`
<div class="row"><button class="main" name="as" value="${id}">Continue as ${name}</button><span class="soft">${username}</span></div>`,
      )}
</form>`
}`,
  );

/** Step 2: what is asked, in plain words. */
export const allowPage = (at: {
  readonly action: string;
  readonly serviceName: string;
  readonly clientName: string;
  readonly label: string | undefined;
  readonly message: string | undefined;
  readonly person: LabPerson;
  readonly asks: readonly string[];
}): Promise<Page> =>
  page(
    `Allow ${at.clientName}?`,
    html`${at.message === undefined ? '' : html`<p><strong>${at.message}</strong></p>`}
<p>${at.clientName} asks ${at.serviceName} for leave to:</p>
<ul>${at.asks.map((ask) => html`<li>${ask}</li>`)}</ul>
${at.label === undefined ? '' : html`<p class="soft">It calls itself “${at.label}”.</p>`}
<p>You are signed in as <strong>${at.person.name}</strong> (${at.person.username}).
<a href="${at.action}?choose=again">Sign in as somebody else</a></p>
<form method="post" action="${at.action}" class="row">
<input type="hidden" name="as" value="${at.person.id}">
<button class="main" name="decision" value="allow">Allow</button>
<button name="decision" value="deny">Deny</button>
</form>`,
  );

const copyScript = `
const button = document.querySelector('button');
const said = document.querySelector('[role=status]');
button.addEventListener('click', async () => {
  const code = document.querySelector('.code');
  try { await navigator.clipboard.writeText(code.textContent); said.textContent = 'Copied.'; }
  catch { getSelection().selectAllChildren(code); said.textContent = 'Selected: press Ctrl+C or ⌘C.'; }
});`;

/** Shown where the browser is not on the app's computer: the code to carry over by hand. */
export const codePage = (code: string): Promise<Page> =>
  page(
    'Your sign-in code',
    html`<p>Copy this code and paste it into the app that asked for it. It works once, for ten minutes.</p>
<code class="code">${code}</code>
<div class="row"><button class="main" type="button">Copy code</button><span role="status"></span></div>`,
    copyScript,
  );

/** Something went wrong before or instead of going back to the app. */
export const problemPage = (
  title: string,
  says: string,
  details: Readonly<Record<string, string | undefined>>,
): Promise<Page> =>
  page(
    title,
    html`<p>${says}</p>
<ul class="soft">${Object.entries(details).map(([name, value]) => (value ? html`<li>${name}: ${value}</li>` : ''))}</ul>`,
  );

export const signedOutPage = (serviceName: string, back: { readonly name: string; readonly url: string } | undefined) =>
  page(
    'You are signed out',
    html`<p>${serviceName} does not remember who you were. Apps keep what you allowed them until they sign out themselves.</p>
${back === undefined ? '' : html`<p><a href="${back.url}">Back to ${back.name}</a></p>`}`,
  );

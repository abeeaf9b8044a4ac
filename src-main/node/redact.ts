/** Facts whose name says that their value is a secret. */
const secretName = /(token|secret|password|passphrase|authorization|cookie|credential|verifier|assertion|api[-_]?key)/i;

/** In an address or a form: the value behind a secret's name. */
const secretPair =
  /((?:access_|refresh_|id_)?token|code|state|nonce|code_verifier|code_challenge|client_secret|password|ticket)=([^&\s"'#]+)/gi;

const patterns: readonly RegExp[] = [
  /\b(Bearer|Basic|Token|SREGISTRY-HMAC-SHA256)\s+[\w.~+/=,-]{8,}/gi,
  /\beyJ[\w-]{8,}\.[\w-]*(\.[\w-]*)?/g,
  // A registry's token is 40 hex characters exactly; digests (32 and 64) stay readable.
  /(?<![0-9a-f])[0-9a-f]{40}(?![0-9a-f])/gi,
];

/** Long, mixed and random-looking: what every authorization server hands out. Digests are of one case and pass. */
const opaqueWord = /[\w-]{32,}/g;
const looksRandom = (word: string) => /[a-z]/.test(word) && /[A-Z]/.test(word) && /\d/.test(word);

const hidden = '[hidden]';
const longest = 4_000;
/** Control characters would let a remote text forge lines or colour a terminal. */
const controls = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g;

export function redactText(text: string): string {
  let clean = text.slice(0, longest).replace(secretPair, `$1=${hidden}`);
  for (const pattern of patterns) clean = clean.replace(pattern, hidden);
  return clean.replace(opaqueWord, (word) => (looksRandom(word) ? hidden : word)).replace(controls, '\uFFFD');
}

function errorFacts(error: Error, depth: number): Record<string, unknown> {
  const { code, facts } = error as Error & { code?: unknown; facts?: unknown };
  return {
    name: error.name,
    message: redactText(error.message),
    ...(typeof code === 'string' || typeof code === 'number' ? { code } : {}),
    ...(facts === undefined ? {} : { facts: redact(facts, depth + 1) }),
    ...(error.stack ? { stack: redactText(error.stack) } : {}),
    // Only errors: a library's `cause` may be a parsed answer with the tokens in it.
    ...(error.cause instanceof Error ? { cause: redact(error.cause, depth + 1) } : {}),
  };
}

/** A copy fit for a log: secrets by name or by look are hidden, errors told without their bodies. */
export function redact(value: unknown, depth = 0): unknown {
  if (typeof value === 'string') return redactText(value);
  if (value === null || typeof value === 'number' || typeof value === 'boolean') return value;
  if (typeof value === 'bigint') return value.toString();
  if (typeof value !== 'object') return undefined;
  if (depth > 6) return '[deep]';
  if (value instanceof Error) return errorFacts(value, depth);
  if (value instanceof URL) return redactText(value.href);
  if (ArrayBuffer.isView(value)) return `[${value.byteLength} bytes]`;
  if (Array.isArray(value)) return value.slice(0, 200).map((entry) => redact(entry, depth + 1));
  return Object.fromEntries(
    Object.entries(value)
      .slice(0, 200)
      .map(([name, entry]) => [name, secretName.test(name) && entry !== null ? hidden : redact(entry, depth + 1)]),
  );
}

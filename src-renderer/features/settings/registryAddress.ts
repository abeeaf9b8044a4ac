/** What a person types as an address, as the address it means: `containers.lab.edu` → `https://containers.lab.edu/`. */
export function registryUrlOf(typed: string): string | null {
  const text = typed.trim();
  // Chromium takes blanks in a host's name.
  if (text === '' || /\s/.test(text)) return null;
  const hasScheme = /^[a-z][a-z0-9+.-]*:\/\//i.test(text);
  const isLocal = /^(localhost|127\.0\.0\.1|\[::1\])(:|\/|$)/i.test(text);
  try {
    const url = new URL(hasScheme ? text : `${isLocal ? 'http' : 'https'}://${text}`);
    if (url.protocol !== 'https:' && url.protocol !== 'http:') return null;
    return url.href.endsWith('/') ? url.href : `${url.href}/`;
  } catch {
    return null; // not an address in any reading
  }
}

/*
 * What settings take that are typed: the same for the schemas and for the page, which may not run schemas.
 */

/** Empty, or `http://host:port`. A name and password have places of their own. */
export function isProxyUrl(text: string): boolean {
  if (text === '') return true;
  if (!URL.canParse(text)) return false;
  const { protocol, hostname, username, password } = new URL(text);
  return /^https?:$/.test(protocol) && hostname !== '' && username === '' && password === '';
}

/** `22:00-07:00`, in the computer's own time. */
export const isDayHours = (text: string): boolean => /^([01]\d|2[0-3]):[0-5]\d-([01]\d|2[0-3]):[0-5]\d$/.test(text);

export const isFeedUrl = (text: string): boolean => text === '' || /^https:\/\/\S+$/.test(text);

/** Divided by commas. */
export const listFromText = (text: string): string[] =>
  text.trim() === '' ? [] : text.split(',').map((part) => part.trim());

export const settingText = (value: unknown): string =>
  Array.isArray(value) ? value.map(String).join(',') : String(value ?? '');

export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };
export type JsonObject = { readonly [key: string]: Json };
export type Scalar = boolean | number | string;

/** `a.b\.c` → `a`, `b.c`. */
export function fieldPath(fieldName: string): string[] {
  const names: string[] = [];
  let name = '';
  for (let at = 0; at < fieldName.length; at += 1) {
    const letter = fieldName.charAt(at);
    if (letter === '\\' && at + 1 < fieldName.length) name += fieldName.charAt(++at);
    else if (letter === '.') {
      names.push(name);
      name = '';
    } else name += letter;
  }
  return [...names, name];
}

const isObject = (value: Json): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** All values a field has; lists count as several values, also on the way there. */
export function valuesAt(content: Json, path: readonly string[]): Scalar[] {
  if (Array.isArray(content)) return content.flatMap((part: Json) => valuesAt(part, path));
  const [name, ...rest] = path;
  if (name === undefined) return content === null || typeof content === 'object' ? [] : [content];
  if (!isObject(content)) return [];
  const next = Object.hasOwn(content, name) ? content[name] : undefined;
  return next === undefined ? [] : valuesAt(next, rest);
}

export type FieldType = 'string' | 'number' | 'boolean' | 'date';

/** Dates are what looks like one, as in the index behind the real service. */
function typeOf(value: Scalar): FieldType {
  if (typeof value === 'string')
    return /^\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:?\d\d)?)?$/.test(value)
      ? 'date'
      : 'string';
  return typeof value === 'number' ? 'number' : 'boolean';
}

/** Every field of a content with the type of its first value; names escape their dots. */
export function fieldTypes(content: Json, prefix = ''): Map<string, FieldType> {
  const types = new Map<string, FieldType>();
  const add = (name: string, value: Json): void => {
    if (Array.isArray(value)) for (const part of value) add(name, part);
    else if (isObject(value)) for (const [field, type] of fieldTypes(value, `${name}.`)) types.set(field, type);
    else if (value !== null && !types.has(name)) types.set(name, typeOf(value as Scalar));
  };
  if (isObject(content))
    for (const [key, value] of Object.entries(content)) add(`${prefix}${key.replace(/[.\\]/g, '\\$&')}`, value);
  return types;
}

/** How deep lists and objects are nested. */
export function depthOf(value: Json): number {
  if (typeof value !== 'object' || value === null) return 0;
  return 1 + Math.max(0, ...Object.values(value).map(depthOf));
}

/** All texts of a content, for full-text search. */
export function textsOf(value: Json): string[] {
  if (typeof value === 'string') return [value];
  if (typeof value === 'number' || typeof value === 'boolean') return [String(value)];
  return value === null ? [] : Object.values(value).flatMap(textsOf);
}

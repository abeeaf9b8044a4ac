import { AppError, type ErrorFacts } from '../contract/errors.ts';

/** What an HTTP exchange gave; header names are lower-case. */
export interface ReceivedAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
}

export const isJsonAnswer = ({ headers }: Pick<ReceivedAnswer, 'headers'>): boolean =>
  /^application\/([\w.-]+\+)?json\b/i.test(headers['content-type'] ?? '');

/** Whether the text breaks off inside a string, an array or an object. */
function breaksOff(text: string): boolean {
  let depth = 0;
  let isInString = false;
  for (let at = 0; at < text.length; at += 1) {
    const character = text[at];
    if (isInString) {
      if (character === '\\') at += 1;
      else if (character === '"') isInString = false;
    } else if (character === '"') isInString = true;
    else if (character === '{' || character === '[') depth += 1;
    else if (character === '}' || character === ']') depth -= 1;
  }
  return isInString || depth > 0;
}

/**
 * The JSON value of an answer, whatever its status.
 * @throws AppError `answer.notJson` for HTML, nothing at all or other text, `answer.cut` for JSON that breaks off.
 */
export function jsonOf(answer: ReceivedAnswer, facts: ErrorFacts = {}): unknown {
  const told = { ...facts, status: answer.status };
  if (!isJsonAnswer(answer) || answer.body.byteLength === 0) throw new AppError('answer.notJson', { facts: told });
  const text = new TextDecoder().decode(answer.body);
  try {
    return JSON.parse(text);
  } catch {
    // The parser's own message quotes the body, so it is left behind.
    throw new AppError(breaksOff(text) ? 'answer.cut' : 'answer.notJson', { facts: told });
  }
}

/** A JSON object's own fields, or null for anything else. */
export const asRecord = (value: unknown): Readonly<Record<string, unknown>> | null =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : null;

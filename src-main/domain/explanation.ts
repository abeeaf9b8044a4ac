import { type Explanation, explanationOf } from '../contract/explanation.ts';
import { explainTaskCode, isFine } from './explainTask.ts';
import { hostileText } from './hostileText.ts';

/**
 * What one of Globus's own task words means: an event's code, a `nice_status`, a `fatal_error.code`. null for a word that
 * says nothing is wrong. A word that is not known here is shown as it is.
 */
export function explainTaskWord(word: string): Explanation | null {
  const raw = hostileText(word, 200);
  if (isFine(raw)) return null;
  const code = explainTaskCode(raw);
  if (code !== null) return { ...explanationOf({ code, facts: { errorEventCode: raw } }), raw };
  return { code: 'endpoint.trouble', cause: raw, whoCanFix: 'globus', action: 'wait', isRetryable: true, raw };
}

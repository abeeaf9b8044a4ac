import { describe, expect, it } from 'vitest';
import { asRecord, jsonOf } from '../../../src-main/domain/httpAnswers.ts';

const answer = (text: string, type: string | null = 'application/json', status = 200) => ({
  status,
  headers: type === null ? {} : { 'content-type': type },
  body: new TextEncoder().encode(text),
});
const codeOf = (text: string, type?: string | null) => {
  try {
    jsonOf(answer(text, type));
    return null;
  } catch (error) {
    return (error as { code: string }).code;
  }
};

describe('reading answers', () => {
  it.each(['application/json', 'application/json; charset=utf-8', 'application/vnd.x+json', 'Application/JSON'])(
    'reads %s',
    (type) => expect(jsonOf(answer('{"a":1}', type))).toEqual({ a: 1 }),
  );

  it.each([['text/html'], [null], ['text/plain'], ['application/jsonp']])('does not take %s for JSON', (type) =>
    expect(codeOf('{"a":1}', type)).toBe('answer.notJson'),
  );

  const whole = JSON.stringify({ results: [{ name: 'a"}]\\' }, { name: 'b' }] });
  it('sees at every place that the text was cut', () => {
    for (let length = 1; length < whole.length; length += 1) expect(codeOf(whole.slice(0, length))).toBe('answer.cut');
  });

  it.each(['', 'hello', '<html></html>', '{"a":1}}', "{'a':1}"])('does not call %j cut', (text) =>
    expect(codeOf(text)).toBe('answer.notJson'),
  );

  it('quotes nothing of the body', () => {
    let caught: unknown;
    try {
      jsonOf(answer('{"token":"s3cret', 'application/json', 200));
    } catch (error) {
      caught = error;
    }
    expect(JSON.stringify(caught)).not.toContain('s3cret');
    expect((caught as Error).cause).toBeUndefined();
  });

  it('survives deep nesting', () => {
    expect(codeOf('['.repeat(100_000))).toBe('answer.cut');
  });

  it('tells objects from other values', () => {
    expect(asRecord({ a: 1 })).toEqual({ a: 1 });
    for (const value of [null, [], 429, 'x', undefined]) expect(asRecord(value)).toBeNull();
  });
});

/**
 * Text out of a file nobody vouches for: invalid UTF-8 becomes U+FFFD; control characters (but line feed and tab) and
 * the characters that reverse or hide neighbouring text go. C and C++ names end at the first NUL, so does `untilNul`.
 */
const unwanted = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/gu;

const decoder = new TextDecoder('utf-8');

export const plainText = (bytes: Uint8Array): string => cleanText(decoder.decode(bytes));

export const cleanText = (text: string): string => text.replaceAll('\r\n', '\n').replace(unwanted, '').toWellFormed();

export const untilNul = (bytes: Uint8Array): Uint8Array => {
  const end = bytes.indexOf(0);
  return end === -1 ? bytes : bytes.subarray(0, end);
};

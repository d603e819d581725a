import { quoteWidth } from './string-end.js';

/** What one string token is worth. */
export type StringValue =
  /** `before` and `after`: how many characters of the token do not belong to the text. `verbatim`: the others are the text as it is. */
  | { readonly kind: 'string'; readonly text: string; readonly before: number; readonly after: number; readonly verbatim: boolean }
  | { readonly kind: 'computed'; readonly reason: string };

/** Why bytes cannot be read as a string. */
export const BYTES_REASON = 'bytes are no string';

const simpleEscapes: ReadonlyMap<string, string> = new Map([
  ['\\', '\\'],
  ["'", "'"],
  ['"', '"'],
  ['a', '\x07'],
  ['b', '\b'],
  ['f', '\f'],
  ['n', '\n'],
  ['r', '\r'],
  ['t', '\t'],
  ['v', '\v'],
  ['\n', ''],
]);

const escapeSequence = /\\(?:([0-7]{1,3})|x([\da-fA-F]{2})|u([\da-fA-F]{4})|U([\da-fA-F]{8})|([^]))/g;

/** Decodes a string token, prefix and quotes included. */
export function decodeString(token: string): StringValue {
  const prefix = /^[A-Za-z]*/.exec(token)?.[0] ?? '';
  if (/[bB]/.test(prefix)) return { kind: 'computed', reason: BYTES_REASON };
  const width = quoteWidth(token, prefix.length) === 3 && token.length >= prefix.length + 6 ? 3 : 1;
  const before = prefix.length + width;
  const raw = token.slice(before, -width);
  // Python reads source with universal newlines: a CRLF inside a string is one \n.
  const source = raw.includes('\r') ? raw.replace(/\r\n?/g, '\n') : raw;
  if (/[rR]/.test(prefix) || !source.includes('\\')) {
    return { kind: 'string', text: source, before, after: width, verbatim: source === raw };
  }
  return unescapeString(source, before, width);
}

function unescapeString(source: string, before: number, after: number): StringValue {
  let broken = '';
  const text = source.replace(escapeSequence, (all: string, octal?: string, ...rest: (string | undefined)[]) => {
    const [short, long, wide, other = ''] = rest;
    const code = octal === undefined ? Number.parseInt(short ?? long ?? wide ?? '', 16) : Number.parseInt(octal, 8);
    if (code <= 0x10ffff) return String.fromCodePoint(code);
    if ('NxuU'.includes(other) || code > 0x10ffff) broken = all;
    return simpleEscapes.get(other) ?? all;
  });
  if (broken === '') return { kind: 'string', text, before, after, verbatim: text === source };
  return { kind: 'computed', reason: broken === '\\N' ? 'a character by its Unicode name' : `a broken escape ${broken}` };
}

import type { ReadingFailure } from '@oneleaf/core';
import { isLineBreak, isQuote } from './characters.js';
import { endOfString } from './string-end.js';

declare class TextDecoder {
  constructor(label: string, options: { ignoreBOM: boolean });
  decode(bytes: Uint8Array): string;
}

/** Python's codec names, lower-cased and with `_` as `-`, that a decoder of the platform knows under the same mapping. */
const decoderLabels: ReadonlyMap<string, string> = new Map([
  ['cp1250', 'windows-1250'],
  ['cp1251', 'windows-1251'],
  ['windows-1250', 'windows-1250'],
  ['windows-1251', 'windows-1251'],
  ['iso-8859-2', 'iso-8859-2'],
  ['iso-8859-15', 'iso-8859-15'],
  ['koi8-r', 'koi8-r'],
  ['gbk', 'gbk'],
  ['gb18030', 'gb18030'],
  ['big5', 'big5'],
  ['euc-jp', 'euc-jp'],
  ['euc-kr', 'euc-kr'],
]);

const utf8 = /^(?:utf-?8(?:-.*)?|utf-?|u8|cp65001)$/;
const latin1 = /^(?:latin-?1|iso-?8859-1|iso-latin-1|l1|cp819|8859)(?:-.*)?$/;
const ascii = /^(?:us-)?ascii$/;
const cookie = /^[ \t\f]*#.*?coding[:=][ \t]*([-\w.]+)/;
const blank = /^[ \t\f]*(?:#.*)?$/;

/** The text of a Python file, a byte-order mark kept, or why it has none: decoded as CPython does (PEP 263, PEP 3120). */
export function decodeSource(bytes: Uint8Array): string | ReadingFailure {
  const codec = declaredEncoding(bytes).toLowerCase().replaceAll('_', '-');
  const marked = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
  if (utf8.test(codec)) return fromUtf8(bytes);
  return marked ? encodingProblem(`it has a UTF-8 byte-order mark and declares ${codec}`) : fromCodec(codec, bytes);
}

function fromCodec(codec: string, bytes: Uint8Array): string | ReadingFailure {
  if (latin1.test(codec)) return fromLatin1(bytes);
  if (ascii.test(codec)) return bytes.some(byte => byte > 0x7f) ? encodingProblem('it is not ASCII, as it declares') : fromUtf8(bytes);
  if (/^(?:cp|windows-)1252$/.test(codec)) return fromWindows1252(bytes);
  const label = decoderLabels.get(codec);
  if (label === undefined) return encodingProblem(`it declares the encoding ${codec}, which is not read`);
  const text = new TextDecoder(label, { ignoreBOM: true }).decode(bytes);
  return text.includes('\uFFFD') ? encodingProblem(`it is not ${codec}, as it declares`) : text;
}

/** What Windows-1252 has at 0x80 to 0x9F; a blank where it has nothing. */
const windows1252 = '€ ‚ƒ„…†‡ˆ‰Š‹Œ Ž  ‘’“”•–—˜™š›œ žŸ';

/** Decoded here: Node 20 reads `windows-1252` as Latin-1 (nodejs/node#56542). */
function fromWindows1252(bytes: Uint8Array): string | ReadingFailure {
  const text = fromLatin1(bytes).replace(/[\x80-\x9f]/g, char => windows1252.charAt(char.charCodeAt(0) - 0x80));
  return bytes.some(byte => windows1252.charAt(byte - 0x80) === ' ') ? encodingProblem('it is not Windows-1252, as it declares') : text;
}

function encodingProblem(reason: string): ReadingFailure {
  return { kind: 'encoding', reason };
}

/** The cookie of the first line, or of the second when the first holds no code. */
function declaredEncoding(bytes: Uint8Array): string {
  const [first = '', second = ''] = fromLatin1(bytes.subarray(0, 400))
    .replace(/^ï»¿/, '')
    .split(/\r\n|\r|\n/, 2);
  const found = cookie.exec(first) ?? (blank.test(first) ? cookie.exec(second) : null);
  return found?.[1] ?? 'utf-8';
}

function fromUtf8(bytes: Uint8Array): string | ReadingFailure {
  const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
  const isMalformed = text.includes('\uFFFD') && countReplacements(text) !== countEncodedReplacements(bytes);
  return isMalformed && hasReplacementInCode(text) ? encodingProblem('it is not UTF-8, and no encoding cookie says what else') : text;
}

/** CPython (3.6 to 3.13, seen by compiling bytes) decodes names and strings only: comments may hold any byte but NUL. */
function hasReplacementInCode(text: string): boolean {
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === REPLACEMENT) return true;
    if (code === HASH) at = endOfLine(text, at);
    else if (isQuote(code)) {
      const end = endOfString(text, at, text.length);
      if (end < 0 || text.slice(at, end).includes('\uFFFD')) return true;
      at = end - 1;
    }
  }
  return false;
}

const REPLACEMENT = 0xfffd;
const HASH = 35;

function endOfLine(text: string, at: number): number {
  let end = at;
  while (end < text.length && !isLineBreak(text.charCodeAt(end))) end += 1;
  return end;
}

function countReplacements(text: string): number {
  return text.split('\uFFFD').length - 1;
}

/** How often the bytes spell U+FFFD itself. A decoder adds one for each malformed sequence, so more in the text than here means malformed bytes. */
function countEncodedReplacements(bytes: Uint8Array): number {
  let found = 0;
  for (let at = bytes.indexOf(0xef); at >= 0; at = bytes.indexOf(0xef, at + 1)) {
    if (bytes[at + 1] === 0xbf && bytes[at + 2] === 0xbd) found += 1;
  }
  return found;
}

function fromLatin1(bytes: Uint8Array): string {
  let text = '';
  for (let at = 0; at < bytes.length; at += 8192) text += String.fromCharCode(...bytes.subarray(at, at + 8192));
  return text;
}

const conflictMarker = /^(?:<{7}|>{7})(?: .*)?$/m;

/** What makes the text unfit to be read at all, before any grammar. */
export function sourceProblem(text: string): ReadingFailure | undefined {
  // A line of seven = alone is a heading's underline in many docstrings; git never leaves it without one of the other two.
  const found = text.includes('<<<<<<<') || text.includes('>>>>>>>') ? conflictMarker.exec(text) : null;
  if (found) {
    return {
      kind: 'conflict-markers',
      reason: `conflict marker: ${found[0].trimEnd().slice(0, 80)}`,
      span: { start: found.index, end: found.index + found[0].length },
    };
  }
  const zero = text.indexOf('\0');
  return zero < 0 ? undefined : { kind: 'syntax', reason: 'source code cannot contain null bytes', span: { start: zero, end: zero + 1 } };
}

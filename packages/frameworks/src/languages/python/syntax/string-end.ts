import { isLineBreak, isQuote } from './characters.js';

const backslash = 92;
const brace = 123;
const closingBrace = 125;
const stringPrefixes = /^(?:[rR]?[bB]|[bB][rR]|[uU]|[rR]|[fFtT][rR]?|[rR][fFtT]|[uU][rR])$/;

/** Whether a word right before a quote belongs to the string. Python 2's `ur` is let through: old files must lex. */
export function isStringPrefix(word: string): boolean {
  return stringPrefixes.test(word);
}

export function isTemplatePrefix(word: string): boolean {
  return /[fFtT]/.test(word);
}

/** How many quotes open the string at `at`: 1 or 3. */
export function quoteWidth(text: string, at: number): 1 | 3 {
  const code = text.charCodeAt(at);
  return text.charCodeAt(at + 1) === code && text.charCodeAt(at + 2) === code ? 3 : 1;
}

/** Where the string whose opening quote stands at `at` ends, after its closing quote; -1 when nothing closes it. */
export function endOfString(text: string, at: number, stop: number): number {
  const quote = text.charCodeAt(at);
  const width = quoteWidth(text, at);
  for (let here = at + width; here < stop; here += 1) {
    const code = text.charCodeAt(here);
    if (code === backslash) here += text.charCodeAt(here + 1) === 13 && text.charCodeAt(here + 2) === 10 ? 2 : 1;
    else if (code === quote && closesString(text, here, width)) return here + width <= stop ? here + width : -1;
    else if (width === 1 && isLineBreak(code)) return -1;
  }
  return -1;
}

function closesString(text: string, at: number, width: 1 | 3): boolean {
  return width === 1 || quoteWidth(text, at) === 3;
}

/** CPython's MAXFSTRINGLEVEL. */
const maxTemplateDepth = 150;

/**
 * Where an f- or t-string ends, by the grammar of Python 3.12, which takes every older one: fields may hold any quote, comments and line breaks.
 * -1 when nothing closes it.
 */
export function endOfTemplate(text: string, at: number, word: string, stop: number): number {
  return new TemplateReader(text, stop).template(at, /[rR]/.test(word), 0);
}

class TemplateReader {
  constructor(
    private readonly text: string,
    private readonly stop: number,
  ) {}

  template(at: number, raw: boolean, level: number): number {
    const width = quoteWidth(this.text, at);
    const quote = this.text.charCodeAt(at);
    for (let here = at + width; here >= 0 && here < this.stop && level < maxTemplateDepth;) {
      const code = this.text.charCodeAt(here);
      if (code === quote && closesString(this.text, here, width)) return here + width;
      if (width === 1 && isLineBreak(code)) return -1;
      here = this.piece(here, raw, level);
    }
    return -1;
  }

  /** One character, escape, doubled brace or field of the text between the quotes. */
  private piece(at: number, raw: boolean, level: number): number {
    const code = this.text.charCodeAt(at);
    if (code === backslash) return this.escape(at, raw);
    if (code !== brace && code !== closingBrace) return at + 1;
    if (this.text.charCodeAt(at + 1) === code) return at + 2;
    return code === brace ? this.field(at + 1, raw, level + 1) : at + 1;
  }

  private escape(at: number, raw: boolean): number {
    const next = this.text.charCodeAt(at + 1);
    if (next === brace || next === closingBrace) return at + 1;
    if (raw || !this.text.startsWith('N{', at + 1)) return at + 2;
    const end = this.text.indexOf('}', at);
    return end < 0 ? -1 : end + 1;
  }

  /** The expression after `{`, with its conversion and format; the position after the closing `}`. */
  private field(at: number, raw: boolean, level: number): number {
    let depth = 0;
    for (let here = at; here >= 0 && here < this.stop;) {
      const char = this.text.charAt(here);
      if (depth === 0 && char === '}') return here + 1;
      if (depth === 0 && char === ':') return this.format(here + 1, raw, level);
      if ('([{'.includes(char)) depth += 1;
      else if (')]}'.includes(char)) depth -= 1;
      here = this.code(here, level);
    }
    return -1;
  }

  /** One word, string, comment or other character of an expression. */
  private code(at: number, level: number): number {
    const word = /[A-Za-z_0-9]*/y;
    word.lastIndex = at;
    const [letters] = word.exec(this.text) ?? [''];
    const next = at + letters.length;
    if (isQuote(this.text.charCodeAt(next))) return this.nested(next, isStringPrefix(letters) ? letters : '', level);
    if (this.text.charAt(next) !== '#') return letters === '' ? at + 1 : next;
    const end = this.text.slice(next).search(/[\r\n]/);
    return end < 0 ? -1 : next + end;
  }

  private nested(at: number, word: string, level: number): number {
    return isTemplatePrefix(word) ? this.template(at, /[rR]/.test(word), level + 1) : endOfString(this.text, at, this.stop);
  }

  private format(at: number, raw: boolean, level: number): number {
    for (let here = at; here >= 0 && here < this.stop && level < maxTemplateDepth;) {
      const code = this.text.charCodeAt(here);
      if (code === closingBrace) return here + 1;
      if (code === brace) here = this.field(here + 1, raw, level + 1);
      else here = code === backslash ? this.escape(here, raw) : here + 1;
    }
    return -1;
  }
}

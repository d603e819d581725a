export function isQuote(code: number): boolean {
  return code === 34 || code === 39;
}

export function isLineBreak(code: number): boolean {
  return code === 10 || code === 13;
}

/** The bracket that closes `code`; 0 when it opens none. */
export function closerOf(code: number): number {
  if (code === 40) return 41;
  return code === 91 || code === 123 ? code + 2 : 0;
}

export function isCloser(code: number): boolean {
  return code === 41 || code === 93 || code === 125;
}

export function isDigit(code: number): boolean {
  return code >= 48 && code <= 57;
}

export function isWordStart(code: number): boolean {
  return (code >= 97 && code <= 122) || (code >= 65 && code <= 90) || code === 95 || code > 127;
}

const doubled = new Set(Array.from('*/<>', char => char.charCodeAt(0)));
const augmented = new Set(Array.from('=!<>+-*/%&|^@:', char => char.charCodeAt(0)));

/** Where the operator or other punctuation at `at` ends. */
export function endOfOperator(text: string, at: number): number {
  const code = text.charCodeAt(at);
  const next = text.charCodeAt(at + 1);
  if (code === 45 && next === 62) return at + 2;
  const end = doubled.has(code) && next === code ? at + 2 : at + 1;
  return augmented.has(code) && text.charCodeAt(end) === 61 ? end + 1 : end;
}

const foreign = /[^\p{XID_Continue}]/u;

/** Where the identifier or keyword at `at` ends; -1 when it holds a character that no identifier may. */
export function endOfWord(text: string, at: number, stop: number): number {
  let plain = true;
  for (let end = at; ; end += 1) {
    const code = end < stop ? text.charCodeAt(end) : 0;
    if (!isWordStart(code) && !isDigit(code)) return plain || !foreign.test(text.slice(at, end)) ? end : -1;
    if (code > 127) plain = false;
  }
}

/** Where the number at `at` ends, a following word taken in: what it is worth does not matter here. */
export function endOfNumber(text: string, at: number, stop: number): number {
  const decimal = !/[xX]/.test(text.charAt(at + 1));
  for (let end = at + 1; ; end += 1) {
    const code = end < stop ? text.charCodeAt(end) : 0;
    const sign = decimal && (code === 43 || code === 45) && /[eE]/.test(text.charAt(end - 1));
    if (!sign && code !== 46 && !isWordStart(code) && !isDigit(code)) return end;
  }
}

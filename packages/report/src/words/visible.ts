// Controls, format characters (direction marks, zero widths, tags), line separators, lone surrogates:
// what a terminal obeys, or a reader cannot see. All of it is legal in a path or a commit message.
const UNSEEN = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu;

const SHORT_ESCAPES: Readonly<Record<string, string>> = { '\n': String.raw`\n`, '\r': String.raw`\r`, '\t': String.raw`\t` };

/** The text with every character spelled out that would move the cursor, colour the line or turn its direction: ESC becomes `\x1b`. */
export function visible(text: string): string {
  return text.replace(UNSEEN, unseen => SHORT_ESCAPES[unseen] ?? escapeCodePoint(unseen.codePointAt(0) ?? 0));
}

function escapeCodePoint(code: number): string {
  const hex = code.toString(16);
  if (code > 0xffff) return `\\u{${hex}}`;
  return code > 0xff ? `\\u${hex.padStart(4, '0')}` : `\\x${hex.padStart(2, '0')}`;
}

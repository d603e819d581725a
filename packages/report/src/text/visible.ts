// C0, DEL, C1, zero-width and direction marks, line separators: what a terminal obeys, or a reader cannot see. All of it is legal in a path or a commit message.
// eslint-disable-next-line no-control-regex
const UNSEEN = /[\u0000-\u001f\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g;

const SHORT: Readonly<Record<string, string>> = { '\n': String.raw`\n`, '\r': String.raw`\r`, '\t': String.raw`\t` };

/** The text with every character spelled out that would move the cursor, colour the line or turn its direction: ESC becomes `\x1b`. */
export function visible(text: string): string {
  return text.replace(UNSEEN, unseen => SHORT[unseen] ?? spell(unseen.charCodeAt(0)));
}

function spell(code: number): string {
  return code <= 0xff ? `\\x${code.toString(16).padStart(2, '0')}` : `\\u${code.toString(16).padStart(4, '0')}`;
}

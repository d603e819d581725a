/** Half-open, UTF-16 code units: from a key to the end of its value. */
export interface Member {
  readonly key: string;
  readonly start: number;
  readonly end: number;
}

/** An object as it is written: JSON, a flow mapping of YAML, a literal of JavaScript. */
export interface Written {
  /** Behind the opening brace. */
  readonly open: number;
  readonly members: readonly Member[];
}

/** Puts a member first, set off as the first one was. The first place needs no look at commas and comments behind the last. */
export function withMember(text: string, { open, members }: Written, member: string): string {
  const blank = /^\s*/.exec(text.slice(open))?.[0] ?? '';
  return `${text.slice(0, open)}${blank}${member}${members.length === 0 ? '' : ','}${text.slice(open)}`;
}

/** Takes a member out with the blanks before it and one comma. */
export function withoutMember(text: string, { start, end }: Member): string {
  const from = text.slice(0, start).trimEnd().length;
  const comma = /^\s*,/.exec(text.slice(end));
  if (comma) return text.slice(0, from) + text.slice(end + comma[0].length);
  return text.slice(0, text[from - 1] === ',' ? from - 1 : from) + text.slice(end);
}

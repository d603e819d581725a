/** Half-open, UTF-16 code units: from a key to the end of its value. */
export interface ObjectMember {
  readonly key: string;
  readonly start: number;
  readonly end: number;
}

/** An object as it is written: JSON, a flow mapping of YAML, a literal of JavaScript; or a list, whose members have no keys. */
export interface ObjectText {
  /** Behind the opening brace or bracket. */
  readonly open: number;
  readonly members: readonly ObjectMember[];
}

/**
 * Puts a member first, or behind another one, set off as the first one was. There a comma always belongs between it and what it is put
 * before, or behind: no look at commas and comments behind the last is needed.
 */
export function withMember(text: string, { open, members }: ObjectText, member: string, after?: ObjectMember): string {
  const blank = /^\s*/.exec(text.slice(open))?.[0] ?? '';
  if (after) return `${text.slice(0, after.end)},${blank}${member}${text.slice(after.end)}`;
  return `${text.slice(0, open)}${blank}${member}${members.length === 0 ? '' : ','}${text.slice(open)}`;
}

/** Takes a member out with the blanks before it and one comma. */
export function withoutMember(text: string, { start, end }: ObjectMember): string {
  const from = text.slice(0, start).trimEnd().length;
  const comma = /^\s*,/.exec(text.slice(end));
  if (comma) return text.slice(0, from) + text.slice(end + comma[0].length);
  return text.slice(0, text[from - 1] === ',' ? from - 1 : from) + text.slice(end);
}

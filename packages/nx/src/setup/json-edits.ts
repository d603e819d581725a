import { parseJson } from '@nx/devkit';
import { isDeepStrictEqual } from 'node:util';
import { withMember, withoutMember, objectTextIn, type ObjectMember } from '@oneleaf/workflows/api';

/** Inserts an item at the start of a top-level list; undefined if the result would read differently. */
export function withItem(text: string, key: string, item: string): string | undefined {
  const list = objectTextIn(text, [key]);
  const changed = list ? withMember(text, list, JSON.stringify(item)) : withList(text, key, item);
  const content = parseObject(text);
  const items = toList(content[key]);
  return changed !== undefined && parsesTo(changed, { ...content, [key]: [item, ...items] }) ? changed : undefined;
}

function withList(text: string, key: string, item: string): string | undefined {
  const top = objectTextIn(text, []);
  if (!top) return undefined;
  const line = /^\s*/.exec(text.slice(top.open))?.[0] ?? '';
  const [before, after] = line.includes('\n') ? [line + line.replace(/^\s*\n/, ''), line] : [' ', ' '];
  // "$schema" stands first by convention.
  const schema = top.members.find(member => member.key === '$schema');
  return withMember(text, top, `${JSON.stringify(key)}: [${before}${JSON.stringify(item)}${after}]`, schema);
}

/** Removes items of a list, and the list if `withItem` created it. Undefined if the result would read differently. */
export function withoutItems(text: string, key: string, isGoing: (item: unknown) => boolean): string | undefined {
  const { [key]: known, ...others } = parseObject(text);
  const items = toList(known);
  const staying = items.filter(item => !isGoing(item));
  if (staying.length === items.length) return text;
  const whole = staying.length === 0 ? createdList(text, key) : undefined;
  const going = whole ? [whole] : (objectTextIn(text, [key])?.members ?? []).filter((_, index) => isGoing(items[index]));
  const changed = going.reduceRight((left, member) => withoutMember(left, member), text);
  return parsesTo(changed, whole ? others : { ...others, [key]: staying }) ? changed : undefined;
}

function createdList(text: string, key: string): ObjectMember | undefined {
  const list = objectTextIn(text, [key]);
  const made = list !== undefined && list.members[0]?.start !== list.open;
  return made ? objectTextIn(text, [])?.members.find(member => member.key === key) : undefined;
}

function parsesTo(text: string, expected: unknown): boolean {
  return isDeepStrictEqual(parseObject(text), expected);
}

function toList(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/** The text with an entry in the object at a top-level key, in the order of names; undefined where there is no such object. */
export function withEntry(text: string, key: string, [name, value]: readonly [name: string, value: string]): string | undefined {
  const written = objectTextIn(text, [key]);
  if (!written) return undefined;
  const entry = `${JSON.stringify(name)}: ${JSON.stringify(value)}`;
  const known = written.members.find(member => member.key === name);
  if (known) return text.slice(0, known.start) + entry + text.slice(known.end);
  return withMember(text, written, entry, written.members.filter(member => member.key < name).at(-1));
}

/** The text without an entry. */
export function withoutEntry(text: string, key: string, name: string): string {
  const known = objectTextIn(text, [key])?.members.find(member => member.key === name);
  return known ? withoutMember(text, known) : text;
}

/** What a JSON text says, which may have comments. */
export function parseObject(text: string): Readonly<Record<string, unknown>> {
  const value: unknown = parseJson(text, { allowTrailingComma: true });
  return typeof value === 'object' && value !== null ? { ...value } : {};
}

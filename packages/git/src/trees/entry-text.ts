import type { TreeEntry } from './tree-entry.js';

/** `<id> SP <f, or l for a link> SP <path>`, one after the other with a NUL between. */
export function encodeEntries(entries: readonly TreeEntry[]): string {
  return entries.map(({ path, oid, link }) => `${oid} ${link ? 'l' : 'f'} ${path}`).join('\0');
}

export function decodeEntries(text: string | undefined): readonly TreeEntry[] | undefined {
  if (text === undefined || text === '') return text === '' ? [] : undefined;
  return text.split('\0').map(line => {
    const space = line.indexOf(' ');
    return { path: line.slice(space + 3), oid: line.slice(0, space), link: line[space + 1] === 'l' };
  });
}

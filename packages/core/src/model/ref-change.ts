import type { Migration } from './migration.js';

/** What a ref does to migrations since it left the base ref. */
export interface RefChange {
  readonly added: readonly Migration[];
  readonly edited: readonly { readonly landed: Migration; readonly now: Migration }[];
  readonly deleted: readonly Migration[];
}

/** Whether only comments or layout differ. */
export function sameMeaning(a: Migration, b: Migration): boolean {
  return a.body === b.body && linksKey(a) === linksKey(b);
}

/** Whether ids and references are equal, whatever the migrations do. */
export function sameLinks(a: Migration, b: Migration): boolean {
  return linksKey(a) === linksKey(b);
}

function linksKey({ id, parents, requires, before, replaces, labels, undecided }: Migration): string {
  const ids = [parents, requires, before, replaces].map(list => list.map(reference => reference.id).sort());
  return JSON.stringify([id, ids, [...labels].sort(), undecided.map(({ fact, expression }) => [fact, expression])]);
}

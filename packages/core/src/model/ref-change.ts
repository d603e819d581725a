import type { Migration } from './migration.js';

/** What a ref does to the migrations of the base ref: by file, seen from where the ref left it. */
export interface RefChange {
  readonly added: readonly Migration[];
  /** Landed migrations whose file the ref changed. */
  readonly edited: readonly { readonly landed: Migration; readonly now: Migration }[];
  /** Landed migrations whose file the ref took away. */
  readonly deleted: readonly Migration[];
}

/** Whether a file may have been given another text without doing or saying anything else. */
export function sameMeaning(a: Migration, b: Migration): boolean {
  return a.body === b.body && linksKey(a) === linksKey(b);
}

/** Whether an edit leaves the migration where it hangs: ids and references, whatever it does now. */
export function sameLinks(a: Migration, b: Migration): boolean {
  return linksKey(a) === linksKey(b);
}

function linksKey({ id, parents, requires, before, replaces, labels, undecided }: Migration): string {
  const ids = [parents, requires, before, replaces].map(list => list.map(reference => reference.id).sort());
  return JSON.stringify([id, ids, [...labels].sort(), undecided.map(({ fact, expression }) => [fact, expression])]);
}

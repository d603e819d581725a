import type { Change, Entry, Oid } from './model.js';
import { encodePath } from './path.js';

/** Nobody sees these commits, but git wants to know who made them and when. */
const COMMITTER = 'committer oneleaf <> 0 +0000\ndata 0\n';

export interface SmallCommit {
  readonly mark: number;
  /** Marks: the tree starts as the first parent's. */
  readonly parents: readonly number[];
  readonly changes: readonly Pick<Change, 'path' | 'after' | 'link'>[];
}

/** A commit for `git fast-import`, of files whose contents git has already. */
export function smallCommit({ mark, parents: [first, ...others], changes }: SmallCommit): string {
  const from = first === undefined ? '' : `from :${first}\n`;
  const merged = others.map(other => `merge :${other}\n`).join('');
  // Where a file makes room for a folder of its name, the deletion has to come before.
  const gone = changes.filter(({ after }) => after === null).map(({ path }) => `D ${quote(path)}\n`);
  const files = changes.flatMap(({ path, after, link }) => (after === null ? [] : [fileLine(path, after, link)]));
  const root = first === undefined ? 'reset refs/heads/none\n\n' : '';
  return `${root}commit refs/heads/none\nmark :${mark}\n${COMMITTER}${from}${merged}${gone.join('')}${files.join('')}\n`;
}

export function allFiles(entries: readonly Entry[]): SmallCommit['changes'] {
  return entries.map(({ path, oid, link }) => ({ path, after: oid, link }));
}

function fileLine(path: string, oid: Oid, link: boolean): string {
  return `M ${link ? '120000' : '100644'} ${oid} ${quote(path)}\n`;
}

const plain = /^[\w./-]+$/;

/** As git quotes paths in C style; every byte of an unusual path becomes three octal digits. */
function quote(path: string): string {
  if (plain.test(path)) return path;
  const octal = [...encodePath(path)].map(byte => `\\${byte.toString(8).padStart(3, '0')}`);
  return `"${octal.join('')}"`;
}

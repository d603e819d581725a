import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Git } from '../process/git.js';
import type { Oid } from '../objects/oid.js';
import type { TreeChange, TreeEntry } from '../trees/tree-entry.js';
import { encodePath } from '../process/path-encoding.js';

export interface SparseCommit {
  readonly mark: number;
  /** Marks (`:1`) or ids. */
  readonly parents: readonly string[];
  /** The tree that the changes start from; the first parent's unless given. */
  readonly tree?: Oid;
  readonly changes: readonly Pick<TreeChange, 'path' | 'after' | 'link'>[];
  /** Seconds since 1970: git's walks over history want children to be no older than their parents. */
  readonly time?: number;
}

/** A commit for `git fast-import`, of files whose contents git has already. */
export function sparseCommitCommand({ mark, parents: [first, ...others], tree, changes, time = 0 }: SparseCommit): string {
  // The commits are thrown away, but git wants a committer.
  const committer = `committer oneleaf <> ${time} +0000\ndata 0\n`;
  const from = first === undefined ? '' : `from ${first}\n`;
  const merged = others.map(other => `merge ${other}\n`).join('');
  const start = tree === undefined ? '' : `M 040000 ${tree} ""\n`;
  // Where a file makes room for a folder of its name, the deletion has to come before.
  const gone = changes.filter(({ after }) => after === null).map(({ path }) => `D ${quotePath(path)}\n`);
  const files = changes.flatMap(({ path, after, link }) => (after === null ? [] : [fileCommand(path, after, link)]));
  const root = first === undefined ? 'reset refs/heads/none\n\n' : '';
  return `${root}commit refs/heads/none\nmark :${mark}\n${committer}${from}${merged}${start}${gone.join('')}${files.join('')}\n`;
}

export function asChanges(entries: readonly TreeEntry[]): SparseCommit['changes'] {
  return entries.map(({ path, oid, link }) => ({ path, after: oid, link }));
}

function fileCommand(path: string, oid: Oid, link: boolean): string {
  return `M ${link ? '120000' : '100644'} ${oid} ${quotePath(path)}\n`;
}

const unquotedPathPattern = /^[\w./-]+$/;

/** As git quotes paths in C style; every byte of an unusual path becomes three octal digits. */
export function quotePath(path: string): string {
  if (unquotedPathPattern.test(path)) return path;
  const octal = [...encodePath(path)].map(byte => `\\${byte.toString(8).padStart(3, '0')}`);
  return `"${octal.join('')}"`;
}

/** Writes commits, and answers their ids by mark. */
export async function importCommits(git: Git, folder: string, commits: readonly string[]): Promise<ReadonlyMap<number, Oid>> {
  const list = join(folder, 'marks');
  await git.run(['fast-import', '--quiet', '--force', `--export-marks=${list}`], { input: commits.join('') });
  return readMarks(readFileSync(list, 'latin1'));
}

/** Lines of `:<mark> SP <id>`. */
function readMarks(text: string): ReadonlyMap<number, Oid> {
  const lines = text.split('\n').slice(0, -1);
  return new Map(lines.map(line => [Number(line.slice(1, line.indexOf(' '))), line.slice(line.indexOf(' ') + 1)]));
}

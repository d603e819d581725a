import type { Git } from '../process/git.js';
import { lineSink } from '../process/line-sink.js';
import type { Oid } from '../objects/oid.js';
import { doubleCapacity, doubleFloatCapacity } from '../objects/array-capacity.js';
import { nibble, OidTable } from '../objects/oid-table.js';

const SPACE = 0x20;
const ZERO = 0x30;
const NEWLINE = 0x0a;

/** Commits as numbers with their parents: what a whole repository needs to fit in a few megabytes. */
export class CommitGraph {
  readonly commits: OidTable;
  readonly trees: OidTable;
  /** By commit number; 0 where the commit itself was not listed (its parents are then unknown). */
  tree = new Int32Array(1 << 12);
  time = new Float64Array(1 << 12);
  /** Parents of commit `c`: `parents[first[c]] … parents[first[c] + count[c] - 1]`. */
  first = new Int32Array(1 << 12);
  count = new Int32Array(1 << 12);
  parents = new Int32Array(1 << 12);
  #edges = 0;
  readonly #id: Buffer;

  constructor(width: number) {
    this.commits = new OidTable(width);
    this.trees = new OidTable(width);
    this.#id = Buffer.allocUnsafe(width);
  }

  /** One line of `%H %T %ct %P`. */
  add(bytes: Buffer, from: number, to: number): void {
    const hex = this.commits.width * 2;
    const commit = this.#commit(bytes, from);
    const tree = this.trees.intern(this.#decode(bytes, from + hex + 1), 0);
    let at = from + 2 * hex + 2;
    let time = 0;
    for (; at < to && bytes[at] !== SPACE; at++) time = time * 10 + (bytes[at] ?? ZERO) - ZERO;
    const edges = this.#edges;
    for (at++; at < to; at += hex + 1) this.#addParent(this.#commit(bytes, at));
    this.tree[commit] = tree;
    this.time[commit] = time;
    this.first[commit] = edges;
    this.count[commit] = this.#edges - edges;
  }

  #addParent(parent: number): void {
    if (this.#edges === this.parents.length) this.parents = doubleCapacity(this.parents);
    this.parents[this.#edges++] = parent;
  }

  #commit(bytes: Buffer, at: number): number {
    const commit = this.commits.intern(this.#decode(bytes, at), 0);
    if (commit < this.tree.length) return commit;
    this.tree = doubleCapacity(this.tree);
    this.time = doubleFloatCapacity(this.time);
    this.first = doubleCapacity(this.first);
    this.count = doubleCapacity(this.count);
    return commit;
  }

  #decode(bytes: Buffer, at: number): Buffer {
    const id = this.#id;
    for (let index = 0; index < id.length; index++)
      id[index] = (nibble(bytes[at + 2 * index] ?? ZERO) << 4) | nibble(bytes[at + 2 * index + 1] ?? ZERO);
    return id;
  }

  eachParent(commit: number, take: (parent: number) => void): void {
    const start = this.first[commit] ?? 0;
    const end = start + (this.count[commit] ?? 0);
    for (let edge = start; edge < end; edge++) take(this.parents[edge] ?? 0);
  }

  treeOf(commit: Oid): Oid | undefined {
    const tree = this.tree[this.commits.find(commit)] ?? 0;
    return tree === 0 ? undefined : this.trees.hex(tree);
  }

  has(commit: Oid): boolean {
    return (this.tree[this.commits.find(commit)] ?? 0) !== 0;
  }

  timeOf(commit: Oid): number | undefined {
    const known = this.commits.find(commit);
    return (this.tree[known] ?? 0) === 0 ? undefined : this.time[known];
  }
}

/** Every ancestor of some commits, in one pass of git. Commits that are not in the clone are left out. */
export async function readCommitGraph(git: Git, tips: readonly Oid[], width: number): Promise<CommitGraph> {
  const history = new CommitGraph(width);
  await git.run(['rev-list', '--no-commit-header', '--format=%H %T %ct %P', '--ignore-missing', '--stdin'], {
    input: `${tips.join('\n')}\n`,
    sink: lineSink(NEWLINE, (bytes, from, to) => history.add(bytes, from, to)),
  });
  return history;
}

import { TreeComparison } from './tree-comparison.js';
import { TreeFolder } from './tree-folder.js';
import { GitError } from '../process/git-error.js';
import type { Oid } from '../objects/oid.js';
import type { TreeChange, PathFilter } from './tree-entry.js';
import type { ObjectReader } from '../objects/object-store.js';
import type { ReadObjects } from '../objects/cat-file.js';
import { OidTable } from '../objects/oid-table.js';
import { type OneSidedFolders, TreePairs } from './tree-pairs.js';
import { TreeBytes } from './tree-bytes.js';

/** In the place of a tree: every file of the other one is new, or gone. */
export const NO_TREE = '';

/** Compares many pairs of trees at once, level by level: each pair of folder versions once, each level with one child. */
export class TreeWalk {
  readonly #root: TreeFolder;
  readonly #trees: OidTable;
  readonly #pairs: TreePairs;
  readonly #bytes = new TreeBytes();
  readonly #comparison: TreeComparison;

  constructor(
    readonly objects: ObjectReader,
    filter: PathFilter,
  ) {
    this.#root = new TreeFolder('', filter);
    this.#trees = new OidTable(objects.width);
    this.#pairs = new TreePairs(this.#root.all);
    this.#comparison = new TreeComparison(this.#trees, this.#pairs, this.#bytes);
  }

  async changes(pairs: readonly (readonly [Oid, Oid])[]): Promise<readonly (readonly TreeChange[])[]> {
    return (await this.#compare(pairs)).map(root => this.#pairs.changes(root));
  }

  /** With the folders that only one side has. */
  async differences(
    pairs: readonly (readonly [Oid, Oid])[],
  ): Promise<readonly (OneSidedFolders & { readonly changes: readonly TreeChange[] })[]> {
    return (await this.#compare(pairs)).map(root => ({ changes: this.#pairs.changes(root), ...this.#pairs.lone(root) }));
  }

  async #compare(pairs: readonly (readonly [Oid, Oid])[]): Promise<readonly number[]> {
    let done = this.#pairs.size;
    const roots = pairs.map(([before, after]) => this.#pairs.of(this.#root.number, this.#number(before), this.#number(after)));
    await this.objects.session(async read => {
      while (done < this.#pairs.size) {
        const level = this.#pairs.size;
        await this.#compareFrom(done, level, read);
        done = level;
      }
    });
    return roots;
  }

  #number(tree: Oid): number {
    return tree === NO_TREE ? 0 : this.#trees.add(tree);
  }

  /** Each pair is compared as soon as both versions have come, while git still writes the next ones. */
  async #compareFrom(first: number, end: number, read: ReadObjects): Promise<void> {
    const waiting = new PendingPairs(this.#pairs, this.#trees.size, first, end);
    const { needed } = waiting;
    this.#bytes.reset(this.#trees.size);
    await read(this.#trees.request(needed), (index, source, from, to) => {
      const tree = needed[index] ?? 0;
      if (source === undefined) throw missingTree(this.#trees.hex(tree));
      this.#bytes.add(tree, source, from, to);
      waiting.each(tree, pair => {
        if (this.#bytes.has(this.#pairs.before[pair] ?? 0) && this.#bytes.has(this.#pairs.after[pair] ?? 0)) this.#comparison.compare(pair);
      });
    });
  }
}

/** Which pairs of a level need which tree, as two chains of pairs by tree. */
class PendingPairs {
  /** Every tree that is needed, once. */
  readonly needed: number[] = [];
  readonly #byBefore: Int32Array;
  readonly #byAfter: Int32Array;
  readonly #nextBefore: Int32Array;
  readonly #nextAfter: Int32Array;

  constructor(
    pairs: TreePairs,
    trees: number,
    readonly first: number,
    end: number,
  ) {
    this.#byBefore = new Int32Array(trees + 1);
    this.#byAfter = new Int32Array(trees + 1);
    this.#nextBefore = new Int32Array(end - first + 1);
    this.#nextAfter = new Int32Array(end - first + 1);
    for (let pair = first; pair < end; pair++) {
      const before = pairs.before[pair] ?? 0;
      const after = pairs.after[pair] ?? 0;
      if (before === after) continue;
      this.#want(before);
      prependPair(this.#byBefore, this.#nextBefore, before, pair - first + 1);
      this.#want(after);
      prependPair(this.#byAfter, this.#nextAfter, after, pair - first + 1);
    }
  }

  each(tree: number, take: (pair: number) => void): void {
    for (let at = this.#byBefore[tree] ?? 0; at !== 0; at = this.#nextBefore[at] ?? 0) take(this.first + at - 1);
    for (let at = this.#byAfter[tree] ?? 0; at !== 0; at = this.#nextAfter[at] ?? 0) take(this.first + at - 1);
  }

  #want(tree: number): void {
    if (tree !== 0 && this.#byBefore[tree] === 0 && this.#byAfter[tree] === 0) this.needed.push(tree);
  }
}

function prependPair(heads: Int32Array, nexts: Int32Array, tree: number, at: number): void {
  nexts[at] = heads[tree] ?? 0;
  heads[tree] = at;
}

function missingTree(oid: Oid): GitError {
  return new GitError(`this clone lacks folder listings (tree ${oid})`, 'git fetch --refetch --filter=blob:none');
}

import { Comparison } from './compare.js';
import { changesBelow, Folder, type Pair } from './folder.js';
import { GitError } from './git-error.js';
import type { Change, Interest, Oid } from './model.js';
import type { Objects } from './object-store.js';
import { OidTable } from './oid-table.js';

/** Compares many pairs of trees at once, level by level: each pair of folder versions once, each level with one child. */
export class TreeWalk {
  readonly #root: Folder;
  readonly #trees: OidTable;
  readonly #comparison: Comparison;
  #next: Pair[] = [];

  constructor(
    readonly objects: Objects,
    interest: Interest,
  ) {
    this.#root = new Folder('', interest);
    this.#trees = new OidTable(objects.width);
    this.#comparison = new Comparison(this.#trees, pair => this.#next.push(pair));
  }

  async changes(pairs: readonly (readonly [Oid, Oid])[]): Promise<readonly (readonly Change[])[]> {
    const roots = pairs.map(([before, after]) => this.#pair(before, after));
    while (this.#next.length > 0) {
      const level = this.#next.filter(({ before, after }) => before !== after);
      this.#next = [];
      await this.#compareAll(level);
    }
    return roots.map(changesBelow);
  }

  #pair(before: Oid, after: Oid): Pair {
    return this.#root.pair(this.#trees.add(before), this.#trees.add(after), pair => this.#next.push(pair));
  }

  async #compareAll(level: readonly Pair[]): Promise<void> {
    const waiting = new Map<number, Pair[]>();
    for (const pair of level) {
      for (const tree of [pair.before, pair.after]) {
        const pairs = waiting.get(tree);
        if (pairs !== undefined) pairs.push(pair);
        else if (tree !== 0) waiting.set(tree, [pair]);
      }
    }
    const trees = [...waiting.keys()];
    const bodies = new Map<number, Buffer>();
    await this.objects.read(
      trees.map(tree => this.#trees.hex(tree)),
      (index, body) => {
        const tree = trees[index] ?? 0;
        if (body === undefined) throw missingTree(this.#trees.hex(tree));
        bodies.set(tree, body);
        for (const pair of waiting.get(tree) ?? []) this.#compareWhenBoth(pair, bodies);
      },
    );
  }

  #compareWhenBoth(pair: Pair, bodies: ReadonlyMap<number, Buffer>): void {
    const before = bodies.get(pair.before);
    const after = bodies.get(pair.after);
    if (pair.before !== 0 && before === undefined) return;
    if (pair.after !== 0 && after === undefined) return;
    this.#comparison.compare(pair, before, after);
  }
}

function missingTree(oid: Oid): GitError {
  return new GitError(`this clone lacks folder listings (tree ${oid})`, 'git fetch --refetch --filter=blob:none');
}

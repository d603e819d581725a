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
    return (await this.compare(pairs)).map(changesBelow);
  }

  /** The roots of what differs. */
  async compare(pairs: readonly (readonly [Oid, Oid])[]): Promise<readonly Pair[]> {
    const roots = pairs.map(([before, after]) => this.#pair(before, after));
    while (this.#next.length > 0) {
      const level = this.#next.filter(({ before, after }) => before !== after);
      this.#next = [];
      await this.#compareAll(level);
    }
    return roots;
  }

  #pair(before: Oid, after: Oid): Pair {
    return this.#root.pair(this.#trees.add(before), this.#trees.add(after), pair => this.#next.push(pair));
  }

  /** Each pair is compared as soon as both versions have come, while git still writes the next ones. */
  async #compareAll(level: readonly Pair[]): Promise<void> {
    const waiting = new Map<number, Pair | Pair[]>();
    for (const pair of level) {
      if (pair.before !== 0) wait(waiting, pair.before, pair);
      if (pair.after !== 0) wait(waiting, pair.after, pair);
    }
    const trees = [...waiting.keys()];
    const bodies = new Map<number, Buffer>();
    const take = (index: number, body: Buffer | undefined): void => {
      const tree = trees[index] ?? 0;
      if (body === undefined) throw missingTree(this.#trees.hex(tree));
      bodies.set(tree, body);
      const pairs = waiting.get(tree) ?? [];
      if (Array.isArray(pairs)) for (const pair of pairs) this.#compareWhenBoth(pair, bodies);
      else this.#compareWhenBoth(pairs, bodies);
    };
    await this.objects.read(
      trees.map(tree => this.#trees.hex(tree)),
      take,
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

/** Most trees take part in one comparison alone. */
function wait(waiting: Map<number, Pair | Pair[]>, tree: number, pair: Pair): void {
  const pairs = waiting.get(tree);
  if (pairs === undefined) waiting.set(tree, pair);
  else if (Array.isArray(pairs)) pairs.push(pair);
  else waiting.set(tree, [pairs, pair]);
}

function missingTree(oid: Oid): GitError {
  return new GitError(`this clone lacks folder listings (tree ${oid})`, 'git fetch --refetch --filter=blob:none');
}

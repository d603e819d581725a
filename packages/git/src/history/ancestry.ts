import type { CommitGraph } from './commit-graph.js';

/** How every commit of a history stands to one of them. Computed once, parents before children. */
export class Ancestry {
  /** For an ancestor of the base: the position on its first-parent line at which it came in, from 1; else 0. */
  readonly #landed: Int32Array;
  /** The commit at each position of the first-parent line. */
  readonly #line: number[] = [0];
  readonly #bases: (readonly number[])[];
  /** Commits outside the base's ancestors from which a walk ends at the boundary of a shallow clone. */
  readonly #cut: Uint8Array;
  readonly #cutBase: number[] = [];
  readonly #seen: Int32Array;
  #visit = 0;

  constructor(
    readonly history: CommitGraph,
    base: number,
    /** Commits whose parents a shallow clone lacks. */
    boundary: ReadonlySet<number>,
  ) {
    const size = history.commits.size + 1;
    this.#landed = new Int32Array(size);
    this.#cut = new Uint8Array(size);
    this.#seen = new Int32Array(size);
    this.#bases = new Array<readonly number[]>(size).fill([]);
    this.#land(base);
    for (const commit of boundary) {
      if (this.landed(commit)) this.#cutBase.push(commit);
      else this.#cut[commit] = 1;
    }
    for (const commit of parentsFirst(history)) if (!this.landed(commit)) this.#findBases(commit);
  }

  landed(commit: number): boolean {
    return this.#landed[commit] !== 0;
  }

  /** Every best common ancestor of the commit and the base. */
  bases(commit: number): readonly number[] {
    return this.#bases[commit] ?? [];
  }

  /**
   * Whether commits that a shallow clone lacks could change the answer: the commit's own line is cut before it reaches the base,
   * or the base's line is cut at a point that no found merge base covers (what is hidden below might be a better one).
   */
  uncertain(commit: number): boolean {
    if (this.#cut[commit] === 1) return true;
    const bases = this.bases(commit);
    return !this.#cutBase.every(cut => bases.some(base => this.#isAncestor(cut, base)));
  }

  /** How many ancestors of the commit (itself included) the base lacks. */
  ahead(commit: number): number {
    let count = 0;
    this.#walk([commit], next => {
      if (this.landed(next)) return false;
      count++;
      return true;
    });
    return count;
  }

  #land(base: number): void {
    const { first, count, parents } = this.history;
    const line: number[] = [];
    for (let commit = base; commit !== 0; commit = (count[commit] ?? 0) > 0 ? (parents[first[commit] ?? 0] ?? 0) : 0) line.push(commit);
    for (const commit of line.reverse()) {
      const position = this.#line.push(commit) - 1;
      this.#walk([commit], next => {
        if (this.#landed[next] !== 0) return false;
        this.#landed[next] = position;
        return true;
      });
    }
  }

  #findBases(commit: number): void {
    let bases: readonly number[] = [];
    this.history.eachParent(commit, parent => {
      const landed = this.landed(parent);
      if (!landed && this.#cut[parent] === 1) this.#cut[commit] = 1;
      bases = this.#union(bases, landed ? [parent] : this.bases(parent));
    });
    this.#bases[commit] = bases;
  }

  /** The commits of both lists that no other one descends from. */
  #union(some: readonly number[], more: readonly number[]): readonly number[] {
    if (some.length === 0 || some === more) return more;
    const added = more.filter(commit => !some.includes(commit));
    if (added.length === 0) return some;
    const all = [...some, ...added];
    return all.filter(commit => !all.some(other => other !== commit && this.#isAncestor(commit, other)));
  }

  /** Both are ancestors of the base. */
  #isAncestor(older: number, newer: number): boolean {
    const since = this.#landed[older] ?? 0;
    const until = this.#landed[newer] ?? 0;
    if (since > until) return false;
    if (this.#line[until] === newer) return true;
    let found = false;
    this.#walk([newer], next => {
      found ||= next === older;
      return !found && (this.#landed[next] ?? 0) >= since;
    });
    return found;
  }

  /** Visits commits and, where `enter` says so, their parents. */
  #walk(queue: number[], enter: (commit: number) => boolean): void {
    const visit = ++this.#visit;
    for (let commit = queue.pop(); commit !== undefined; commit = queue.pop()) {
      if (this.#seen[commit] === visit) continue;
      this.#seen[commit] = visit;
      if (!enter(commit)) continue;
      this.history.eachParent(commit, parent => queue.push(parent));
    }
  }
}

/** Every commit after its parents; rev-list sorts by date, which a wrong clock turns around. */
function parentsFirst(history: CommitGraph): readonly number[] {
  const size = history.commits.size;
  const children = new Int32Array(size + 1);
  for (let commit = 1; commit <= size; commit++) history.eachParent(commit, parent => (children[parent] = (children[parent] ?? 0) + 1));
  const order: number[] = [];
  for (let commit = 1; commit <= size; commit++) if (children[commit] === 0) order.push(commit);
  const release = (parent: number): void => {
    const left = (children[parent] ?? 0) - 1;
    children[parent] = left;
    if (left === 0) order.push(parent);
  };
  for (const commit of order) history.eachParent(commit, release);
  return order.reverse();
}

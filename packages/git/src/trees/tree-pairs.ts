import type { TreeFolder } from './tree-folder.js';
import type { TreeChange } from './tree-entry.js';
import { doubleCapacity } from '../objects/array-capacity.js';

/** Topmost folders that only one of two trees has, each with a slash at its end. */
export interface OneSidedFolders {
  readonly gone: readonly string[];
  readonly fresh: readonly string[];
}

const noChanges: readonly TreeChange[] = [];

/**
 * Pairs of versions of one folder, by tree number (0: none), each once: equal pairs have equal answers.
 * Plain columns of numbers, because there are a hundred thousand of them and each would be an object with a list.
 */
export class TreePairs {
  size = 0;
  before = new Int32Array(1 << 10);
  after = new Int32Array(1 << 10);
  /** By pair, the number of its folder. */
  folder = new Int32Array(1 << 10);
  /** What differs, in tree order, as a chain of items: a pair of subfolders `p` is `p`, a change `c` is `-1 - c`. */
  #first = new Int32Array(1 << 10);
  #last = new Int32Array(1 << 10);
  #items = new Int32Array(1 << 10);
  #next = new Int32Array(1 << 10);
  #itemCount = 1;
  #slots = new Int32Array(1 << 11);
  readonly #changes: TreeChange[] = [];
  readonly #flat: (readonly TreeChange[] | undefined)[] = [];

  constructor(readonly folders: readonly TreeFolder[]) {}

  /** The number of a pair; it is the newest one when the pair is new. */
  of(folder: number, before: number, after: number): number {
    if ((this.size + 1) * 2 > this.#slots.length) this.#grow();
    const slot = this.#slot(folder, before, after);
    const known = this.#slots[slot] ?? 0;
    if (known !== 0) return known - 1;
    const pair = this.size++;
    this.before[pair] = before;
    this.after[pair] = after;
    this.folder[pair] = folder;
    this.#slots[slot] = pair + 1;
    return pair;
  }

  addFolder(pair: number, below: number): void {
    this.#add(pair, below);
  }

  addChange(pair: number, change: TreeChange): void {
    this.#add(pair, -this.#changes.push(change));
  }

  changes(pair: number): readonly TreeChange[] {
    let flat = this.#flat[pair];
    if (flat === undefined) {
      flat = this.#flatten(pair);
      this.#flat[pair] = flat;
    }
    return flat;
  }

  lone(pair: number): OneSidedFolders {
    const found = { gone: [], fresh: [] };
    this.#findLone(pair, found);
    return found;
  }

  #findLone(pair: number, found: { readonly gone: string[]; readonly fresh: string[] }): void {
    this.#eachItem(pair, item => {
      const path = this.folders[this.folder[item] ?? 0]?.path ?? '';
      if (this.after[item] === 0) found.gone.push(path);
      else if (this.before[item] === 0) found.fresh.push(path);
      else if (item >= 0) this.#findLone(item, found);
    });
  }

  /** Most pairs differ in one place: then the list below is shared. */
  #flatten(pair: number): readonly TreeChange[] {
    let flat: readonly TreeChange[] = noChanges;
    let own: TreeChange[] | undefined;
    this.#eachItem(pair, item => {
      const change = this.#changes[-1 - item];
      const below = change === undefined ? this.changes(item) : [change];
      if (flat.length === 0) flat = below;
      else if (below.length > 0) {
        own ??= [...flat];
        for (const one of below) own.push(one);
      }
    });
    return own ?? flat;
  }

  #eachItem(pair: number, take: (item: number) => void): void {
    for (let at = this.#first[pair] ?? 0; at !== 0; at = this.#next[at] ?? 0) take(this.#items[at] ?? 0);
  }

  #add(pair: number, value: number): void {
    const item = this.#itemCount++;
    if (item >= this.#items.length) {
      this.#items = doubleCapacity(this.#items);
      this.#next = doubleCapacity(this.#next);
    }
    this.#items[item] = value;
    const last = this.#last[pair] ?? 0;
    if (last === 0) this.#first[pair] = item;
    else this.#next[last] = item;
    this.#last[pair] = item;
  }

  #slot(folder: number, before: number, after: number): number {
    const mask = this.#slots.length - 1;
    let slot = (Math.imul(before, 0x9e3779b1) ^ Math.imul(after, 0x85ebca6b) ^ Math.imul(folder, 0xc2b2ae35)) & mask;
    for (let known = this.#slots[slot] ?? 0; known !== 0 && !this.#is(known - 1, folder, before, after); known = this.#slots[slot] ?? 0) {
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  #is(pair: number, folder: number, before: number, after: number): boolean {
    return this.before[pair] === before && this.after[pair] === after && this.folder[pair] === folder;
  }

  #grow(): void {
    this.before = doubleCapacity(this.before);
    this.after = doubleCapacity(this.after);
    this.folder = doubleCapacity(this.folder);
    this.#first = doubleCapacity(this.#first);
    this.#last = doubleCapacity(this.#last);
    this.#slots = new Int32Array(this.#slots.length * 2);
    for (let pair = 0; pair < this.size; pair++) {
      this.#slots[this.#slot(this.folder[pair] ?? 0, this.before[pair] ?? 0, this.after[pair] ?? 0)] = pair + 1;
    }
  }
}

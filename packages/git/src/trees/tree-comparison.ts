import type { Oid } from '../objects/oid.js';
import type { OidTable } from '../objects/oid-table.js';
import type { TreePairs } from './tree-pairs.js';
import type { TreeBytes } from './tree-bytes.js';

/** '4' begins 40000, the mode of a folder. */
const FOLDER = 0x34;
const SLASH = 0x2f;
/** The second digit of 100644 and 100755; 120000 is a symbolic link, 160000 a submodule. */
const REGULAR = 0x30;

/** No entry on this side. */
const NO_ENTRY = -1;

/** Compares versions of folders, byte by byte: entries that are equal are never decoded. */
export class TreeComparison {
  readonly #width: number;
  #bytes = Buffer.alloc(0);

  constructor(
    readonly trees: OidTable,
    readonly pairs: TreePairs,
    readonly source: TreeBytes,
  ) {
    this.#width = trees.width;
  }

  /** A tree is a run of `<mode> SP <name> NUL <id>`, sorted by name as if a folder's name ended with a slash. */
  compare(pair: number): void {
    const { source, pairs } = this;
    this.#bytes = source.bytes;
    const [before, after] = [pairs.before[pair] ?? 0, pairs.after[pair] ?? 0];
    let left = source.from(before);
    let right = source.from(after);
    while (left < source.to(before) && right < source.to(after)) {
      const same = this.#sameEntry(left, right);
      left += same;
      right += same;
      if (same > 0) continue;
      const order = this.#order(left, right);
      this.#differ(pair, order, left, right);
      if (order <= 0) left = this.#after(left);
      if (order >= 0) right = this.#after(right);
    }
    for (; left < source.to(before); left = this.#after(left)) this.#changed(pair, left, NO_ENTRY);
    for (; right < source.to(after); right = this.#after(right)) this.#changed(pair, NO_ENTRY, right);
  }

  /** The length of two entries that are equal; 0 when they are not. */
  #sameEntry(one: number, other: number): number {
    const bytes = this.#bytes;
    let length = 0;
    for (let byte = bytes[one]; byte !== 0 && byte === bytes[other + length]; byte = bytes[one + length]) length++;
    const atEnd = bytes[one + length] === 0 && bytes[other + length] === 0;
    return atEnd && this.#sameId(one + length + 1, other + length + 1) ? length + 1 + this.#width : 0;
  }

  #differ(pair: number, order: number, left: number, right: number): void {
    this.#changed(pair, order <= 0 ? left : NO_ENTRY, order >= 0 ? right : NO_ENTRY);
  }

  #sameId(one: number, other: number): boolean {
    const bytes = this.#bytes;
    for (let index = 0; index < this.#width; index++) if (bytes[one + index] !== bytes[other + index]) return false;
    return true;
  }

  /** Where the entry's name ends. */
  #end(entry: number): number {
    const bytes = this.#bytes;
    let end = entry;
    while (bytes[end] !== 0) end++;
    return end;
  }

  #after(entry: number): number {
    return this.#end(entry) + 1 + this.#width;
  }

  #isFolder(entry: number): boolean {
    return this.#bytes[entry] === FOLDER;
  }

  #isLink(entry: number): boolean {
    return this.#bytes[entry + 1] !== REGULAR;
  }

  #name(entry: number): number {
    return entry + (this.#isFolder(entry) ? '40000 '.length : '100644 '.length);
  }

  /** Below 0 when the first one comes first; 0 only for two folders or two files of one name. */
  #order(one: number, other: number): number {
    const bytes = this.#bytes;
    let a = this.#name(one);
    let b = this.#name(other);
    while (bytes[a] === bytes[b] && bytes[a] !== 0) {
      a++;
      b++;
    }
    const end = (entry: number, at: number): number => (bytes[at] === 0 && this.#isFolder(entry) ? SLASH : (bytes[at] ?? 0));
    return end(one, a) - end(other, b);
  }

  /** Two entries of one name that are both folders or both files, or one entry alone. */
  #changed(pair: number, before: number, after: number): void {
    const entry = after === NO_ENTRY ? before : after;
    const folder = this.pairs.folders[this.pairs.folder[pair] ?? 0];
    if (folder === undefined) return;
    const name = this.#name(entry);
    const end = this.#end(name);
    if (this.#isFolder(entry)) {
      const below = folder.folder(this.#bytes, name, end);
      this.pairs.addFolder(pair, this.pairs.of(below.number, this.#tree(before), this.#tree(after)));
      return;
    }
    const path = folder.file(this.#bytes, name, end);
    if (path === null) return;
    const link = this.#isLink(entry);
    const sides = { before: this.#oid(before), after: this.#oid(after) };
    // The same id under another mode: only the change from file to link, or back, is one of content.
    if (sides.before === sides.after && this.#isLink(before) === link) return;
    this.pairs.addChange(pair, { path, ...sides, link });
  }

  #tree(entry: number): number {
    return entry === NO_ENTRY ? 0 : this.trees.intern(this.#bytes, this.#end(entry) + 1);
  }

  #oid(entry: number): Oid | null {
    if (entry === NO_ENTRY) return null;
    const id = this.#end(entry) + 1;
    return this.#bytes.toString('hex', id, id + this.#width);
  }
}

import type { Pair } from './folder.js';
import type { Oid } from './model.js';
import type { OidTable } from './oid-table.js';

/** '4' begins 40000, the mode of a folder. */
const FOLDER = 0x34;
const SLASH = 0x2f;
/** The second digit of 100644 and 100755; 120000 is a symbolic link, 160000 a submodule. */
const REGULAR = 0x30;

const NO_TREE = Buffer.alloc(0);

/** Compares two versions of a folder, byte by byte: entries that are equal are never decoded. */
export class Comparison {
  readonly #width: number;

  constructor(
    readonly trees: OidTable,
    /** Gets every pair of subfolders that has yet to be compared. */
    readonly later: (pair: Pair) => void,
  ) {
    this.#width = trees.width;
  }

  /** A tree is a run of `<mode> SP <name> NUL <id>`, sorted by name as if a folder's name ended with a slash. */
  compare(pair: Pair, before: Buffer = NO_TREE, after: Buffer = NO_TREE): void {
    let left = 0;
    let right = 0;
    while (left < before.length && right < after.length) {
      const shared = sharedPrefix(before, left, after, right);
      if (
        before[left + shared] === 0 &&
        after[right + shared] === 0 &&
        this.#sameId(before, left + shared + 1, after, right + shared + 1)
      ) {
        left += shared + 1 + this.#width;
        right += shared + 1 + this.#width;
        continue;
      }
      const one = { tree: before, at: left, end: before.indexOf(0, left + shared) };
      const other = { tree: after, at: right, end: after.indexOf(0, right + shared) };
      const order = compareNames(one, other);
      this.#differ(pair, order, one, other);
      if (order <= 0) left = one.end + 1 + this.#width;
      if (order >= 0) right = other.end + 1 + this.#width;
    }
    this.#rest(before, left, entry => this.#changed(pair, entry, undefined));
    this.#rest(after, right, entry => this.#changed(pair, undefined, entry));
  }

  #differ(pair: Pair, order: number, one: RawEntry, other: RawEntry): void {
    this.#changed(pair, order <= 0 ? one : undefined, order >= 0 ? other : undefined);
  }

  #rest(tree: Buffer, from: number, take: (entry: RawEntry) => void): void {
    for (let at = from; at < tree.length;) {
      const end = tree.indexOf(0, at);
      take({ tree, at, end });
      at = end + 1 + this.#width;
    }
  }

  #sameId(one: Buffer, at: number, other: Buffer, otherAt: number): boolean {
    for (let index = 0; index < this.#width; index++) if (one[at + index] !== other[otherAt + index]) return false;
    return true;
  }

  /** Two entries of one name that are both folders or both files, or one entry alone. */
  #changed(pair: Pair, before: RawEntry | undefined, after: RawEntry | undefined): void {
    const entry = after ?? before;
    if (entry === undefined) return;
    const { tree, at, end } = entry;
    const name = nameOf(entry);
    if (tree[at] === FOLDER) {
      const folder = pair.folder.folder(tree, name, end);
      pair.items.push(folder.pair(this.#tree(before), this.#tree(after), this.later));
      return;
    }
    const path = pair.folder.file(tree, name, end);
    if (path === null) return;
    const sides = { before: this.#oid(before), after: this.#oid(after) };
    const link = isLink(entry);
    // The same id under another mode: only the change from file to link, or back, is one of content.
    if (sides.before === sides.after && before !== undefined && isLink(before) === link) return;
    pair.items.push({ path, ...sides, link });
  }

  #tree(entry: RawEntry | undefined): number {
    return entry === undefined ? 0 : this.trees.intern(entry.tree, entry.end + 1);
  }

  #oid(entry: RawEntry | undefined): Oid | null {
    return entry === undefined ? null : entry.tree.toString('hex', entry.end + 1, entry.end + 1 + this.#width);
  }
}

/** One entry of a raw tree: where its mode begins and where its name ends. */
interface RawEntry {
  readonly tree: Buffer;
  readonly at: number;
  readonly end: number;
}

/** How many bytes of two entries are equal, at most up to the end of the name. */
function sharedPrefix(one: Buffer, from: number, other: Buffer, otherFrom: number): number {
  let length = 0;
  for (let byte = one[from]; byte !== 0 && byte === other[otherFrom + length]; byte = one[from + length]) length++;
  return length;
}

function isLink({ tree, at }: RawEntry): boolean {
  return tree[at + 1] !== REGULAR;
}

function nameOf({ tree, at }: RawEntry): number {
  return at + (tree[at] === FOLDER ? '40000 '.length : '100644 '.length);
}

function compareNames(one: RawEntry, other: RawEntry): number {
  let a = nameOf(one);
  let b = nameOf(other);
  while (a < one.end && b < other.end && one.tree[a] === other.tree[b]) {
    a++;
    b++;
  }
  return charAt(one, a) - charAt(other, b);
}

function charAt({ tree, at, end }: RawEntry, index: number): number {
  if (index < end) return tree[index] ?? 0;
  return tree[at] === FOLDER ? SLASH : 0;
}

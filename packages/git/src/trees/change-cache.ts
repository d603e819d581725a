import type { Cache } from '../repository/cache.js';
import type { Oid } from '../objects/oid.js';
import type { TreeChange } from './tree-entry.js';

/** Holds the number that the next change gets. */
const NEXT_NUMBER = 'next';

/**
 * What changed between pairs of commits, in a cache. Branches share most of what they change, so each change is kept once,
 * as `#<number>`, and a pair as a list of numbers.
 */
export class ChangeCache {
  readonly #changes = new Map<string, TreeChange | undefined>();
  readonly #numbers = new Map<string, string>();
  readonly #known = new Map<TreeChange, string>();
  #next: number;

  constructor(readonly cache: Cache) {
    this.#next = Number(cache.get(NEXT_NUMBER) ?? 0);
  }

  get(before: Oid, after: Oid): readonly TreeChange[] | undefined {
    const numbers = this.cache.get(`${before} ${after}`);
    if (numbers === undefined) return undefined;
    if (numbers === '') return [];
    const changes = numbers.split(' ').map(number => this.#change(number));
    return changes.includes(undefined) ? undefined : changes.filter(change => change !== undefined);
  }

  set(before: Oid, after: Oid, changes: readonly TreeChange[]): void {
    this.cache.set(`${before} ${after}`, changes.map(change => this.#number(change)).join(' '));
  }

  async save(): Promise<void> {
    this.cache.set(NEXT_NUMBER, String(this.#next));
    await this.cache.save();
  }

  #change(number: string): TreeChange | undefined {
    if (this.#changes.has(number)) return this.#changes.get(number);
    const change = decodeChange(this.cache.get(`#${number}`));
    this.#changes.set(number, change);
    return change;
  }

  #number(change: TreeChange): string {
    let number = this.#known.get(change);
    if (number !== undefined) return number;
    const text = encodeChange(change);
    number = this.#numbers.get(text);
    if (number === undefined) {
      number = (this.#next++).toString(36);
      this.#numbers.set(text, number);
      this.cache.set(`#${number}`, text);
    }
    this.#known.set(change, number);
    return number;
  }
}

/** `<before or -> SP <after or -> SP <f, or l for a link> SP <path>` */
function encodeChange({ path, before, after, link }: TreeChange): string {
  return `${before ?? '-'} ${after ?? '-'} ${link ? 'l' : 'f'} ${path}`;
}

function decodeChange(text: string | undefined): TreeChange | undefined {
  const parts = /^(\S+) (\S+) ([fl]) ([^]+)$/.exec(text ?? '');
  if (parts === null) return undefined;
  const [, before = '-', after = '-', kind, path = ''] = parts;
  return { path, before: before === '-' ? null : before, after: after === '-' ? null : after, link: kind === 'l' };
}

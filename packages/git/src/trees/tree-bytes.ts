/** Raw trees, one after the other in one buffer that is filled anew for each level of a walk. */
export class TreeBytes {
  bytes = Buffer.allocUnsafeSlow(1 << 16);
  #end = 0;
  /** By tree number: where it begins and ends. Tree 0 is empty. */
  #from = new Int32Array(1);
  #to = new Int32Array(1);

  /** Forgets all trees; makes room for numbers up to `count`. */
  reset(count: number): void {
    this.#end = 0;
    this.#from = new Int32Array(count + 1).fill(-1);
    this.#to = new Int32Array(count + 1);
    this.#from[0] = 0;
  }

  add(tree: number, source: Buffer, from: number, to: number): void {
    const end = this.#end + to - from;
    if (end > this.bytes.length) {
      const larger = Buffer.allocUnsafeSlow(Math.max(end, this.bytes.length * 2));
      this.bytes.copy(larger, 0, 0, this.#end);
      this.bytes = larger;
    }
    source.copy(this.bytes, this.#end, from, to);
    this.#from[tree] = this.#end;
    this.#to[tree] = end;
    this.#end = end;
  }

  has(tree: number): boolean {
    return (this.#from[tree] ?? -1) !== -1;
  }

  from(tree: number): number {
    return this.#from[tree] ?? 0;
  }

  to(tree: number): number {
    return this.#to[tree] ?? 0;
  }
}

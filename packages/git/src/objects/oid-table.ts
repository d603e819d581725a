const DIGITS = Buffer.from('0123456789abcdef');
const NEWLINE = 0x0a;

/** Object ids as small integers, from 1; 0 stands for no object. */
export class OidTable {
  size = 0;
  #bytes: Buffer;
  #slots: Int32Array;
  readonly #id: Buffer;

  constructor(
    /** Bytes of one id: 20 or 32. */
    readonly width: number,
    capacity = 1 << 12,
  ) {
    this.#bytes = Buffer.allocUnsafeSlow((capacity + 1) * width);
    this.#slots = new Int32Array(capacity * 2);
    this.#id = Buffer.allocUnsafeSlow(width);
  }

  /** The number of the id that stands at an offset; a new one when it was not seen before. */
  intern(source: Uint8Array, at: number): number {
    const slot = this.#slot(source, at);
    const known = this.#slots[slot] ?? 0;
    if (known !== 0) return known;
    if ((this.size + 1) * 2 > this.#slots.length) {
      this.#grow();
      return this.intern(source, at);
    }
    const id = ++this.size;
    this.#bytes.set(source.subarray(at, at + this.width), id * this.width);
    this.#slots[slot] = id;
    return id;
  }

  /** The number of a hexadecimal id, 0 when it was never seen. */
  find(hex: string): number {
    return this.#slots[this.#slot(this.#decode(hex), 0)] ?? 0;
  }

  add(hex: string): number {
    return this.intern(this.#decode(hex), 0);
  }

  hex(id: number): string {
    return this.#bytes.toString('hex', id * this.width, (id + 1) * this.width);
  }

  /** One hexadecimal id a line, as git reads them. */
  request(ids: readonly number[]): Buffer {
    const line = this.width * 2 + 1;
    const text = Buffer.allocUnsafe(ids.length * line);
    for (const [index, id] of ids.entries()) {
      let at = index * line;
      for (let from = id * this.width; from < (id + 1) * this.width; from++) {
        const byte = this.#bytes[from] ?? 0;
        text[at++] = DIGITS[byte >> 4] ?? 0;
        text[at++] = DIGITS[byte & 0xf] ?? 0;
      }
      text[at] = NEWLINE;
    }
    return text;
  }

  #decode(hex: string): Buffer {
    const id = this.#id;
    for (let index = 0; index < id.length; index++)
      id[index] = (nibble(hex.charCodeAt(2 * index)) << 4) | nibble(hex.charCodeAt(2 * index + 1));
    return id;
  }

  /** Ids are hashes already: any four bytes of them spread evenly. */
  #slot(source: Uint8Array, at: number): number {
    const slots = this.#slots;
    const mask = slots.length - 1;
    let slot = (((source[at] ?? 0) << 24) | ((source[at + 1] ?? 0) << 16) | ((source[at + 2] ?? 0) << 8) | (source[at + 3] ?? 0)) & mask;
    for (let id = slots[slot] ?? 0; id !== 0 && !this.#same(id, source, at); id = slots[slot] ?? 0) slot = (slot + 1) & mask;
    return slot;
  }

  #same(id: number, source: Uint8Array, at: number): boolean {
    const bytes = this.#bytes;
    const width = this.width;
    const own = id * width;
    for (let index = 0; index < width; index++) if (bytes[own + index] !== source[at + index]) return false;
    return true;
  }

  #grow(): void {
    const bytes = Buffer.allocUnsafeSlow(this.#bytes.length * 2);
    bytes.set(this.#bytes);
    this.#bytes = bytes;
    this.#slots = new Int32Array(this.#slots.length * 2);
    for (let id = 1; id <= this.size; id++) this.#slots[this.#slot(bytes, id * this.width)] = id;
  }
}

/** '0'-'9' are 0x30-0x39, 'a'-'f' are 0x61-0x66. */
export function nibble(code: number): number {
  return (code & 0xf) + (code >> 6) * 9;
}

import type { Git } from '../process/git.js';

const NEWLINE = 0x0a;
const SPACE = 0x20;
const ZERO = 0x30;

/** Larger contents are no source files: they are skipped, not held in memory. */
const LARGEST_OBJECT = 64 << 20;

/** Gets object after object in the order of the request; no bytes when the clone has none, or too many for a source file. */
export type ObjectSink = (index: number, source: Buffer | undefined, from: number, to: number) => void;

/** Reads objects; the request is one hexadecimal id a line. */
export type ReadObjects = (request: Uint8Array, sink: ObjectSink) => Promise<void>;

/** Contents of many objects from one child. */
export async function readObjects(git: Git, request: Uint8Array, sink: ObjectSink): Promise<void> {
  const parser = new CatFileParser();
  parser.sink = sink;
  await git.run(['cat-file', '--batch', '--buffer'], { input: request, sink: chunk => parser.push(chunk) });
}

/** What `cat-file --batch` answers: `<id> SP <type> SP <size> LF <content> LF`, or `<id> SP missing LF`. */
export class CatFileParser {
  /** How many objects have come. */
  index = 0;
  sink: ObjectSink = () => undefined;
  #header = '';
  #body: Buffer | undefined;
  #filled = 0;
  /** Bytes to pass over: the newline after a content, or a content that is too large. */
  #skip = 0;

  push(chunk: Buffer): void {
    for (let at = 0; at < chunk.length;) {
      if (this.#skip > 0) {
        const skipped = Math.min(this.#skip, chunk.length - at);
        this.#skip -= skipped;
        at += skipped;
      } else if (this.#body !== undefined) at = this.#fill(this.#body, chunk, at);
      else at = this.#begin(chunk, at);
    }
  }

  #begin(chunk: Buffer, at: number): number {
    const end = chunk.indexOf(NEWLINE, at);
    if (end === -1) {
      this.#header += chunk.toString('latin1', at);
      return chunk.length;
    }
    const size = this.#header === '' ? parseSize(chunk, end) : this.#sizeAfter(chunk.toString('latin1', at, end));
    if (size === -1) this.#emit(undefined, 0, 0);
    else if (size > LARGEST_OBJECT) {
      this.#skip = size + 1;
      this.#emit(undefined, 0, 0);
    } else if (end + 1 + size <= chunk.length) {
      this.#skip = 1;
      this.#emit(chunk, end + 1, end + 1 + size);
      return end + 1 + size;
    } else {
      this.#body = Buffer.allocUnsafeSlow(size);
      this.#filled = 0;
    }
    return end + 1;
  }

  #sizeAfter(rest: string): number {
    const header = Buffer.from(this.#header + rest, 'latin1');
    this.#header = '';
    return parseSize(header, header.length);
  }

  #fill(body: Buffer, chunk: Buffer, at: number): number {
    const copied = chunk.copy(body, this.#filled, at);
    this.#filled += copied;
    if (this.#filled === body.length) {
      this.#body = undefined;
      this.#skip = 1;
      this.#emit(body, 0, body.length);
    }
    return at + copied;
  }

  #emit(source: Buffer | undefined, from: number, to: number): void {
    this.sink(this.index++, source, from, to);
  }
}

/** The number at the end of a header; -1 when it ends with a word. */
function parseSize(bytes: Buffer, end: number): number {
  let size = 0;
  let unit = 1;
  for (let at = end - 1; bytes[at] !== SPACE; at--) {
    const digit = (bytes[at] ?? 0) - ZERO;
    if (digit < 0 || digit > 9) return -1;
    size += digit * unit;
    unit *= 10;
  }
  return size;
}

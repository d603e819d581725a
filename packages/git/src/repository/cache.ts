import { closeSync, mkdirSync, openSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';

/** Answers that depend on content ids alone. They never go stale and may be lost at any time. */
export interface Cache {
  get(key: string): string | undefined;
  set(key: string, value: string): void;
  /** Writes what was added; a folder that cannot be written is no error. */
  save(): Promise<void>;
}

/** First line of every file; another format is another first line. */
const HEADER = 'oneleaf cache 3';

/** One file may hold so many characters, the folder so many bytes; the least recently used goes first. */
const FILE_LIMIT = 24 << 20;
const FOLDER_LIMIT = 64 << 20;

const LINES_AT_ONCE = 1024;

/** What would break a line, and surrogates: half of one, as in an escaped path, has no UTF-8. */
const specialCharacters = /[\\\t\n\ud800-\udfff]/g;
const isSpecial = /[\\\t\n\ud800-\udfff]/;

/**
 * One file of `<key> TAB <value>` lines, and the checksum of all of them. It is read when the first line is asked for, and each line is decoded
 * when it is. A file whose checksum is wrong is empty: a changed byte may never change an answer.
 */
export class FileCache implements Cache {
  #read: Map<string, string> | undefined;
  readonly #used = new Set<string>();
  #changed = false;

  constructor(
    readonly folder: string,
    readonly name: string,
    readonly limit = FILE_LIMIT,
  ) {}

  get #lines(): Map<string, string> {
    return (this.#read ??= readLines(join(this.folder, this.name)));
  }

  get(key: string): string | undefined {
    const line = escape(key);
    const value = this.#lines.get(line);
    if (value === undefined) return undefined;
    this.#used.add(line);
    return value.includes('\\') ? unescape(value) : value;
  }

  set(key: string, value: string): void {
    const line = escape(key);
    this.#lines.set(line, escape(value));
    this.#used.add(line);
    this.#changed = true;
  }

  save(): Promise<void> {
    if (this.#changed) ignoreFailure(() => this.#write());
    this.#changed = false;
    return Promise.resolve();
  }

  /** Lines that this run used go last, so that unused ones are cut off first. */
  #write(): void {
    const old = [...this.#lines].filter(([key]) => !this.#used.has(key));
    const used = [...this.#lines].filter(([key]) => this.#used.has(key));
    const lines = [...old, ...used];
    const length = ([key, value]: readonly [string, string]): number => key.length + value.length + 2;
    let size = lines.reduce((sum, line) => sum + length(line), 0);
    let first = 0;
    for (const line of lines) {
      if (size <= this.limit) break;
      size -= length(line);
      first++;
    }
    mkdirSync(this.folder, { recursive: true });
    const draft = join(this.folder, `${this.name}.${process.pid}.tmp`);
    const file = openSync(draft, 'w');
    try {
      let sum = 0;
      const write = (text: string): void => {
        sum = crc32(text, sum);
        writeFileSync(file, text);
      };
      write(`${HEADER}\n`);
      // In pieces: the whole text may be many times what a run has read.
      for (; first < lines.length; first += LINES_AT_ONCE) {
        const piece = lines.slice(first, first + LINES_AT_ONCE).map(([key, value]) => `${key}\t${value}\n`);
        write(piece.join(''));
      }
      writeFileSync(file, checksumText(sum));
    } finally {
      closeSync(file);
    }
    renameSync(draft, join(this.folder, this.name));
    removeOldFiles(this.folder);
  }
}

const CHECKSUM_LENGTH = 8;

/** In hexadecimal. */
function checksumText(sum: number): string {
  return sum.toString(16).padStart(CHECKSUM_LENGTH, '0');
}

function readLines(file: string): Map<string, string> {
  const lines = new Map<string, string>();
  const bytes = ignoreFailure(() => readFileSync(file));
  if (bytes === undefined) return lines;
  const end = Math.max(bytes.length - CHECKSUM_LENGTH, 0);
  const body = bytes.subarray(0, end);
  const text = bytes.toString('latin1', end) === checksumText(crc32(body)) ? body.toString() : '';
  if (!text.startsWith(`${HEADER}\n`)) return lines;
  for (let from = HEADER.length + 1; ;) {
    const tab = text.indexOf('\t', from);
    const end = text.indexOf('\n', tab);
    if (tab === -1 || end === -1) return lines;
    lines.set(text.slice(from, tab), text.slice(tab + 1, end));
    from = end + 1;
  }
}

/** Keeps the folder small: the files that were written last stay, and folders, which are not the cache's. */
function removeOldFiles(folder: string): void {
  const entries = readdirSync(folder, { withFileTypes: true }).filter(entry => entry.isFile());
  const files = entries.map(({ name }) => ({ path: join(folder, name), ...sizeAndTime(join(folder, name)) }));
  let total = 0;
  for (const { path, size } of files.sort((one, other) => other.time - one.time)) {
    total += size;
    if (total > FOLDER_LIMIT) rmSync(path, { force: true });
  }
}

function sizeAndTime(path: string): { readonly size: number; readonly time: number } {
  const { size, mtimeMs } = statSync(path);
  return { size, time: mtimeMs };
}

function escape(text: string): string {
  return isSpecial.test(text) ? text.replace(specialCharacters, unit => `\\${unit.charCodeAt(0).toString(16).padStart(4, '0')}`) : text;
}

function unescape(text: string): string {
  return text.replace(/\\([0-9a-f]{4})/g, (_, code: string) => String.fromCharCode(parseInt(code, 16)));
}

/** A cache that cannot be read or written is an empty one: a read-only clone, a full disk, another user's repository. */
function ignoreFailure<T>(task: () => T): T | undefined {
  try {
    return task();
  } catch {
    return undefined;
  }
}

/** For repositories that are opened without a cache. */
export class MemoryCache implements Cache {
  readonly #values = new Map<string, string>();

  get(key: string): string | undefined {
    return this.#values.get(key);
  }

  set(key: string, value: string): void {
    this.#values.set(key, value);
  }

  save(): Promise<void> {
    return Promise.resolve();
  }
}

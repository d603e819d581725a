import { closeSync, existsSync, fsyncSync, mkdirSync, openSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { GitError, InterruptedRewriteError } from '../process/git-error.js';
import type { WorkingFile } from './writable-working-tree.js';
import { decodeStages, type IndexEntry, encodeStages } from './index-entries.js';
import type { Oid } from '../objects/oid.js';
import { decodePath, encodePath } from '../process/path-encoding.js';
import type { LastRewrite } from './worktree.js';

/** One path before and after; null where there is no file. */
export interface FileSwap {
  readonly path: string;
  readonly before: FileState;
  readonly after: FileState;
}

export interface FileState {
  readonly file: WorkingFile | null;
  readonly staged: readonly IndexEntry[];
}

/** All that it takes to go forward and back. */
export interface RewriteRecord {
  /** Names its spare files. */
  readonly key: string;
  readonly head: Oid | null;
  readonly note: unknown;
  /** Made for it, the outer ones first. */
  readonly folders: readonly string[];
  readonly swaps: readonly FileSwap[];
}

export interface StoredRewrite extends RewriteRecord {
  readonly state: LastRewrite['state'];
}

/** First line of the file; another format is another first line. */
const HEADER = 'oneleaf rewrite 1';

/** One file that is put in place by its name, so that it is always whole; the name is the state. */
export class RewriteJournal {
  readonly folder: string;

  constructor(gitDir: string) {
    this.folder = join(gitDir, 'oneleaf', 'rewrite');
  }

  found(): StoredRewrite | undefined {
    return this.#read('interrupted') ?? this.#read('done');
  }

  demandNoneInterrupted(): void {
    if (!existsSync(this.#path('interrupted'))) return;
    throw new InterruptedRewriteError('an earlier rewriting was interrupted: nothing was written', ['finish', 'undo']);
  }

  /** From here on the rewriting will be finished or undone, whatever happens. */
  begin(record: RewriteRecord): void {
    mkdirSync(this.folder, { recursive: true });
    renameSync(this.write('next', encodeRecord(record)), this.#path('interrupted'));
    syncFolder(this.folder);
    syncFolder(dirname(this.folder));
  }

  end(): void {
    this.#remove('entries');
    renameSync(this.#path('interrupted'), this.#path('done'));
    syncFolder(this.folder);
  }

  /** A done one is about to be undone: what is half undone can go both ways. */
  reopen(): void {
    renameSync(this.#path('done'), this.#path('interrupted'));
    syncFolder(this.folder);
  }

  /** The one that is interrupted goes last: until then it can go both ways. */
  drop(): void {
    this.#remove('done');
    this.withdraw();
  }

  /** As if it had never begun: the one before it is there again. */
  withdraw(): void {
    for (const name of ['next', 'entries', 'interrupted']) this.#remove(name);
  }

  /** A file beside it, on disk when this returns; answers its path. */
  write(name: 'next' | 'entries', bytes: string | Buffer): string {
    const path = this.#path(name);
    writeFileSync(path, bytes, { flush: true });
    return path;
  }

  #read(state: LastRewrite['state']): StoredRewrite | undefined {
    const path = this.#path(state);
    if (!existsSync(path)) return undefined;
    const [header, ...lines] = readFileSync(path, 'utf8').split('\n');
    if (header === HEADER) return { state, ...decodeRecord(lines) };
    throw new GitError(`${path} was written by another version of Oneleaf`, 'undo or finish with that version, or remove the file');
  }

  #remove(name: string): void {
    if (existsSync(this.#path(name))) rmSync(this.#path(name));
  }

  #path(name: string): string {
    return join(this.folder, name);
  }
}

/** A new name is on disk when its folder is. Windows opens no folders. */
function syncFolder(folder: string): void {
  if (process.platform === 'win32') return;
  const opened = openSync(folder, 'r');
  try {
    fsyncSync(opened);
  } finally {
    closeSync(opened);
  }
}

function encodeRecord({ key, head, note, folders, swaps }: RewriteRecord): string {
  const lines = swaps.map(({ path, before, after }) => [encodeName(path), ...encodeFileState(before), ...encodeFileState(after)].join(' '));
  return [HEADER, key, head ?? '', JSON.stringify(note ?? null), folders.map(encodeName).join(' '), ...lines, ''].join('\n');
}

function decodeRecord([key = '', head = '', note = '', folders = '', ...lines]: readonly string[]): RewriteRecord {
  return {
    key,
    head: head === '' ? null : head,
    note: JSON.parse(note),
    folders: folders === '' ? [] : folders.split(' ').map(decodeName),
    swaps: lines.slice(0, -1).map(line => {
      const [path = '', ...sides] = line.split(' ');
      return { path: decodeName(path), before: decodeFileState(sides.slice(0, 3)), after: decodeFileState(sides.slice(3)) };
    }),
  };
}

/** Permissions (empty: a new file's; `-`: no file), contents, entries. */
function encodeFileState({ file, staged }: FileState): readonly string[] {
  return [file === null ? '-' : (file.mode?.toString(8) ?? ''), file?.bytes.toString('base64') ?? '', encodeStages(staged)];
}

function decodeFileState([mode = '', bytes = '', staged = '']: readonly string[]): FileState {
  const content = { mode: mode === '' ? null : parseInt(mode, 8), bytes: Buffer.from(bytes, 'base64') };
  return { file: mode === '-' ? null : content, staged: decodeStages(staged) };
}

/** A path has any bytes but NUL. */
function encodeName(path: string): string {
  return encodePath(path).toString('base64');
}

function decodeName(name: string): string {
  return decodePath(Buffer.from(name, 'base64'));
}

import { closeSync, existsSync, fsyncSync, mkdirSync, openSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { GitError } from './git-error.js';
import type { Content } from './ground.js';
import { parseStages, type Staged, stagesText } from './index-entries.js';
import type { Oid } from './model.js';
import { decodePath, encodePath } from './path.js';
import type { Rewritten } from './rewriting.js';

/** One path before and after; null where there is no file. */
export interface Swap {
  readonly path: string;
  readonly before: Side;
  readonly after: Side;
}

export interface Side {
  readonly file: Content | null;
  readonly staged: readonly Staged[];
}

/** All that it takes to go forward and back. */
export interface Recorded {
  /** Names its spare files. */
  readonly key: string;
  readonly head: Oid | null;
  readonly note: unknown;
  /** Made for it, the outer ones first. */
  readonly folders: readonly string[];
  readonly swaps: readonly Swap[];
}

export interface Found extends Recorded {
  readonly state: Rewritten['state'];
}

/** First line of the file; another format is another first line. */
const HEADER = 'oneleaf rewrite 1';

/** One file that is put in place by its name, so that it is always whole; the name tells the state. */
export class Journal {
  readonly folder: string;

  constructor(gitDir: string) {
    this.folder = join(gitDir, 'oneleaf', 'rewrite');
  }

  found(): Found | undefined {
    return this.#read('interrupted') ?? this.#read('done');
  }

  demandNoneInterrupted(): void {
    if (!existsSync(this.#path('interrupted'))) return;
    throw new GitError(
      'an earlier rewriting was interrupted: nothing was written',
      'npx oneleaf rebase --continue, or npx oneleaf rebase --abort',
    );
  }

  /** From here on the rewriting will be finished or undone, whatever happens. */
  begin(record: Recorded): void {
    mkdirSync(this.folder, { recursive: true });
    renameSync(this.write('next', encode(record)), this.#path('interrupted'));
    flush(this.folder);
    flush(dirname(this.folder));
  }

  end(): void {
    this.#remove('entries');
    renameSync(this.#path('interrupted'), this.#path('done'));
    flush(this.folder);
  }

  /** A done one is about to be undone: what is half undone can go both ways. */
  reopen(): void {
    renameSync(this.#path('done'), this.#path('interrupted'));
    flush(this.folder);
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

  #read(state: Rewritten['state']): Found | undefined {
    const path = this.#path(state);
    if (!existsSync(path)) return undefined;
    const [header, ...lines] = readFileSync(path, 'utf8').split('\n');
    if (header === HEADER) return { state, ...decode(lines) };
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
function flush(folder: string): void {
  if (process.platform === 'win32') return;
  const opened = openSync(folder, 'r');
  try {
    fsyncSync(opened);
  } finally {
    closeSync(opened);
  }
}

function encode({ key, head, note, folders, swaps }: Recorded): string {
  const lines = swaps.map(({ path, before, after }) => [named(path), ...sideText(before), ...sideText(after)].join(' '));
  return [HEADER, key, head ?? '', JSON.stringify(note ?? null), folders.map(named).join(' '), ...lines, ''].join('\n');
}

function decode([key = '', head = '', note = '', folders = '', ...lines]: readonly string[]): Recorded {
  return {
    key,
    head: head === '' ? null : head,
    note: JSON.parse(note),
    folders: folders === '' ? [] : folders.split(' ').map(pathOf),
    swaps: lines.slice(0, -1).map(line => {
      const [path = '', ...sides] = line.split(' ');
      return { path: pathOf(path), before: sideOf(sides.slice(0, 3)), after: sideOf(sides.slice(3)) };
    }),
  };
}

/** Permissions (empty: a new file's; `-`: no file), contents, entries. */
function sideText({ file, staged }: Side): readonly string[] {
  return [file === null ? '-' : (file.mode?.toString(8) ?? ''), file?.bytes.toString('base64') ?? '', stagesText(staged)];
}

function sideOf([mode = '', bytes = '', staged = '']: readonly string[]): Side {
  const content = { mode: mode === '' ? null : parseInt(mode, 8), bytes: Buffer.from(bytes, 'base64') };
  return { file: mode === '-' ? null : content, staged: parseStages(staged) };
}

/** A path has any bytes but NUL. */
function named(path: string): string {
  return encodePath(path).toString('base64');
}

function pathOf(name: string): string {
  return decodePath(Buffer.from(name, 'base64'));
}

import type { FileChange } from '@oneleaf/core';
import type { Git } from '../process/git.js';
import { type WorkingFile, writeRefusal, type ReadBlobs } from './writable-working-tree.js';
import type { IndexEntries, IndexEntry } from './index-entries.js';
import type { Oid } from '../objects/oid.js';
import { encodePath } from '../process/path-encoding.js';
import type { FileRewrite } from './worktree.js';
import type { PathStatus } from './status.js';

/** The index and what differs from it, before anything is written. */
export interface WorktreeState {
  readonly index: IndexEntries;
  readonly status: ReadonlyMap<string, PathStatus>;
  readonly seen: ReadBlobs;
}

/** What the index is to hold of paths that are rewritten. */
export class IndexPlan {
  readonly #origins: ReadonlyMap<string, string>;
  readonly #leaving: ReadonlySet<string>;

  constructor(
    readonly git: Git,
    readonly state: WorktreeState,
    moves: FileRewrite['moves'],
  ) {
    this.#origins = new Map(moves.map(({ from, to }) => [to, from]));
    this.#leaving = new Set(moves.map(({ from }) => from));
  }

  before(path: string): readonly IndexEntry[] {
    return this.state.index.get(path) ?? [];
  }

  /** Writes the blob that it takes. */
  async after({ path, text }: FileChange, file: WorkingFile | null): Promise<readonly IndexEntry[]> {
    const owner = this.#owner(path);
    if (owner === undefined) return [];
    const entries = this.before(owner);
    this.#demandOrdinary(owner, entries);
    const [first] = entries;
    if (first === undefined || this.#isChanged(owner, entries)) return entries;
    if (text === null || file === null) return [];
    // Ours, where a merge stopped here.
    const { mode } = entries.find(({ stage }) => stage === 2) ?? first;
    return [{ mode, oid: await this.#blob(owner, { path, text }, file), stage: 0 }];
  }

  /** The path whose entries go on here. */
  #owner(path: string): string | undefined {
    const origin = this.#origins.get(path);
    if (origin !== undefined && this.before(origin).length > 0) return origin;
    return this.#leaving.has(path) ? undefined : path;
  }

  #demandOrdinary(path: string, entries: readonly IndexEntry[]): void {
    if (entries.some(({ mode }) => !mode.startsWith('100'))) throw writeRefusal(path, 'is not a file in the index');
    // Such an entry has no content, and looks like an empty file in every list of entries.
    if (this.state.status.get(path)?.unstaged === 'A') throw writeRefusal(path, 'was announced with git add --intent-to-add');
  }

  #isChanged(path: string, entries: readonly IndexEntry[]): boolean {
    const { unstaged = '.' } = this.state.status.get(path) ?? {};
    return entries.every(({ stage }) => stage === 0) && unstaged !== '.';
  }

  /**
   * A text that was read as the index has it is a blob as it stands. All else goes through git's conversions; not everything, because
   * `git hash-object` takes the carriage returns out of a file that was committed with them, where `git add` would not (it has no index to look at).
   */
  async #blob(owner: string, { path, text }: { readonly path: string; readonly text: string }, file: WorkingFile): Promise<Oid> {
    const [entry] = this.before(owner);
    const isRaw = entry?.stage === 0 && this.state.seen.get(owner) === entry.oid;
    // Arguments are strings, so a path that is not UTF-8 cannot be named in one.
    const isNamable = encodePath(path).toString() === path;
    const how = isRaw || !isNamable ? '--no-filters' : `--path=${path}`;
    const written = await this.git.run(['-c', 'core.fsync=objects', 'hash-object', '-w', '--stdin', how], {
      input: isRaw ? text : file.bytes,
    });
    return written.toString().trim();
  }
}

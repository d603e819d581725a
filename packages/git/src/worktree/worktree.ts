import type { FileChange } from '@oneleaf/core';
import type { Oid } from '../objects/oid.js';

/** One rewriting of files that can be finished or undone, also after the process was killed. */
export interface FileRewrite {
  /** Each path once. */
  readonly changes: readonly FileChange[];
  /**
   * Files that go on under another name: permissions and index entry follow, as with `git mv`.
   * `to` has a change with its text; so has `from`, with null or with the text of what comes there.
   */
  readonly moves: readonly { readonly from: string; readonly to: string }[];
  /** What the caller wants to remember with it: plain JSON. */
  readonly note: unknown;
}

export interface LastRewrite {
  readonly state: 'interrupted' | 'done';
  readonly note: unknown;
  readonly paths: readonly string[];
  /** HEAD's commit when it was made; null before the first one. */
  readonly head: Oid | null;
}

/** What git has begun here and not ended. */
export interface GitOperation {
  /** A stopped merge inside a rebase is a rebase. */
  readonly kind: 'merge' | 'rebase' | 'cherry-pick' | 'revert' | 'am';
  /** Of a rebase: where the commits go. */
  readonly onto?: Oid;
  /** Of a rebase: the tip of the branch before. */
  readonly original?: Oid;
  /** What is being merged (an octopus has several), replayed, picked or reverted right now; none when it stopped between two commits. */
  readonly heads: readonly Oid[];
}

/** A working tree with its index. Every method but `operationInProgress` and `lastRewrite` refuses with a `GitError` where there is none. */
export interface Worktree {
  /**
   * Writes all the changes or, with a `GitError`, none, as `Repository.apply` does, and the index with them: tracked files without changes of
   * their own are staged with their new text, unmerged ones as resolved; files with changes of their own keep what is staged of them, under their
   * new name; untracked and new files stay untracked. Refused while an interrupted rewriting is there.
   */
  rewrite(rewriting: FileRewrite): Promise<void>;
  /** The last one of this working tree, until it is undone or forgotten or the next takes its place. */
  lastRewrite(): Promise<LastRewrite | undefined>;
  /** Rolls an interrupted one forward. */
  finish(): Promise<void>;
  /**
   * Restores files, permissions and index entries as they were before, of an interrupted one and of a done one. A `GitError` names what has
   * changed since: a path that is neither as it was nor as it was to be, or HEAD.
   */
  undo(): Promise<void>;
  /** Leaves everything as it is now; it can be neither finished nor undone any more. */
  forget(): Promise<void>;
  /**
   * Of these paths the tracked ones with changes of their own: not staged, or staged and not committed. The latter does not count for a path that
   * HEAD lacks, nor while git is in the middle of something. Unmerged paths are not among them: `Repository.indexed` flags those.
   */
  dirty(paths: readonly string[]): Promise<readonly string[]>;
  operationInProgress(): Promise<GitOperation | undefined>;
  /**
   * Commits these paths as they are in the working tree, whatever else is staged, with the user's hooks and signature; paths that nothing has
   * changed or that are untracked are left out. Refused where git wants its own `--continue`.
   */
  commit(message: string, paths: readonly string[]): Promise<Oid>;
}

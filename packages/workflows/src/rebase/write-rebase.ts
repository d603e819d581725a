import { isMarker, type RebaseReport, type FileMove } from '@oneleaf/core';
import { markers as markerKinds } from '@oneleaf/frameworks';
import { EnvironmentError } from '@oneleaf/core/errors';
import { HeadMovedError, InterruptedRewriteError } from '@oneleaf/git';
import { isReport, messageOf } from './rebase-note.js';
import type { RepositorySession } from '../session/session.js';
import { requireFeasible, followUpNotes, type DatabaseFollowUp } from './database-follow-up.js';

export interface RebaseWrite {
  readonly report: RebaseReport;
  readonly moves: readonly FileMove[];
  readonly commit: boolean;
  readonly applyDatabase: boolean;
  readonly due?: DatabaseFollowUp;
}

export function interruptedError(): EnvironmentError {
  return new EnvironmentError('an earlier oneleaf rebase was interrupted', 'oneleaf rebase --continue, or oneleaf rebase --abort');
}

/** Writes a plan, all of it or nothing; it can be taken back. */
export async function writeRebase({ repository: { worktree } }: RepositorySession, writing: RebaseWrite): Promise<RebaseReport> {
  const { report, moves, commit, due } = writing;
  const paths = report.changes.map(({ path }) => path);
  await requireClean(worktree, paths, commit);
  if (due && writing.applyDatabase) requireFeasible(due);
  const written: RebaseReport = { ...report, state: 'written', notes: due ? followUpNotes(due, 'written') : report.notes };
  await worktree.rewrite({ changes: report.changes, moves, note: written }).catch(nameCommands);
  const followed = due && writing.applyDatabase ? await applyFollowUp(written, due) : written;
  return commit ? { ...followed, commit: await worktree.commit(messageOf(report), paths) } : followed;
}

const rebaseCommands = { finish: 'npx oneleaf rebase --continue', undo: 'npx oneleaf rebase --abort' };

function nameCommands(cause: unknown): never {
  if (!(cause instanceof InterruptedRewriteError)) throw cause;
  throw new EnvironmentError(cause.message, cause.ways.map(way => rebaseCommands[way]).join(', or '), { cause });
}

async function applyFollowUp(report: RebaseReport, due: DatabaseFollowUp): Promise<RebaseReport> {
  await due.record.apply(due.recordPlan.changes);
  return { ...report, notes: followUpNotes(due, 'applied') };
}

async function requireClean(
  worktree: RepositorySession['repository']['worktree'],
  paths: readonly string[],
  commit: boolean,
): Promise<void> {
  // A new migration changes its marker, so an uncommitted marker is no reason to stop.
  const dirty = await worktree.dirty(paths.filter(path => !isMarker(path, markerKinds)));
  if (dirty.length > 0) {
    throw new EnvironmentError(`${dirty.join(', ')} has changes that are not committed: nothing was written`, 'git stash, or git commit');
  }
  const underway = commit ? await worktree.operationInProgress() : undefined;
  if (underway && (underway.kind !== 'rebase' || underway.heads.length > 0)) {
    throw new EnvironmentError(`a ${underway.kind} is in progress and makes the commit itself: nothing was written`, 'oneleaf rebase');
  }
}

/** Rolls a rebase forward that was interrupted. */
export async function finishRebase({ repository: { worktree } }: RepositorySession): Promise<RebaseReport> {
  const found = await worktree.lastRewrite();
  if (found?.state !== 'interrupted' || !isReport(found.note)) throw noRebaseError('finish');
  await worktree.finish();
  return found.note;
}

/** Takes the last rebase back, interrupted or not. */
export async function undoRebase({ repository: { worktree } }: RepositorySession): Promise<RebaseReport> {
  const found = await worktree.lastRewrite();
  if (!found || !isReport(found.note)) throw noRebaseError('undo');
  await worktree.undo().catch(nameUndo);
  return { ...found.note, state: 'taken-back' };
}

/** A commit on top of the rebase, as `--commit` makes it, is taken back first. */
function nameUndo(cause: unknown): never {
  if (!(cause instanceof HeadMovedError) || cause.before === undefined) throw cause;
  throw new EnvironmentError(cause.message, `${cause.hint} && ${rebaseCommands.undo}`, { cause });
}

function noRebaseError(verb: string): EnvironmentError {
  return new EnvironmentError(`there is no rebase to ${verb}`, 'git status');
}

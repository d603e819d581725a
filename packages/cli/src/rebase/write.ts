import { isMarker, type RebaseReport } from '@oneleaf/core';
import { EnvironmentError } from '../errors.js';
import type { Session } from '../session.js';
import type { Move } from './sound.js';

export interface Writing {
  readonly report: RebaseReport;
  readonly moves: readonly Move[];
  readonly commit: boolean;
}

export function interrupted(): EnvironmentError {
  return new EnvironmentError('a rebase was interrupted here', 'oneleaf rebase --continue, or oneleaf rebase --abort');
}

/** Writes a plan, all of it or nothing; it can be taken back. */
export async function write({ repository: { worktree } }: Session, { report, moves, commit }: Writing): Promise<RebaseReport> {
  const paths = report.changes.map(({ path }) => path);
  // A marker says nothing of its own, and whoever has just made a migration has changed it.
  const dirty = await worktree.dirty(paths.filter(path => !isMarker(path)));
  if (dirty.length > 0) {
    throw new EnvironmentError(`${dirty.join(', ')} has changes that are not committed: nothing was written`, 'git stash, or git commit');
  }
  const written: RebaseReport = { ...report, state: 'written' };
  await worktree.rewrite({ changes: report.changes, moves, note: written });
  return commit ? { ...written, commit: await worktree.commit(messageOf(report), paths) } : written;
}

function messageOf({ rebased, base }: RebaseReport): string {
  const names = rebased.filter(({ moved, dropped }) => moved.length + dropped.length > 0).map(({ history }) => history);
  if (names.length === 0) return 'Name the leaves as they are';
  return `Put migrations of ${names.join(', ')} behind ${base.ref}`;
}

/** Rolls a rebase forward that was interrupted. */
export async function finishRebase({ repository: { worktree } }: Session): Promise<RebaseReport> {
  const found = await worktree.rewritten();
  if (found?.state !== 'interrupted' || !isReport(found.note)) throw nothingTo('finish');
  await worktree.finish();
  return found.note;
}

/** Takes the last rebase back, interrupted or not. */
export async function undoRebase({ repository: { worktree } }: Session): Promise<RebaseReport> {
  const found = await worktree.rewritten();
  if (!found || !isReport(found.note)) throw nothingTo('take back');
  await worktree.undo();
  return { ...found.note, state: 'taken-back' };
}

function nothingTo(verb: string): EnvironmentError {
  return new EnvironmentError(`there is no rebase to ${verb}`, 'git status');
}

/** The journal is of this program, if perhaps of another version of it. */
function isReport(note: unknown): note is RebaseReport {
  return (
    typeof note === 'object' && note !== null && 'command' in note && note.command === 'rebase' && 'schema' in note && note.schema === 1
  );
}

import type { DraftReport } from '@oneleaf/core';
import { gitRepo, type GitRepo } from '@oneleaf/git/testing';
import { SHOP } from './migrations.js';
import { oneleaf, type ProgramResult } from './oneleaf.js';

/** A clone with nothing of one's own, whose origin has moved on since: Grace landed `tax`. */
export function clone(main: Parameters<typeof gitRepo>[0][string] = SHOP): { origin: GitRepo; repo: GitRepo } {
  const origin = gitRepo({ main });
  const repo = origin.clone();
  return { origin, repo };
}

/** The report that was printed as JSON. */
export function draftReport({ output, complaint }: ProgramResult): DraftReport {
  expect(complaint).toBe('');
  return JSON.parse(output) as DraftReport;
}

/** Runs it without writing: no ref and no file may change, though objects may have been fetched. */
export async function expectStill(repo: GitRepo, args: readonly string[]): Promise<ProgramResult> {
  const state = (): string => repo.git('for-each-ref') + repo.git('status', '--porcelain', '--untracked-files=all');
  const before = state();
  const ended = await oneleaf(repo, args);
  expect(state()).toBe(before);
  return ended;
}

/** What would be written, as `path < parents`, its notes, or why nothing is. */
export async function draftLines(repo: GitRepo, ...args: readonly string[]): Promise<readonly string[]> {
  const { drafts, written } = draftReport(await expectStill(repo, ['new', ...args, '--dry-run', '--format', 'json']));
  expect(written).toBe(false);
  return drafts.flatMap(({ path, parents, notes, refusal }) => [
    refusal ? refusal.message : `${path ?? ''} < ${parents.map(({ name }) => name).join(', ')}`,
    ...(refusal?.fix ? [refusal.fix.title, refusal.fix.command ?? ''] : []),
    ...notes.flatMap(({ title, command = '' }) => [title, command]),
  ]);
}

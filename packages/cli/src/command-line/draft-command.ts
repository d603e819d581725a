import type { DraftReport } from '@oneleaf/core';
import { realpathSync } from 'node:fs';
import { relative, sep } from 'node:path';
import type { ReportArguments } from './arguments.js';
import type { DraftSettings } from '@oneleaf/workflows/drafting/migration-draft';
import type { TerminalContext } from './command-run.js';
import type { RepositorySession } from '@oneleaf/workflows/session/session';

/** Where the user is in the repository, and what a draft takes from the machine. */
export function readDraftSettings(
  { repository }: RepositorySession,
  { repo }: ReportArguments,
  { cwd, timeZone, chance }: TerminalContext,
): Omit<DraftSettings, 'dryRun'> & { folder: string } {
  const steps = relative(realpathSync(repository.top), realpathSync(repo ?? cwd));
  return { folder: steps.split(sep).join('/'), timeZone: timeZone(), chance };
}

export function exitOfDraft({ drafts }: DraftReport): number {
  return drafts.some(({ refusal }) => refusal !== undefined) ? 1 : 0;
}

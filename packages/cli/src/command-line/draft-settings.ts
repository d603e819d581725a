import { repositoryPath } from '@oneleaf/workflows/session/repository-path';
import type { DraftSettings } from '@oneleaf/workflows/drafting/migration-request';
import type { RepositorySession } from '@oneleaf/workflows/session/session';
import type { ReportArguments } from './arguments.js';
import type { TerminalContext } from './command-run.js';

/** Where the user is in the repository, and what a draft takes from the machine. */
export function readDraftSettings(
  { repository }: RepositorySession,
  { repo }: ReportArguments,
  { cwd, timeZone, chance }: TerminalContext,
): Omit<DraftSettings, 'dryRun'> & { folder: string } {
  return { folder: repositoryPath(repository, repo ?? cwd) ?? '', timeZone: timeZone(), chance };
}

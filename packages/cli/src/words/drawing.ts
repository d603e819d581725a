import type { DraftReport } from '@oneleaf/core';
import { realpathSync } from 'node:fs';
import { relative, sep } from 'node:path';
import type { Common } from '../arguments.js';
import type { Drawing } from '../drafting.js';
import type { Outside } from '../outside.js';
import type { Session } from '../session.js';

/** Where the user is in the repository, and what a draft takes from the machine. */
export function drawing(
  { repository }: Session,
  { repo }: Common,
  { cwd, timeZone, chance }: Outside,
): Omit<Drawing, 'dryRun'> & { folder: string } {
  const steps = relative(realpathSync(repository.top), realpathSync(repo ?? cwd));
  return { folder: steps.split(sep).join('/'), timeZone: timeZone(), chance };
}

export function exitOfDraft({ drafts }: DraftReport): number {
  return drafts.some(({ refusal }) => refusal !== undefined) ? 1 : 0;
}

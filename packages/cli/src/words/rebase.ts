import type { RebaseReport } from '@oneleaf/core';
import { common, flag, some, text, type Parsed } from '../arguments.js';
import { rebase as putBehind, type RebaseOptions } from '../commands/rebase.js';
import { DATABASE_HELP, openDatabase } from '../database.js';
import type { Outside } from '../outside.js';
import type { Session } from '../session.js';
import { UsageError } from '../errors.js';
import { finishRebase, undoRebase } from '../rebase/write.js';
import { reporting } from '../reporting.js';
import { drawing } from './drawing.js';
import { EXITS_HELP, REPORT, REPORT_HELP, type Word } from './word.js';

export const rebase: Word = {
  name: 'rebase',
  summary: "puts the branch's own migrations behind what has landed",
  help: `oneleaf rebase [HISTORY...] [--onto REF] [--dry-run] [--commit] [--database URL [--apply-database]]
oneleaf rebase --continue | --abort

Relinks the migrations that only this branch has behind the leaf of what they are to land on, and renumbers them: whole chains, in all
histories that would fork, with every reference to them. What has landed, or has been released, is never touched.

  HISTORY              a Django label, a versions folder, or some steps of one; all histories otherwise
  --onto REF           where the branch is to land; the remote's main, or the branch's own line, otherwise
  --dry-run            print the plan, write nothing
  --commit             commit what was written, and nothing else
  --continue           finish a rebase that was interrupted
  --abort              take the last rebase back, interrupted or not
${DATABASE_HELP}  --apply-database     rename or take out the rows of what has moved there; the database is only read otherwise
${REPORT_HELP}
${EXITS_HELP}`,
  options: {
    ...REPORT,
    onto: { type: 'string' },
    database: { type: 'string' },
    ...flags('dry-run', 'commit', 'continue', 'abort', 'apply-database'),
  },
  read: parsed => {
    const [place, named] = [common(parsed), some({ onto: text(parsed, 'onto') })];
    const [goesOn, aborts] = [flag(parsed, 'continue'), flag(parsed, 'abort')];
    if (goesOn && aborts) throw new UsageError('a rebase is finished or taken back, not both', 'oneleaf rebase --abort');
    if (goesOn) return reporting(place, finishRebase, exitOf);
    if (aborts) return reporting(place, undoRebase, exitOf);
    const options = { ...named, asked: parsed.positionals, ...switches(parsed) };
    const gather = async (session: Session, outside: Outside): Promise<RebaseReport> => {
      const asked = text(parsed, 'database');
      const ledger = await openDatabase(session, outside, asked);
      const demandsLedger = asked !== undefined || options.applyDatabase;
      if (options.applyDatabase && !ledger) throw new UsageError('no database is named', 'oneleaf rebase --apply-database --database URL');
      return putBehind(session, { ...options, demandsLedger, ...drawing(session, place, outside), ...(ledger ? { ledger } : {}) });
    };
    return reporting(place, gather, exitOf);
  },
};

function switches(parsed: Parsed): Pick<RebaseOptions, 'dryRun' | 'commit' | 'applyDatabase'> {
  return { dryRun: flag(parsed, 'dry-run'), commit: flag(parsed, 'commit'), applyDatabase: flag(parsed, 'apply-database') };
}

function flags(...names: readonly string[]): Word['options'] {
  return Object.fromEntries(names.map(name => [name, { type: 'boolean' as const }]));
}

/** What was done may be right and make no sense: that is no success. */
function exitOf({ rebased, concerns, state }: RebaseReport): number {
  const isFine = rebased.every(({ refusal }) => refusal === undefined) && concerns.every(({ severity }) => severity !== 'error');
  return isFine || state === 'taken-back' ? 0 : 1;
}

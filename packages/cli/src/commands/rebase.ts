import { readReportArguments, optionFlag, definedEntries, optionText, type ParsedArguments } from '../command-line/arguments.js';
import { rebaseWithDatabase } from '@oneleaf/workflows/rebase/database-rebase';
import type { RebaseOptions } from '@oneleaf/workflows/rebase/rebase';
import { DATABASE_HELP } from '../command-line/database-option.js';
import { UsageError } from '@oneleaf/core/errors';
import { finishRebase, undoRebase } from '@oneleaf/workflows/rebase/write-rebase';
import { reportCommand } from '../command-line/report-command.js';
import { readDraftSettings } from '../command-line/draft-command.js';
import { EXITS_HELP, REPORT_OPTIONS, type CommandSpec } from '../command-line/command-spec.js';
import { reportHelp } from '../command-line/report-help.js';

export const rebaseCommand: CommandSpec = {
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
${reportHelp('rebase')}
${EXITS_HELP}`,
  options: {
    ...REPORT_OPTIONS,
    onto: { type: 'string' },
    database: { type: 'string' },
    ...flagOptions('dry-run', 'commit', 'continue', 'abort', 'apply-database'),
  },
  read: parsed => {
    const [location, named] = [readReportArguments(parsed, 'rebase'), definedEntries({ onto: optionText(parsed, 'onto') })];
    const [continues, aborts] = [optionFlag(parsed, 'continue'), optionFlag(parsed, 'abort')];
    if (continues && aborts) throw new UsageError('a rebase is finished or taken back, not both', 'oneleaf rebase --abort');
    if (continues) return reportCommand(location, finishRebase);
    if (aborts) return reportCommand(location, undoRebase);
    const options = {
      ...named,
      ...definedEntries({ database: optionText(parsed, 'database') }),
      asked: parsed.positionals,
      ...readSwitches(parsed),
    };
    return reportCommand(location, (session, context) =>
      rebaseWithDatabase(session, context, { ...options, ...readDraftSettings(session, location, context) }),
    );
  },
};

function readSwitches(parsed: ParsedArguments): Pick<RebaseOptions, 'dryRun' | 'commit' | 'applyDatabase'> {
  return {
    dryRun: optionFlag(parsed, 'dry-run'),
    commit: optionFlag(parsed, 'commit'),
    applyDatabase: optionFlag(parsed, 'apply-database'),
  };
}

function flagOptions(...names: readonly string[]): CommandSpec['options'] {
  return Object.fromEntries(names.map(name => [name, { type: 'boolean' as const }]));
}

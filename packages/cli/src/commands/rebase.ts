import { readReportArguments, optionFlag, definedEntries, optionText, type ParsedArguments } from '../command-line/arguments.js';
import { rebaseWithDatabase } from '@oneleaf/workflows/rebase/database-rebase';
import type { RebaseOptions } from '@oneleaf/workflows/rebase/rebase';
import { DATABASE_HELP } from '../command-line/database-option.js';
import { UsageError } from '@oneleaf/core/errors';
import { finishRebase, undoRebase } from '@oneleaf/workflows/rebase/write-rebase';
import { reportCommand } from '../command-line/report-command.js';
import { readDraftSettings } from '../command-line/draft-settings.js';
import { EXITS_HELP, REPORT_OPTIONS, type CommandSpec } from '../command-line/command-spec.js';
import { reportHelp } from '../command-line/report-help.js';

export const rebaseCommand: CommandSpec = {
  help: `oneleaf rebase [HISTORY...] [--onto REF] [--dry-run] [--commit] [--database URL [--apply-database]]
oneleaf rebase --continue | --abort

Puts the migrations that only this branch has behind the leaf (the last migration) of the base, and renumbers them: whole chains, in every
history that would get a second leaf, with all references to them. Landed and released migrations never change.

  HISTORY              a Django app label, a versions folder, or the last folders of its path; all histories otherwise
  --onto REF           the branch to land on; the remote's main, or the branch's own line, otherwise
  --dry-run            print the plan and write nothing
  --commit             commit the written files, and nothing else
  --continue           finish a rebase that was interrupted
  --abort              undo the last rebase, interrupted or not
${DATABASE_HELP}  --apply-database     rename or delete the rows of moved migrations in the database; otherwise it is only read
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
    if (continues && aborts) throw new UsageError('--continue and --abort cannot be used together', 'oneleaf rebase --abort');
    if (continues) return reportCommand(location, finishRebase);
    if (aborts) return reportCommand(location, undoRebase);
    const options = {
      ...named,
      ...definedEntries({ database: optionText(parsed, 'database') }),
      requested: parsed.positionals,
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

import { positionalsUpTo, readReportArguments, optionFlag, definedEntries, optionText } from '../command-line/arguments.js';
import { newMigration } from '@oneleaf/workflows/new';
import { UsageError } from '@oneleaf/core/errors';
import { reportCommand } from '../command-line/report-command.js';
import { readDraftSettings } from '../command-line/draft-command.js';
import { EXITS_HELP, REPORT_OPTIONS, type CommandSpec } from '../command-line/command-spec.js';
import { reportHelp } from '../command-line/report-help.js';

export const newCommand: CommandSpec = {
  help: `oneleaf new [HISTORY] NAME [--onto LEAF] [--base REF] [--dry-run]

Writes an empty migration, as makemigrations --empty or alembic revision would, without running them. It stands on what will be the
leaf once the branch has landed: the leaf of the branch's own chain, or of the base as the remote has it now.
Numbers that other branches have taken are left to them.

  HISTORY              a Django label, a versions folder, or some steps of one; not needed where there is but one
  --onto LEAF          the leaf to stand on, in a history that keeps several
  --base REF           where the branch is to land; the remote's main, or the branch's own line, otherwise
  --dry-run            print the file, write nothing
${reportHelp('new')}
${EXITS_HELP}`,
  options: { ...REPORT_OPTIONS, onto: { type: 'string' }, base: { type: 'string' }, 'dry-run': { type: 'boolean' } },
  read: parsed => {
    const given = positionalsUpTo(parsed, 2);
    const name = given.at(-1);
    if (name === undefined) throw new UsageError('a new migration needs a name', 'oneleaf new HISTORY NAME');
    const asked = given.length > 1 ? given[0] : undefined;
    const named = definedEntries({ asked, onto: optionText(parsed, 'onto'), base: optionText(parsed, 'base') });
    const [place, options] = [readReportArguments(parsed, 'new'), { ...named, name, dryRun: optionFlag(parsed, 'dry-run') }];
    return reportCommand(place, (session, context) => newMigration(session, { ...options, ...readDraftSettings(session, place, context) }));
  },
};

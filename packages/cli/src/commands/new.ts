import { positionalsUpTo, readReportArguments, optionFlag, definedEntries, optionText } from '../command-line/arguments.js';
import { newMigration } from '@oneleaf/workflows/new';
import { UsageError } from '@oneleaf/core/errors';
import { reportCommand } from '../command-line/report-command.js';
import { readDraftSettings } from '../command-line/draft-settings.js';
import { EXITS_HELP, REPORT_OPTIONS, type CommandSpec } from '../command-line/command-spec.js';
import { reportHelp } from '../command-line/report-help.js';

export const newCommand: CommandSpec = {
  help: `oneleaf new [HISTORY] NAME [--onto LEAF | --branch LABEL] [--base REF] [--dry-run]

Writes an empty migration, as makemigrations --empty or alembic revision does. Neither of them is run. Its parent is the migration that will be
the leaf after the branch has landed: the last one of the branch's own chain, or of the base as the remote has it now. Numbers that other
branches use are not used again.

  HISTORY              a Django app label, a versions folder, or the last folders of its path; not needed if there is only one
  --onto LEAF          the parent, in a history that keeps several leaves
  --branch LABEL       the parent is the leaf with this Alembic branch label
  --base REF           the branch to land on; the remote's main, or the branch's own line, otherwise
  --dry-run            print the file and write nothing
${reportHelp('new')}
${EXITS_HELP}`,
  options: {
    ...REPORT_OPTIONS,
    onto: { type: 'string' },
    branch: { type: 'string' },
    base: { type: 'string' },
    'dry-run': { type: 'boolean' },
  },
  read: parsed => {
    const given = positionalsUpTo(parsed, 2);
    const name = given.at(-1);
    if (name === undefined) throw new UsageError('a new migration needs a name', 'oneleaf new HISTORY NAME');
    const requested = given.length > 1 ? given[0] : undefined;
    const named = definedEntries({
      requested,
      onto: optionText(parsed, 'onto') ?? optionText(parsed, 'branch'),
      base: optionText(parsed, 'base'),
    });
    const [place, options] = [readReportArguments(parsed, 'new'), { ...named, name, dryRun: optionFlag(parsed, 'dry-run') }];
    return reportCommand(place, (session, context) => newMigration(session, { ...options, ...readDraftSettings(session, place, context) }));
  },
};

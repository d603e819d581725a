import { readReportArguments, optionFlag, definedEntries, optionText } from '../command-line/arguments.js';
import { mergeLeaves } from '@oneleaf/workflows/merge';
import { reportCommand } from '../command-line/report-command.js';
import { readDraftSettings } from '../command-line/draft-settings.js';
import { EXITS_HELP, REPORT_OPTIONS, type CommandSpec } from '../command-line/command-spec.js';
import { reportHelp } from '../command-line/report-help.js';

export const mergeCommand: CommandSpec = {
  help: `oneleaf merge [HISTORY [LEAVES...]] [--name NAME] [--base REF] [--dry-run]

Writes a merge migration that joins the leaves of a history in the working tree, as makemigrations --merge or alembic merge does. Neither
of them is run. The command refuses if such a merge has landed already, and if oneleaf rebase can put your own chain behind the landed
migrations. Name the leaves to join them in that case too.

  --name NAME          the name of the migration
  --base REF           the branch to land on; the remote's main, or the branch's own line, otherwise
  --dry-run            print the file and write nothing
${reportHelp('merge')}
${EXITS_HELP}`,
  options: { ...REPORT_OPTIONS, name: { type: 'string' }, base: { type: 'string' }, 'dry-run': { type: 'boolean' } },
  read: parsed => {
    const [requested, ...leaves] = parsed.positionals;
    const named = definedEntries({ requested, name: optionText(parsed, 'name'), base: optionText(parsed, 'base') });
    const [place, options] = [readReportArguments(parsed, 'merge'), { ...named, leaves, dryRun: optionFlag(parsed, 'dry-run') }];
    return reportCommand(place, (session, context) => mergeLeaves(session, { ...options, ...readDraftSettings(session, place, context) }));
  },
};

import { readReportArguments, optionFlag, definedEntries, optionText } from '../command-line/arguments.js';
import { mergeLeaves } from '@oneleaf/workflows/merge';
import { reportCommand } from '../command-line/report-command.js';
import { readDraftSettings } from '../command-line/draft-command.js';
import { EXITS_HELP, REPORT_OPTIONS, type CommandSpec } from '../command-line/command-spec.js';
import { reportHelp } from '../command-line/report-help.js';

export const mergeCommand: CommandSpec = {
  help: `oneleaf merge [HISTORY [LEAVES...]] [--name NAME] [--base REF] [--dry-run]

Writes a migration that joins the leaves in the working tree, as makemigrations --merge or alembic merge would, without running them.
It refuses where one has landed already, and where your own chain belongs behind what has landed: name the leaves to join them all the same.

  --name NAME          what to call it
  --base REF           where the branch is to land; the remote's main, or the branch's own line, otherwise
  --dry-run            print the file, write nothing
${reportHelp('merge')}
${EXITS_HELP}`,
  options: { ...REPORT_OPTIONS, name: { type: 'string' }, base: { type: 'string' }, 'dry-run': { type: 'boolean' } },
  read: parsed => {
    const [asked, ...leaves] = parsed.positionals;
    const named = definedEntries({ asked, name: optionText(parsed, 'name'), base: optionText(parsed, 'base') });
    const [place, options] = [readReportArguments(parsed, 'merge'), { ...named, leaves, dryRun: optionFlag(parsed, 'dry-run') }];
    return reportCommand(place, (session, context) => mergeLeaves(session, { ...options, ...readDraftSettings(session, place, context) }));
  },
};

import {
  positionalsUpTo,
  readReportArguments,
  optionFlag,
  definedEntries,
  optionText,
  type ParsedArguments,
} from '../command-line/arguments.js';
import { generate as ask } from '@oneleaf/workflows/generate/generate';
import { UsageError } from '@oneleaf/core/errors';
import { reportCommand } from '../command-line/report-command.js';
import { SANDBOX_OPTIONS, SANDBOX_HELP, readSandboxRequest } from '../command-line/sandbox-options.js';
import { readDraftSettings } from '../command-line/draft-settings.js';
import { EXITS_HELP, REPORT_OPTIONS, type CommandSpec } from '../command-line/command-spec.js';
import { reportHelp } from '../command-line/report-help.js';

/** What is held back where nobody allows it; drops of other things are called after them, `drop_sequence`. */
const HELD_BACK_KINDS = ['drop_table', 'drop_column', 'drop_constraint', 'drop_index', 'alter_type', 'not_null'] as const;

export const generateCommand: CommandSpec = {
  help: `oneleaf generate -m NAME [PROJECT] [--allow KIND:SUBJECT...] [--base REF] [--dry-run]

Lets the framework write the missing migrations, as makemigrations or alembic revision --autogenerate does, on a throw-away database.
Operations that lose data, a constraint or an index, and those that fail if a table has rows, are left out and reported. Only new files are
written. Then the migrations are applied to an empty database, undone, and applied again. This runs the project's code.

  PROJECT              the folder of a project, or one of its histories; not needed if there is only one
  -m, --message NAME   the name of the migration
  --allow KIND:SUBJECT allow an operation: ${HELD_BACK_KINDS.join(', ')};
                       the subject as reports spell it, with * for any text: drop_column:users.*
  --base REF           the branch to land on; the remote's main, or the branch's own line, otherwise
  --dry-run            print the files and write nothing
${SANDBOX_HELP}${reportHelp('generate')}
${EXITS_HELP}`,
  options: {
    ...REPORT_OPTIONS,
    ...SANDBOX_OPTIONS,
    message: { type: 'string', short: 'm' },
    allow: { type: 'string', multiple: true },
    base: { type: 'string' },
    'dry-run': { type: 'boolean' },
  },
  read: parsed => {
    const name = optionText(parsed, 'message');
    if (name === undefined) throw new UsageError('a migration needs a name', 'oneleaf generate -m NAME');
    const [place, request] = [readReportArguments(parsed, 'generate'), readSandboxRequest(parsed, positionalsUpTo(parsed, 1))];
    const options = {
      ...definedEntries({ base: optionText(parsed, 'base') }),
      name,
      request,
      allow: readAllowed(parsed),
      dryRun: optionFlag(parsed, 'dry-run'),
    };
    return reportCommand(place, (session, context) => ask(session, context, { ...options, ...readDraftSettings(session, place, context) }));
  },
};

function readAllowed({ values }: ParsedArguments): readonly string[] {
  const given = Array.isArray(values['allow']) ? values['allow'].map(String) : [];
  const odd = given.find(one => !/^(?:drop_[a-z_]+|alter_type|not_null):./.test(one));
  if (odd === undefined) return given;
  throw new UsageError(
    `--allow takes a kind and a subject, not ${odd}; kinds: ${HELD_BACK_KINDS.join(', ')}`,
    'oneleaf generate -m NAME --allow drop_column:users.x',
  );
}

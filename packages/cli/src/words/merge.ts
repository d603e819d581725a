import { common, flag, some, text } from '../arguments.js';
import { mergeLeaves } from '../commands/merge.js';
import { reporting } from '../reporting.js';
import { drawing, exitOfDraft } from './drawing.js';
import { EXITS_HELP, REPORT, REPORT_HELP, type Word } from './word.js';

export const merge: Word = {
  name: 'merge',
  summary: 'writes a migration that joins several leaves',
  help: `oneleaf merge [HISTORY [LEAVES...]] [--name NAME] [--base REF] [--dry-run]

Writes a migration that joins the leaves in the working tree, as makemigrations --merge or alembic merge would, without running them.
It refuses where one has landed already, and where your own chain belongs behind what has landed: name the leaves to join them all the same.

  --name NAME          what to call it
  --base REF           where the branch is to land; the remote's main, or the branch's own line, otherwise
  --dry-run            print the file, write nothing
${REPORT_HELP}
${EXITS_HELP}`,
  options: { ...REPORT, name: { type: 'string' }, base: { type: 'string' }, 'dry-run': { type: 'boolean' } },
  read: parsed => {
    const [asked, ...leaves] = parsed.positionals;
    const named = some({ asked, name: text(parsed, 'name'), base: text(parsed, 'base') });
    const [place, options] = [common(parsed), { ...named, leaves, dryRun: flag(parsed, 'dry-run') }];
    return reporting(place, (session, outside) => mergeLeaves(session, { ...options, ...drawing(session, place, outside) }), exitOfDraft);
  },
};

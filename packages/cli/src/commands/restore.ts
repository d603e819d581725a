import { renderRestored } from '@oneleaf/report';
import { positionalsUpTo, definedEntries, optionText } from '../command-line/arguments.js';
import { restore as bringBack } from '@oneleaf/workflows/restore';
import { UsageError } from '@oneleaf/core/errors';
import { textStyle } from '../command-line/command-run.js';
import { openCommandSession } from '../command-line/report-command.js';
import { EXITS_HELP, REPO_OPTIONS, type CommandSpec } from '../command-line/command-spec.js';

export const restoreCommand: CommandSpec = {
  help: `oneleaf restore NAME [--from REF]

Writes the missing file of a migration into the working tree: from the newest local or remote branch that has it, from the commit that
was checked out before, or from HEAD. Missing ancestors of the migration are written too. Existing files do not change.

  NAME                 0002_tax, shop.0002_tax, an Alembic id or its first four digits, or a path from the repository's top
  --from REF           the branch or commit to take it from
  --repo PATH          a working tree; this folder otherwise

${EXITS_HELP}`,
  options: { ...REPO_OPTIONS, from: { type: 'string' } },
  read: parsed => {
    const [name] = positionalsUpTo(parsed, 1);
    if (name === undefined) throw new UsageError('restore needs the name of a migration', 'oneleaf restore shop.0002_tax');
    const [place, options] = [
      definedEntries({ repo: optionText(parsed, 'repo') }),
      { name, ...definedEntries({ from: optionText(parsed, 'from') }) },
    ];
    return async context => {
      const session = await openCommandSession(place, context);
      const restored = await bringBack(session, options);
      await session.save();
      return { output: renderRestored(restored, textStyle(context)), exitCode: 0 };
    };
  },
};

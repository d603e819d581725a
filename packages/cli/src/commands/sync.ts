import { renderSync } from '@oneleaf/report';
import { positionalsUpTo, optionFlag, definedEntries, optionText } from '../command-line/arguments.js';
import { syncTree } from '@oneleaf/workflows/sync';
import { EXIT_CODES, markersVerdict } from '@oneleaf/workflows/verdict';
import { textStyle } from '../command-line/command-run.js';
import { openCommandSession } from '../command-line/report-command.js';
import { EXITS_HELP, REPO_OPTIONS, type CommandSpec } from '../command-line/command-spec.js';

export const syncCommand: CommandSpec = {
  help: `oneleaf sync [--check]

Updates the files of the working tree that name the leaf (the last migration) of a history: max_migration.txt of django-linear-migrations,
migrations_lockfile.txt of Sentry, and leaf.lock, which you create as an empty file beside the migrations. It also updates the files that
"describe" in oneleaf.json lists (see oneleaf describe --help). If a history has several leaves, its file does not change and the exit code is 1.

  --check              write nothing; the exit code is 1 if a file is out of date
  --repo PATH          a working tree; this folder otherwise

${EXITS_HELP}`,
  options: { ...REPO_OPTIONS, check: { type: 'boolean' } },
  read: parsed => {
    positionalsUpTo(parsed, 0);
    const location = definedEntries({ repo: optionText(parsed, 'repo') });
    const check = optionFlag(parsed, 'check');
    return async context => {
      const session = await openCommandSession(location, context);
      const markers = await syncTree(session, { check });
      await session.save();
      const exitCode = EXIT_CODES[markersVerdict(markers, { written: !check })];
      return { output: renderSync(markers, { ...textStyle(context), written: !check }), exitCode };
    };
  },
};

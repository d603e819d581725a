import { renderSync } from '@oneleaf/report';
import { positionalsUpTo, optionFlag, definedEntries, optionText } from '../command-line/arguments.js';
import { syncTree } from '@oneleaf/workflows/sync';
import { EXIT_CODES, markersVerdict } from '@oneleaf/workflows/verdict';
import { textStyle } from '../command-line/command-run.js';
import { openCommandSession } from '../command-line/report-command.js';
import { EXITS_HELP, REPO_OPTIONS, type CommandSpec } from '../command-line/command-spec.js';

export const syncCommand: CommandSpec = {
  help: `oneleaf sync [--check]

Makes the files of the working tree true that name the leaf of a history: max_migration.txt of django-linear-migrations,
migrations_lockfile.txt of Sentry, and leaf.lock, which begins as an empty file beside the migrations; and the files that "describe" in
oneleaf.json names, which tell what the migrations do: oneleaf describe --help.
A history with several leaves has no true marker: it is left alone, and the exit code is 1.

  --check              writes nothing; the exit code is 1 when something is stale
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

import { renderSetup } from '@oneleaf/report';
import { positionalsUpTo, optionFlag, definedEntries, optionText } from '../command-line/arguments.js';
import { UsageError } from '@oneleaf/core/errors';
import { textStyle } from '../command-line/command-run.js';
import { HOOK_MANAGERS } from '@oneleaf/workflows/setup/setup-options';
import { EXITS_HELP, REPO_OPTIONS, type CommandSpec } from '../command-line/command-spec.js';

const HOOK_KINDS = [...HOOK_MANAGERS, 'none'] as const;

export const initCommand: CommandSpec = {
  help: `oneleaf init [--hooks KIND] [--post-checkout] [--remove] [--dry-run]

Writes hooks that call oneleaf before a push, and before a commit if lint-staged runs there. Existing hooks keep their lines. If a file cannot
be edited safely, the command prints the lines for you to add.

  --hooks KIND         husky, lefthook, pre-commit or none; otherwise the one that the repository uses
  --post-checkout      also after a checkout: list the migrations of other branches that your database has applied
  --remove             remove what an earlier run wrote
  --dry-run            only print what would be written
  --repo PATH          a working tree; this folder otherwise

${EXITS_HELP}`,
  options: {
    ...REPO_OPTIONS,
    hooks: { type: 'string' },
    'post-checkout': { type: 'boolean' },
    remove: { type: 'boolean' },
    'dry-run': { type: 'boolean' },
  },
  read: parsed => {
    positionalsUpTo(parsed, 0);
    const wanted = optionText(parsed, 'hooks');
    const hooks = HOOK_KINDS.find(name => name === wanted);
    if (wanted !== undefined && !hooks)
      throw new UsageError(`--hooks takes ${HOOK_KINDS.join(', ')}, not ${wanted}`, 'oneleaf init --help');
    const options = {
      ...definedEntries({ repo: optionText(parsed, 'repo') }),
      ...(hooks ? { hooks } : {}),
      postCheckout: optionFlag(parsed, 'post-checkout'),
      remove: optionFlag(parsed, 'remove'),
      dryRun: optionFlag(parsed, 'dry-run'),
    };
    return async context => {
      // It reads YAML, and a hook must start fast.
      const { setUp } = await import('@oneleaf/workflows/init');
      const plan = await setUp(context, options);
      return { output: renderSetup(plan, { ...textStyle(context), dryRun: options.dryRun }), exitCode: 0 };
    };
  },
};

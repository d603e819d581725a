import { openRepository } from '@oneleaf/git';
import { renderSetup } from '@oneleaf/report';
import { atMost, flag, some, text } from '../arguments.js';
import { UsageError } from '../errors.js';
import { looks } from '../outside.js';
import { MANAGERS } from '../setup/options.js';
import { EXITS_HELP, REPO, type Word } from './word.js';

const KINDS = [...MANAGERS, 'none'] as const;

export const init: Word = {
  name: 'init',
  summary: 'calls oneleaf from the hooks that this repository uses',
  help: `oneleaf init [--hooks KIND] [--post-checkout] [--remove] [--dry-run]

Calls oneleaf before a push, and before a commit where lint-staged runs. What is there stays as it is, and what cannot be edited
safely is told instead.

  --hooks KIND         husky, lefthook, pre-commit or none; found from what the repository uses otherwise
  --post-checkout      also after a checkout, which then tells what your database has applied of other branches
  --remove             take out what an earlier run put in
  --dry-run            only say what would be written
  --repo PATH          a working tree; this folder otherwise

${EXITS_HELP}`,
  options: {
    ...REPO,
    hooks: { type: 'string' },
    'post-checkout': { type: 'boolean' },
    remove: { type: 'boolean' },
    'dry-run': { type: 'boolean' },
  },
  read: parsed => {
    atMost(parsed, 0);
    const wanted = text(parsed, 'hooks');
    const hooks = KINDS.find(name => name === wanted);
    if (wanted !== undefined && !hooks) throw new UsageError(`--hooks takes ${KINDS.join(', ')}, not ${wanted}`, 'oneleaf init --help');
    const { repo } = some({ repo: text(parsed, 'repo') });
    const options = {
      ...(hooks ? { hooks } : {}),
      postCheckout: flag(parsed, 'post-checkout'),
      remove: flag(parsed, 'remove'),
      dryRun: flag(parsed, 'dry-run'),
    };
    return async outside => {
      // It reads YAML, and a hook must start fast.
      const { setUp } = await import('../commands/init.js');
      const repository = await openRepository(repo ?? outside.cwd, { env: outside.env, ambient: repo === undefined });
      const plan = await setUp(repository, options);
      return { output: renderSetup(plan, { ...looks(outside), dryRun: options.dryRun }), exitCode: 0 };
    };
  },
};

import { renderStranded } from '@oneleaf/report';
import { atMost, some, text, type Parsed } from '../arguments.js';
import { stranded } from '../commands/stranded.js';
import { DATABASE_HELP, openDatabase } from '../database.js';
import { UsageError } from '../errors.js';
import { looks, type Answer, type Outside } from '../outside.js';
import { openFor } from '../reporting.js';
import { REPO, type Word } from './word.js';

interface Asked {
  readonly repo?: string;
  readonly database?: string;
}

const CHECKOUT = 'PRE_COMMIT_CHECKOUT_TYPE';

const SILENCE: Answer = { output: '', exitCode: 0 };

export const postCheckout: Word = {
  name: 'post-checkout',
  summary: 'what is applied to your database, and has its file on another branch alone',
  help: `oneleaf post-checkout [PREVIOUS NEW FLAG] [--database URL]

Lists the migrations that your database has applied and that have no file here, each with the branch that has it and the commands that
take it back. The database is only read. Called by git's post-checkout hook, it says nothing where there is nothing to say: after a
checkout of files, in a rebase, without a database; and it never fails. By hand it says what it finds.

${DATABASE_HELP}  --repo PATH          a working tree; this folder otherwise

Exit codes: 0 always as a hook; by hand 0 nothing, 1 something, 2 wrong usage, 3 no answer possible, 70 a defect of oneleaf itself.
`,
  options: { ...REPO, database: { type: 'string' } },
  quiet: isHook,
  read: parsed => {
    const [, , flag] = atMost(parsed, 3);
    const asked = some({ repo: text(parsed, 'repo'), database: text(parsed, 'database') });
    return outside => {
      if (!isHook(parsed, outside.env)) return list(asked, outside);
      return (flag ?? outside.env[CHECKOUT]) === '0' ? Promise.resolve(SILENCE) : listQuietly(asked, outside);
    };
  },
};

/** pre-commit.com tells by environment what git tells by arguments. */
function isHook({ positionals }: Parsed, env: Outside['env']): boolean {
  return positionals.length > 0 || env[CHECKOUT] !== undefined;
}

async function list(asked: Asked, outside: Outside): Promise<Answer> {
  const session = await openFor(asked, outside);
  const ledger = await openDatabase(session, outside, asked.database);
  if (!ledger) throw new UsageError('no database is named', 'oneleaf post-checkout --database URL');
  const found = await stranded(session, ledger);
  await session.save();
  const output = renderStranded(found, { ...looks(outside), database: ledger.named });
  return { output: found.length === 0 ? `all that is applied to ${ledger.named} is here\n` : output, exitCode: found.length === 0 ? 0 : 1 };
}

/** Only what can be brought back is worth a word after every checkout. */
async function listQuietly(asked: Asked, outside: Outside): Promise<Answer> {
  const session = await openFor(asked, outside);
  const ledger = await openDatabase(session, outside, asked.database);
  // A rebase checks out what it replays onto: its branch is back in a moment.
  if (!ledger || (await session.repository.worktree.operationInProgress())?.kind === 'rebase') return SILENCE;
  const found = (await stranded(session, ledger)).filter(({ on }) => on !== undefined);
  await session.save();
  return { output: renderStranded(found, { ...looks(outside), database: ledger.named }), exitCode: 0 };
}

import { renderStranded } from '@oneleaf/report';
import { positionalsUpTo, definedEntries, optionText, type ParsedArguments } from '../command-line/arguments.js';
import { findStranded, findStrandedAfterCheckout, type StrandedReport } from '@oneleaf/workflows/development-database/stranded';
import { DATABASE_HELP } from '../command-line/database-option.js';
import { textStyle, type CommandOutput, type TerminalContext } from '../command-line/command-run.js';
import { openCommandSession } from '../command-line/report-command.js';
import { REPO_OPTIONS, type CommandSpec } from '../command-line/command-spec.js';

interface PostCheckoutArguments {
  readonly repo?: string;
  readonly database?: string;
}

const CHECKOUT_VARIABLE = 'PRE_COMMIT_CHECKOUT_TYPE';

const NO_OUTPUT: CommandOutput = { output: '', exitCode: 0 };

export const postCheckoutCommand: CommandSpec = {
  help: `oneleaf post-checkout [PREVIOUS NEW FLAG] [--database URL]

Lists the migrations that your database has applied and that have no file in the working tree, each with the branch that has the file and the
commands that undo it. The database is only read. Called by git's post-checkout hook, it says nothing where there is nothing to say: after a
checkout of files, in a rebase, without a database; and it never fails. By hand it says what it finds.

${DATABASE_HELP}  --repo PATH          a working tree; this folder otherwise

Exit codes: 0 always as a hook; by hand 0 nothing, 1 something, 2 wrong usage, 3 no answer possible, 70 a defect of oneleaf itself.
`,
  options: { ...REPO_OPTIONS, database: { type: 'string' } },
  isQuiet: isHook,
  read: parsed => {
    const [, , flag] = positionalsUpTo(parsed, 3);
    const request = definedEntries({ repo: optionText(parsed, 'repo'), database: optionText(parsed, 'database') });
    return context => {
      if (!isHook(parsed, context.env)) return listStranded(request, context);
      return (flag ?? context.env[CHECKOUT_VARIABLE]) === '0' ? Promise.resolve(NO_OUTPUT) : listStrandedInHook(request, context);
    };
  },
};

/** pre-commit.com passes in the environment what git passes as arguments. */
function isHook({ positionals }: ParsedArguments, env: TerminalContext['env']): boolean {
  return positionals.length > 0 || env[CHECKOUT_VARIABLE] !== undefined;
}

async function listStranded(request: PostCheckoutArguments, context: TerminalContext): Promise<CommandOutput> {
  const session = await openCommandSession(request, context);
  const report = await findStranded(session, context, request.database);
  await session.save();
  if (report.stranded.length === 0) return { output: `all that is applied to ${report.database} is here\n`, exitCode: 0 };
  return { output: strandedText(report, context), exitCode: 1 };
}

async function listStrandedInHook(request: PostCheckoutArguments, context: TerminalContext): Promise<CommandOutput> {
  const session = await openCommandSession(request, context);
  const report = await findStrandedAfterCheckout(session, context, request.database);
  await session.save();
  return report ? { output: strandedText(report, context), exitCode: 0 } : NO_OUTPUT;
}

function strandedText({ stranded, database }: StrandedReport, context: TerminalContext): string {
  return renderStranded(stranded, { ...textStyle(context), database });
}

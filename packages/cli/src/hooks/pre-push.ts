import type { PredictReport } from '@oneleaf/core';
import { positionalsUpTo, readReportArguments, definedEntries } from '../command-line/arguments.js';
import { prePush } from '@oneleaf/workflows/pre-push';
import { pushedRefsFromEnvironment, parsePushedRefs } from './pushed-refs.js';
import type { TerminalContext } from '../command-line/command-run.js';
import { reportCommand } from '../command-line/report-command.js';
import type { RepositorySession } from '@oneleaf/workflows/session/session';
import { EXITS_HELP, REPORT_OPTIONS, type CommandSpec } from '../command-line/command-spec.js';
import { reportHelp } from '../command-line/report-help.js';

export const prePushCommand: CommandSpec = {
  help: `oneleaf pre-push [REMOTE] [URL] < the lines that git gives its pre-push hook

Checks only the branches that are pushed. It compares them with the remote's current main and blocks the push if a history would get a second
leaf. If no verdict is possible, it says why and lets the push through, unless oneleaf.json sets "strict".

${reportHelp('pre-push')}
${EXITS_HELP}`,
  options: REPORT_OPTIONS,
  unverifiedNotice: 'the push was not checked',
  read: parsed => {
    const [remote] = positionalsUpTo(parsed, 2);
    return reportCommand(
      readReportArguments(parsed, 'pre-push'),
      (session, context) => judgePush(session, remote, context),
      // A push goes on without a verdict unless the team is strict.
      ({ strict, onStale }) => ({ everyBranch: strict === true, freshBase: onStale === 'block' }),
    );
  },
};

async function judgePush(session: RepositorySession, remote: string | undefined, context: TerminalContext): Promise<PredictReport> {
  const pushes = [...parsePushedRefs(await context.readInput()), ...pushedRefsFromEnvironment(context.env)];
  // Git names the remote even where there is nothing to push; a person who runs the command names none.
  const isByHand = pushes.length === 0 && remote === undefined;
  return prePush(session, { ...definedEntries({ remote }), ...(isByHand ? {} : { pushes }) });
}

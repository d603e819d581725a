import type { PredictReport } from '@oneleaf/core';
import { positionalsUpTo, readReportArguments, definedEntries } from '../command-line/arguments.js';
import { prePush as checkPush, type PushedRef } from '@oneleaf/workflows/pre-push';
import type { Configuration } from '@oneleaf/workflows/configuration/configuration';
import { pushedRefsFromEnvironment, parsePushedRefs } from './pushed-refs.js';
import type { TerminalContext } from '../command-line/command-run.js';
import { reportCommand } from '../command-line/report-command.js';
import type { RepositorySession } from '@oneleaf/workflows/session/session';
import { hasUnknown, hasFailure } from '../command-line/predict-verdict.js';
import { EXITS_HELP, REPORT_OPTIONS, REPORT_HELP, type CommandSpec } from '../command-line/command-spec.js';

interface PrePushArguments {
  readonly remote?: string;
}

export const prePushCommand: CommandSpec = {
  help: `oneleaf pre-push [REMOTE] [URL] < what git tells its pre-push hook

Looks at the branches being pushed alone, compares them with the remote's current main, and blocks a second leaf.
When no verdict is possible it says why and lets the push through, unless oneleaf.json says strict.

${REPORT_HELP}
${EXITS_HELP}`,
  options: REPORT_OPTIONS,
  unverifiedNotice: 'the push was not checked',
  read: parsed => {
    const asked = definedEntries({ remote: positionalsUpTo(parsed, 2)[0] });
    return reportCommand(readReportArguments(parsed), (session, context) => judgePush(session, asked, context), exitOfPush);
  },
};

async function judgePush(session: RepositorySession, asked: PrePushArguments, context: TerminalContext): Promise<PredictReport> {
  const pushes = [...parsePushedRefs(await context.readInput()), ...pushedRefsFromEnvironment(context.env)];
  // Git names the remote even where there is nothing to push; a person who runs the command names none.
  const byHand = pushes.length === 0 && asked.remote === undefined;
  return checkPush(session, { ...asked, pushes: byHand ? await pushedHead(session) : pushes });
}

/** The push that would publish what is checked out. */
async function pushedHead({ repository }: RepositorySession): Promise<readonly PushedRef[]> {
  const { ref = 'refs/heads/HEAD', commit } = await repository.head();
  return commit === undefined ? [] : [{ localRef: ref, commit, remoteRef: ref }];
}

/** A push goes on without an answer unless the team is strict. */
function exitOfPush(report: PredictReport, { strict, onStale }: Configuration): number {
  if (hasFailure(report)) return 1;
  return (hasUnknown(report) && strict === true) || (report.base.stale !== undefined && onStale === 'block') ? 3 : 0;
}

import type { PredictReport } from '@oneleaf/core';
import { atMost, common, some } from '../arguments.js';
import { prePush as checkPush } from '../commands/pre-push.js';
import type { Configuration } from '../configuration.js';
import { pushesFromEnvironment, readPushes, type Push } from '../hook.js';
import type { Outside } from '../outside.js';
import { reporting } from '../reporting.js';
import type { Session } from '../session.js';
import { isUnanswered, isWrong } from './verdicts.js';
import { EXITS_HELP, REPORT, REPORT_HELP, type Word } from './word.js';

interface Asked {
  readonly remote?: string;
}

export const prePush: Word = {
  name: 'pre-push',
  summary: 'what .husky/pre-push calls: blocks a push that would add a second leaf',
  help: `oneleaf pre-push [REMOTE] [URL] < what git tells its pre-push hook

Looks at the branches being pushed alone, compares them with the remote's current main, and blocks a second leaf.
When no verdict is possible it says why and lets the push through, unless oneleaf.json says strict.

${REPORT_HELP}
${EXITS_HELP}`,
  options: REPORT,
  lenient: 'the push was not checked',
  read: parsed => {
    const asked = some({ remote: atMost(parsed, 2)[0] });
    return reporting(common(parsed), (session, outside) => pushAsTold(session, asked, outside), exitOfPush);
  },
};

async function pushAsTold(session: Session, asked: Asked, outside: Outside): Promise<PredictReport> {
  const pushes = [...readPushes(await outside.readInput()), ...pushesFromEnvironment(outside.env)];
  // Git names the remote even where there is nothing to push; a person who runs the command names none.
  const byHand = pushes.length === 0 && asked.remote === undefined;
  return checkPush(session, { ...asked, pushes: byHand ? await pushOfHead(session) : pushes });
}

/** The push that would publish what is checked out. */
async function pushOfHead({ repository }: Session): Promise<readonly Push[]> {
  const { ref = 'refs/heads/HEAD', commit } = await repository.head();
  return commit === undefined ? [] : [{ localRef: ref, commit, remoteRef: ref }];
}

/** A push goes on without an answer unless the team is strict. */
function exitOfPush(report: PredictReport, { strict, onStale }: Configuration): number {
  if (isWrong(report)) return 1;
  return (isUnanswered(report) && strict === true) || (report.base.stale !== undefined && onStale === 'block') ? 3 : 0;
}

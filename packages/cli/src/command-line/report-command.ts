import { wording } from '@oneleaf/frameworks';
import type { Report } from '@oneleaf/core';
import type { Configuration } from '@oneleaf/workflows/configuration/configuration';
import { openSession } from '@oneleaf/workflows/session/open-session';
import type { RepositorySession } from '@oneleaf/workflows/session/session';
import { withStrictness } from '@oneleaf/workflows/session/strictness';
import { EXIT_CODES, verdictOf, type VerdictDemand } from '@oneleaf/workflows/verdict';
import type { ReportArguments } from './arguments.js';
import { textStyle, type CommandRun, type TerminalContext } from './command-run.js';

/** Where a command looks. */
interface CommandLocation {
  readonly repo?: string;
  readonly under?: string;
}

/** A command that opens the repository, gathers a report and prints it. The demand says when an incomplete report has no verdict. */
export function reportCommand(
  location: ReportArguments & CommandLocation,
  gather: (session: RepositorySession, context: TerminalContext) => Promise<Report>,
  demand: (configuration: Configuration) => VerdictDemand = () => ({}),
): CommandRun {
  return async context => {
    const session = await openCommandSession(location, context);
    const report = await withStrictness(session, () => gather(session, context));
    await session.save();
    const verdict = verdictOf(report, demand(session.configuration));
    const style = { ...textStyle(context), now: context.now * 1000, wording };
    return { output: location.format.render(report, style), exitCode: EXIT_CODES[verdict] };
  };
}

export function openCommandSession(
  { repo, under }: CommandLocation,
  { cwd, env, now, progress }: TerminalContext,
): ReturnType<typeof openSession> {
  const part = under === undefined ? {} : { part: { folder: under, except: [] } };
  return openSession({ path: repo ?? cwd, env, named: repo !== undefined, now, progress, ...part });
}

import type { Report } from '@oneleaf/core';
import { GitError } from '@oneleaf/git';
import { isReviewedReport, renderJson, renderMarkdown, renderText } from '@oneleaf/report';
import type { ReportArguments } from './arguments.js';
import type { Configuration } from '@oneleaf/workflows/configuration/configuration';
import { EnvironmentError, StrictError } from '@oneleaf/workflows/errors';
import { openSession } from '@oneleaf/workflows/session/open-session';
import { textStyle, type CommandOutput, type ProcessContext, type CommandRun } from '@oneleaf/workflows/process-context';
import type { RepositorySession } from '@oneleaf/workflows/session/session';

/** Where a command looks. */
interface CommandLocation {
  readonly repo?: string;
  readonly under?: string;
}

/** What a report comes to. */
type ExitCodeOf<R> = (report: R, configuration: Configuration) => number;

/** A command that opens the repository, gathers a report, and prints it. */
export function reportCommand<R extends Report>(
  asked: ReportArguments & CommandLocation,
  gather: (session: RepositorySession, outside: ProcessContext) => Promise<R>,
  exit: ExitCodeOf<R>,
): CommandRun {
  return async outside => {
    const session = await openCommandSession(asked, outside);
    const report = await withStrictness(session, () => gather(session, outside));
    await session.save();
    return reportOutput(report, { format: asked.format, exit, session, outside });
  };
}

export function openCommandSession(
  { repo, under }: CommandLocation,
  { cwd, env, now, progress }: ProcessContext,
): ReturnType<typeof openSession> {
  const part = under === undefined ? {} : { part: { folder: under, except: [] } };
  return openSession({ path: repo ?? cwd, env, named: repo !== undefined, now, progress, ...part });
}

/** Where the team is strict, no verdict is a failure even of a hook. */
export async function withStrictness<R>({ configuration }: RepositorySession, gather: () => Promise<R>): Promise<R> {
  try {
    return await gather();
  } catch (error) {
    const verdictless = error instanceof EnvironmentError || error instanceof GitError;
    if (verdictless && configuration.strict === true) throw new StrictError(error.message, error.hint, { cause: error });
    throw error;
  }
}

interface ReportConclusion<R> {
  readonly format: ReportArguments['format'];
  readonly exit: ExitCodeOf<R>;
  readonly session: RepositorySession;
  readonly outside: ProcessContext;
}

/** A report as it was asked for, and its exit code. */
export function reportOutput<R extends Report>(report: R, { format, exit, session, outside }: ReportConclusion<R>): CommandOutput {
  return { output: renderReport(report, format, outside), exitCode: exit(report, session.configuration) };
}

function renderReport(report: Report, format: ReportArguments['format'], outside: ProcessContext): string {
  if (format === 'json') return renderJson(report);
  if (format === 'markdown' && isReviewedReport(report)) return renderMarkdown(report);
  return renderText(report, { ...textStyle(outside), now: outside.now * 1000 });
}

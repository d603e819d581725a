import type { Report } from '@oneleaf/core';
import { isReviewedReport, renderJson, renderMarkdown, renderText } from '@oneleaf/report';
import type { ReportArguments } from './arguments.js';
import type { Configuration } from '@oneleaf/workflows/configuration/configuration';
import { EnvironmentError } from '@oneleaf/core/errors';
import { openSession } from '@oneleaf/workflows/session/open-session';
import { textStyle, type CommandOutput, type TerminalContext, type CommandRun } from './command-run.js';
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
  gather: (session: RepositorySession, context: TerminalContext) => Promise<R>,
  exit: ExitCodeOf<R>,
): CommandRun {
  return async context => {
    const session = await openCommandSession(asked, context);
    const report = await withStrictness(session, () => gather(session, context));
    await session.save();
    return reportOutput(report, { format: asked.format, exit, session, context });
  };
}

export function openCommandSession(
  { repo, under }: CommandLocation,
  { cwd, env, now, progress }: TerminalContext,
): ReturnType<typeof openSession> {
  const part = under === undefined ? {} : { part: { folder: under, except: [] } };
  return openSession({ path: repo ?? cwd, env, named: repo !== undefined, now, progress, ...part });
}

/** Where the team is strict, no verdict is a failure even of a hook. */
export async function withStrictness<R>({ configuration }: RepositorySession, gather: () => Promise<R>): Promise<R> {
  try {
    return await gather();
  } catch (error) {
    if (!(error instanceof EnvironmentError) || configuration.strict !== true) throw error;
    throw new EnvironmentError(error.message, error.hint, { cause: error, strict: true });
  }
}

interface ReportConclusion<R> {
  readonly format: ReportArguments['format'];
  readonly exit: ExitCodeOf<R>;
  readonly session: RepositorySession;
  readonly context: TerminalContext;
}

/** A report as it was asked for, and its exit code. */
export function reportOutput<R extends Report>(report: R, { format, exit, session, context }: ReportConclusion<R>): CommandOutput {
  return { output: renderReport(report, format, context), exitCode: exit(report, session.configuration) };
}

function renderReport(report: Report, format: ReportArguments['format'], context: TerminalContext): string {
  if (format === 'json') return renderJson(report);
  if (format === 'markdown' && isReviewedReport(report)) return renderMarkdown(report);
  return renderText(report, { ...textStyle(context), now: context.now * 1000 });
}

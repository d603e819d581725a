import type { Report } from '@oneleaf/core';
import { GitError } from '@oneleaf/git';
import { isReviewedReport, renderJson, renderMarkdown, renderText } from '@oneleaf/report';
import type { Common } from './arguments.js';
import type { Configuration } from './configuration.js';
import { EnvironmentError, StrictError } from './errors.js';
import { openSession } from './open.js';
import { looks, type Answer, type Outside, type Run } from './outside.js';
import type { Session } from './session.js';

/** Where a command looks. */
interface Where {
  readonly repo?: string;
  readonly under?: string;
}

/** What a report comes to. */
type Exit<R> = (report: R, configuration: Configuration) => number;

/** A command that opens the repository, gathers a report, and prints it. */
export function reporting<R extends Report>(
  asked: Common & Where,
  gather: (session: Session, outside: Outside) => Promise<R>,
  exit: Exit<R>,
): Run {
  return async outside => {
    const session = await openFor(asked, outside);
    const report = await strictly(session, () => gather(session, outside));
    await session.save();
    return conclude(report, { format: asked.format, exit, session, outside });
  };
}

export function openFor({ repo, under }: Where, { cwd, env, now, progress }: Outside): ReturnType<typeof openSession> {
  const part = under === undefined ? {} : { part: { folder: under, except: [] } };
  return openSession({ path: repo ?? cwd, env, named: repo !== undefined, now, progress, ...part });
}

/** Where the team is strict, no verdict is a failure even of a hook. */
export async function strictly<R>({ configuration }: Session, gather: () => Promise<R>): Promise<R> {
  try {
    return await gather();
  } catch (error) {
    const verdictless = error instanceof EnvironmentError || error instanceof GitError;
    if (verdictless && configuration.strict === true) throw new StrictError(error.message, error.hint, { cause: error });
    throw error;
  }
}

interface Conclusion<R> {
  readonly format: Common['format'];
  readonly exit: Exit<R>;
  readonly session: Session;
  readonly outside: Outside;
}

/** A report as it was asked for, and its exit code. */
export function conclude<R extends Report>(report: R, { format, exit, session, outside }: Conclusion<R>): Answer {
  return { output: rendered(report, format, outside), exitCode: exit(report, session.configuration) };
}

function rendered(report: Report, format: Common['format'], outside: Outside): string {
  if (format === 'json') return renderJson(report);
  if (format === 'markdown' && isReviewedReport(report)) return renderMarkdown(report);
  return renderText(report, { ...looks(outside), now: outside.now * 1000 });
}

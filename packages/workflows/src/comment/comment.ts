import { EnvironmentError } from '@oneleaf/core/errors';
import { NoPullRequestError, openForge, putComment, type CommentOutcome } from '@oneleaf/forge';
import { wording } from '@oneleaf/frameworks';
import { renderComment } from '@oneleaf/report';
import { readReports } from './report-files.js';
import type { ProcessContext } from '../process-context.js';

export interface CommentOptions {
  /** Reports as JSON, or folders of them. */
  readonly paths: readonly string[];
  readonly name: string;
  /** The pull request's number where the surroundings do not tell it. */
  readonly number?: number;
  readonly dryRun: boolean;
}

/** The comment's Markdown when it is only to be shown, or what became of it. */
export type CommentResult = { readonly markdown: string } | PutCommentResult;

export interface PutCommentResult {
  readonly outcome: CommentOutcome;
  /** The pull request, as people name it: `oneleaf/oneleaf#12`. */
  readonly pullRequest: string;
}

/** Puts reports as one comment on the pull request that CI is running for. */
export async function comment(
  context: Pick<ProcessContext, 'cwd' | 'env' | 'readSchema'>,
  { paths, name, number, dryRun }: CommentOptions,
): Promise<CommentResult> {
  const reports = readReports(paths, context);
  const text = renderComment(reports, wording);
  if (dryRun) return { markdown: text };
  const forge = await openForge(context.env, number).catch(nameCommand);
  // Without a report an earlier comment is brought up to date, and no new one is made.
  return { outcome: await putComment(forge, { name, text, create: reports.length > 0 }), pullRequest: forge.reference };
}

const commentCommands = {
  job: 'GITHUB_REPOSITORY=acme/shop oneleaf comment --pr 12 FILE',
  number: 'run it on pull_request, or name one: oneleaf comment --pr 12 FILE',
};

function nameCommand(cause: unknown): never {
  if (!(cause instanceof NoPullRequestError)) throw cause;
  throw new EnvironmentError(cause.message, commentCommands[cause.missing], { cause });
}

import { openForge, putComment, type CommentOutcome } from '@oneleaf/forge';
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

/** Puts reports as one comment on the pull request that CI is running for; what there is to say of that. */
export async function comment(outside: ProcessContext, { paths, name, number, dryRun }: CommentOptions): Promise<string> {
  const told = readReports(paths, outside);
  const text = renderComment(told);
  if (dryRun) return text;
  const forge = await openForge(outside.env, number);
  // What is no longer affected has nothing to say, except that what it said before is over.
  return commentNotice(await putComment(forge, { name, text, create: told.length > 0 }), forge.reference);
}

function commentNotice(put: CommentOutcome, place: string): string {
  switch (put.done) {
    case 'created':
      return `commented on ${place}: ${put.url}\n`;
    case 'edited':
      return `edited the comment on ${place}: ${put.url}\n`;
    case 'unchanged':
      return `the comment on ${place} says so already\n`;
    case 'none':
      return `no report, and no comment on ${place} to change\n`;
  }
}

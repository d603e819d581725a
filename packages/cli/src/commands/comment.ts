import { optionFlag, optionText } from '../command-line/arguments.js';
import type { CommentResult, PutCommentResult } from '@oneleaf/workflows/comment/comment';
import { UsageError } from '@oneleaf/core/errors';
import type { CommandSpec } from '../command-line/command-spec.js';

export const commentCommand: CommandSpec = {
  help: `oneleaf comment FILE... [--name NAME] [--pr NUMBER] [--dry-run]

Writes the reports of check, predict, verify, drift and prove (--format json) into one comment on a GitHub pull request or a GitLab merge
request, the worst first. The next run edits the same comment. It runs no code of the repository, so the job with the token can be another one
than the job that made the reports.

  FILE                 a report as JSON, or a folder with such files
  --name NAME          the name of this comment, if several jobs write one; "reports" otherwise
  --pr NUMBER          the pull request, if the environment of the job does not name it
  --dry-run            print the Markdown and send nothing

GitHub Actions: GITHUB_TOKEN or GH_TOKEN with the permission pull-requests: write. GitLab CI: GITLAB_TOKEN with the scope api.

Exit codes: 0 the comment is up to date, whatever the reports say, 2 wrong usage, 3 no comment possible, 70 a defect of oneleaf itself.
`,
  options: { name: { type: 'string' }, pr: { type: 'string' }, 'dry-run': { type: 'boolean' } },
  read: parsed => {
    const { positionals: paths } = parsed;
    const [name, pr] = [optionText(parsed, 'name') ?? 'reports', optionText(parsed, 'pr')];
    if (paths.length === 0) throw new UsageError('comment takes reports, as JSON', 'oneleaf verify --format json >verify.json');
    if (!/^[\w.]+(?:-[\w.]+)*$/.test(name))
      throw new UsageError(`--name takes letters, digits, dots and dashes, not ${name}`, 'oneleaf comment --help');
    if (pr !== undefined && !/^[1-9]\d{0,8}$/.test(pr))
      throw new UsageError(`--pr takes a number, not ${pr}`, 'oneleaf comment --pr 12 FILE');
    const requested = { paths, name, dryRun: optionFlag(parsed, 'dry-run'), ...(pr === undefined ? {} : { number: Number(pr) }) };
    return async context => {
      // A hook has nothing to do with forges, and is not to wait for them being loaded.
      const { comment } = await import('@oneleaf/workflows/comment/comment');
      return { output: commentOutput(await comment(context, requested)), exitCode: 0 };
    };
  },
};

function commentOutput(result: CommentResult): string {
  return 'markdown' in result ? result.markdown : commentNotice(result);
}

function commentNotice({ outcome, pullRequest }: PutCommentResult): string {
  switch (outcome.done) {
    case 'created':
      return `commented on ${pullRequest}: ${outcome.url}\n`;
    case 'edited':
      return `edited the comment on ${pullRequest}: ${outcome.url}\n`;
    case 'unchanged':
      return `the comment on ${pullRequest} says so already\n`;
    case 'none':
      return `no report, and no comment on ${pullRequest} to change\n`;
  }
}

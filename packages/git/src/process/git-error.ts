import { EnvironmentError } from '@oneleaf/core/errors';

/** Git gave no answer: what happened, where, and the command that mends it. */
export class GitError extends EnvironmentError {
  override readonly name = 'GitError';

  constructor(
    message: string,
    override readonly hint: string,
    options?: ErrorOptions,
  ) {
    super(message, hint, options);
  }
}

/** A commit was made since a rewriting of files that is to be undone. */
export class HeadMovedError extends GitError {
  constructor(
    message: string,
    /** The commit before, where one commit has been made since. */
    readonly before: string | undefined,
  ) {
    super(message, before === undefined ? 'git reflog' : `git reset --soft ${before}`);
  }
}

/** A rewriting of files was begun and not ended. The caller knows the commands that finish or undo it. */
export class InterruptedRewriteError extends GitError {
  constructor(
    message: string,
    /** What helps now. */
    readonly ways: readonly ('finish' | 'undo')[],
    options?: ErrorOptions,
  ) {
    super(message, `${ways.join(' or ')} the earlier rewriting`, options);
  }
}

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

/** Git gave no answer: what happened, where, and the command that mends it. */
export class GitError extends Error {
  override readonly name = 'GitError';

  constructor(
    message: string,
    readonly hint: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

import { EnvironmentError } from '@oneleaf/core/errors';

/** A refusal of the forge; the hint says what helps. */
export class ForgeError extends EnvironmentError {
  override readonly name = 'ForgeError';

  constructor(
    message: string,
    override readonly hint: string,
    options?: ErrorOptions,
  ) {
    super(message, hint, options);
  }
}

/** No pull request is known: this is no job of a CI that could name one, or a job that is for none. */
export class NoPullRequestError extends ForgeError {
  constructor(
    message: string,
    readonly missing: 'job' | 'number',
  ) {
    super(message, 'name the pull request');
  }
}

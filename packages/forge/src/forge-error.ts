import { EnvironmentError } from '@oneleaf/core/errors';

/** A forge that does not do what it is asked for; the hint is what helps. */
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

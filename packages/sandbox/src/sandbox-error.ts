import { EnvironmentError } from '@oneleaf/core/errors';

/** The sandbox can give no verdict here: what happened, where, and what mends it. */
export class SandboxError extends EnvironmentError {
  override readonly name = 'SandboxError';

  constructor(
    message: string,
    override readonly hint: string,
    options?: ErrorOptions,
  ) {
    super(message, hint, options);
  }
}

/** The project wants a database of another kind than the one that it was given. */
export class EngineMismatchError extends SandboxError {
  constructor(
    message: string,
    hint: string,
    /** As SQLAlchemy calls it: `sqlite`, `mysql`. */
    readonly engine: string,
  ) {
    super(message, hint);
  }
}

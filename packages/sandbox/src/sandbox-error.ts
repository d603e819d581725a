/** The sandbox can give no verdict here: what happened, where, and what mends it. The command line ends with exit code 3. */
export class SandboxError extends Error {
  override readonly name = 'SandboxError';

  constructor(
    message: string,
    readonly hint: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
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

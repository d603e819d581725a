/** The command cannot run as asked: unknown option, bad configuration. Exit code 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
  constructor(
    message: string,
    readonly hint?: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

/** No verdict is possible here: no git, unknown ref, shallow clone. Exit code 3; the hint is the command that helps. */
export class EnvironmentError extends Error {
  override readonly name: string = 'EnvironmentError';
  constructor(
    message: string,
    readonly hint?: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

/** The same, of a team that wants no push without a verdict. */
export class StrictError extends EnvironmentError {
  override readonly name = 'StrictError';
}

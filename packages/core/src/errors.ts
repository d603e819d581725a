/** The command or the configuration cannot be followed: unknown option, wrong value. Exit code 2; the hint is a command that works. */
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

/** No verdict is possible: no git, unknown ref, no database. Exit code 3; the hint is the command that helps. */
export class EnvironmentError extends Error {
  override readonly name: string = 'EnvironmentError';
  /** Whether the error also stops a hook, because the team allows no push without a verdict. */
  readonly strict: boolean;
  constructor(
    message: string,
    readonly hint?: string,
    { strict = false, ...options }: ErrorOptions & { readonly strict?: boolean } = {},
  ) {
    super(message, options);
    this.strict = strict;
  }
}

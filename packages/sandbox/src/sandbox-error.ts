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

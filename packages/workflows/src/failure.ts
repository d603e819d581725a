import { EnvironmentError, UsageError } from '@oneleaf/core/errors';

/** The running program, as a report about a defect needs it. */
export interface ProgramVersions {
  readonly version: string;
  /** `v20.19.0` */
  readonly nodeVersion: string;
}

/** What to say of an error that stopped a command, and the exit code that stands for it. */
export function describeFailure(error: unknown, { version, nodeVersion }: ProgramVersions): { complaint: string; exitCode: number } {
  if (error instanceof UsageError) return { complaint: failureText(error), exitCode: 2 };
  if (error instanceof EnvironmentError) return { complaint: failureText(error), exitCode: 3 };
  const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return {
    complaint: `oneleaf ${version} has a defect, on Node ${nodeVersion}:\n${stack}\nplease report it: https://github.com/oneleaf/oneleaf/issues\n`,
    exitCode: 70,
  };
}

function failureText({ message, hint }: UsageError | EnvironmentError): string {
  return `error: ${message}\n${hint === undefined || hint === '' ? '' : `try: ${hint}\n`}`;
}

import { EnvironmentError, UsageError } from '@oneleaf/core/errors';

/** The running program, as a report about a defect needs it. */
export interface ProgramVersions {
  readonly version: string;
  /** `v20.19.0` */
  readonly nodeVersion: string;
}

/** What the machine refused: no space, no permission, a read-only or missing folder for temporary files. */
const MACHINE_FAULTS = new Set(['ENOSPC', 'EDQUOT', 'EROFS', 'EACCES', 'EPERM', 'EMFILE', 'ENFILE', 'ENOMEM', 'EIO', 'ENOTDIR']);

/** An error of the system, such as a full disk, as an EnvironmentError; undefined for other errors. */
export function machineFault(error: unknown): EnvironmentError | undefined {
  if (!isSystemError(error)) return undefined;
  const isTemporary = error.syscall === 'mkdtemp';
  if (!isTemporary && !MACHINE_FAULTS.has(String(error.code))) return undefined;
  return new EnvironmentError(error.message, isTemporary ? 'set TMPDIR to a folder that exists and can be written' : undefined, {
    cause: error,
  });
}

/** An error of a system call. Its class may be another realm's, as under jest. */
function isSystemError(error: unknown): error is { readonly code: unknown; readonly syscall: unknown; readonly message: string } {
  return typeof error === 'object' && error !== null && 'code' in error && 'syscall' in error && 'message' in error;
}

/** What to say of an error that stopped a command, and the exit code that stands for it. */
export function describeFailure(thrown: unknown, { version, nodeVersion }: ProgramVersions): { complaint: string; exitCode: number } {
  const error = machineFault(thrown) ?? thrown;
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

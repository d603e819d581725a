import { ForgeError } from '@oneleaf/forge/error';
import { GitError } from '@oneleaf/git';
import { SandboxError } from '@oneleaf/sandbox/error';
import { readCommandLine, type ParsedCommand } from './command-line/command-line.js';
import { EnvironmentError, StrictError, UsageError } from '@oneleaf/workflows/errors';
import type { CommandOutput, ProcessContext } from '@oneleaf/workflows/process-context';

/** Runs the program: arguments in, what to print and the exit code out. The one place that catches everything. */
export async function main(args: readonly string[], outside: ProcessContext): Promise<CommandOutput & { readonly complaint: string }> {
  let asked: ParsedCommand | undefined;
  try {
    asked = await readCommandLine(args);
    return { ...(await asked.run(outside)), complaint: '' };
  } catch (error) {
    const quiet = asked?.quiet?.(outside.env) === true;
    return { output: '', ...failureOutput(error, outside, asked), ...(quiet ? { exitCode: 0 } : {}) };
  }
}

/** What a failure says, and its exit code. */
export function failureOutput(
  error: unknown,
  outside: Pick<ProcessContext, 'env' | 'version' | 'nodeVersion'>,
  asked?: Pick<ParsedCommand, 'lenient'>,
): { complaint: string; exitCode: number } {
  if (error instanceof UsageError) return { complaint: failureText(error), exitCode: 2 };
  if (isEnvironmentFailure(error)) {
    const strict = error instanceof StrictError || outside.env['ONELEAF_STRICT'] === '1';
    if (asked?.lenient !== undefined && !strict) return { complaint: `${failureText(error)}${asked.lenient}\n`, exitCode: 0 };
    return { complaint: failureText(error), exitCode: 3 };
  }
  const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return {
    complaint: `oneleaf ${outside.version} has a defect, on Node ${outside.nodeVersion}:\n${stack}\nplease report it: https://github.com/oneleaf/oneleaf/issues\n`,
    exitCode: 70,
  };
}

/** Each package that asks something outside has an error of its own for getting no answer. */
function isEnvironmentFailure(error: unknown): error is EnvironmentError | ForgeError | GitError | SandboxError {
  return [EnvironmentError, ForgeError, GitError, SandboxError].some(known => error instanceof known);
}

function failureText({ message, hint }: { readonly message: string; readonly hint?: string | undefined }): string {
  return `error: ${message}\n${hint === undefined || hint === '' ? '' : `try: ${hint}\n`}`;
}

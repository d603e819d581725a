import { ForgeError } from '@oneleaf/forge/error';
import { GitError } from '@oneleaf/git';
import { SandboxError } from '@oneleaf/sandbox/error';
import { readCommandLine, type Asked } from './command-line.js';
import { EnvironmentError, StrictError, UsageError } from './errors.js';
import type { Answer, Outside } from './outside.js';

/** Runs the program: arguments in, what to print and the exit code out. The one place that catches everything. */
export async function main(args: readonly string[], outside: Outside): Promise<Answer & { readonly complaint: string }> {
  let asked: Asked | undefined;
  try {
    asked = readCommandLine(args);
    return { ...(await asked.run(outside)), complaint: '' };
  } catch (error) {
    const quiet = asked?.quiet?.(outside.env) === true;
    return { output: '', ...complain(error, outside, asked), ...(quiet ? { exitCode: 0 } : {}) };
  }
}

/** What a failure says, and its exit code. */
export function complain(
  error: unknown,
  outside: Pick<Outside, 'env' | 'version' | 'nodeVersion'>,
  asked?: Pick<Asked, 'lenient'>,
): { complaint: string; exitCode: number } {
  if (error instanceof UsageError) return { complaint: told(error), exitCode: 2 };
  if (isVerdictless(error)) {
    const strict = error instanceof StrictError || outside.env['ONELEAF_STRICT'] === '1';
    if (asked?.lenient !== undefined && !strict) return { complaint: `${told(error)}${asked.lenient}\n`, exitCode: 0 };
    return { complaint: told(error), exitCode: 3 };
  }
  const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return {
    complaint: `oneleaf ${outside.version} has a defect, on Node ${outside.nodeVersion}:\n${stack}\nplease report it: https://github.com/oneleaf/oneleaf/issues\n`,
    exitCode: 70,
  };
}

/** Each package that asks something outside has an error of its own for getting no answer. */
function isVerdictless(error: unknown): error is EnvironmentError | ForgeError | GitError | SandboxError {
  return [EnvironmentError, ForgeError, GitError, SandboxError].some(known => error instanceof known);
}

function told({ message, hint }: { readonly message: string; readonly hint?: string | undefined }): string {
  return `error: ${message}\n${hint === undefined || hint === '' ? '' : `try: ${hint}\n`}`;
}

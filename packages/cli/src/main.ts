import { GitError } from '@oneleaf/git';
import { readCommandLine } from './command-line.js';
import { EnvironmentError, StrictError, UsageError } from './errors.js';
import type { Request } from './request.js';
import { run, type Answer, type Outside } from './run.js';

/** Runs the program: arguments in, what to print and the exit code out. The one place that catches everything. */
export async function main(args: readonly string[], outside: Outside): Promise<Answer & { readonly complaint: string }> {
  let request: Request | undefined;
  try {
    request = readCommandLine(args);
    return { ...(await run(request, outside)), complaint: '' };
  } catch (error) {
    return { output: '', ...complain(error, outside, request) };
  }
}

/** What a failure says, and its exit code. */
export function complain(
  error: unknown,
  outside: Pick<Outside, 'env' | 'version' | 'nodeVersion'>,
  request: Request | undefined,
): { complaint: string; exitCode: number } {
  if (error instanceof UsageError) return { complaint: told(error), exitCode: 2 };
  if (error instanceof EnvironmentError || error instanceof GitError) {
    // A hook that cannot reach a verdict must not stop work: the same check runs again on the server.
    const strict = error instanceof StrictError || outside.env['ONELEAF_STRICT'] === '1';
    if (request?.command === 'pre-push' && !strict) {
      return { complaint: `${told(error)}the push was not checked\n`, exitCode: 0 };
    }
    return { complaint: told(error), exitCode: 3 };
  }
  const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return {
    complaint: `oneleaf ${outside.version} has a defect, on Node ${outside.nodeVersion}:\n${stack}\nplease report it: https://github.com/oneleaf/oneleaf/issues\n`,
    exitCode: 70,
  };
}

function told({ message, hint }: { readonly message: string; readonly hint?: string | undefined }): string {
  return `error: ${message}\n${hint === undefined || hint === '' ? '' : `try: ${hint}\n`}`;
}

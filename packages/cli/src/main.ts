import { GitError } from '@oneleaf/git';
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
    return { output: '', ...complain(error, outside, asked) };
  }
}

/** What a failure says, and its exit code. */
export function complain(
  error: unknown,
  outside: Pick<Outside, 'env' | 'version' | 'nodeVersion'>,
  asked?: Pick<Asked, 'lenient'>,
): { complaint: string; exitCode: number } {
  if (error instanceof UsageError) return { complaint: told(error), exitCode: 2 };
  if (error instanceof EnvironmentError || error instanceof GitError) {
    const strict = error instanceof StrictError || outside.env['ONELEAF_STRICT'] === '1';
    if (asked?.lenient && !strict) {
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

import { EnvironmentError, UsageError } from '@oneleaf/core/errors';
import { readCommandLine, type ParsedCommand } from './command-line/command-line.js';
import type { CommandOutput, TerminalContext } from './command-line/command-run.js';

/** Runs the program: arguments in, what to print and the exit code out. The one place that catches everything. */
export async function main(args: readonly string[], context: TerminalContext): Promise<CommandOutput & { readonly complaint: string }> {
  let asked: ParsedCommand | undefined;
  try {
    asked = await readCommandLine(args);
    return { ...(await asked.run(context)), complaint: '' };
  } catch (error) {
    const quiet = asked?.quiet?.(context.env) === true;
    return { output: '', ...failureOutput(error, context, asked), ...(quiet ? { exitCode: 0 } : {}) };
  }
}

/** What a failure says, and its exit code. */
export function failureOutput(
  error: unknown,
  context: Pick<TerminalContext, 'env' | 'version' | 'nodeVersion'>,
  asked?: Pick<ParsedCommand, 'lenient'>,
): { complaint: string; exitCode: number } {
  if (error instanceof UsageError) return { complaint: failureText(error), exitCode: 2 };
  if (error instanceof EnvironmentError) {
    const strict = error.strict || context.env['ONELEAF_STRICT'] === '1';
    if (asked?.lenient !== undefined && !strict) return { complaint: `${failureText(error)}${asked.lenient}\n`, exitCode: 0 };
    return { complaint: failureText(error), exitCode: 3 };
  }
  const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return {
    complaint: `oneleaf ${context.version} has a defect, on Node ${context.nodeVersion}:\n${stack}\nplease report it: https://github.com/oneleaf/oneleaf/issues\n`,
    exitCode: 70,
  };
}

function failureText({ message, hint }: UsageError | EnvironmentError): string {
  return `error: ${message}\n${hint === undefined || hint === '' ? '' : `try: ${hint}\n`}`;
}

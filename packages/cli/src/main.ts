import { UsageError } from '@oneleaf/core/errors';
import { describeFailure, machineFault } from '@oneleaf/workflows/failure';
import { readCommandLine, type ParsedCommand } from './command-line/command-line.js';
import type { CommandOutput, TerminalContext } from './command-line/command-run.js';

/** Runs the program: arguments in, what to print and the exit code out. The one place that catches everything. */
export async function main(args: readonly string[], context: TerminalContext): Promise<CommandOutput & { readonly complaint: string }> {
  let command: ParsedCommand | undefined;
  try {
    command = await readCommandLine(args);
    return { ...(await command.run(context)), complaint: '' };
  } catch (error) {
    const isQuiet = command?.isQuiet?.(context.env) === true;
    return { output: '', ...failureOutput(error, context, command), ...(isQuiet ? { exitCode: 0 } : {}) };
  }
}

/** A hook lets a push through when no verdict was possible, unless the team is strict: a defect of ours is no reason to stop anybody. */
function failureOutput(thrown: unknown, context: TerminalContext, command?: ParsedCommand): { complaint: string; exitCode: number } {
  const error = machineFault(thrown) ?? thrown;
  const { complaint, exitCode } = describeFailure(error, context);
  const notice = command?.unverifiedNotice;
  if (error instanceof UsageError || notice === undefined) return { complaint, exitCode };
  const isStrict = (error instanceof Error && 'strict' in error && error.strict === true) || context.env['ONELEAF_STRICT'] === '1';
  return isStrict ? { complaint, exitCode } : { complaint: `${complaint}${notice}\n`, exitCode: 0 };
}

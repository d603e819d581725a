import type { DriftReport, VerifyReport } from '@oneleaf/core';
import { optionFlag, readReportArguments, type ParsedArguments } from './arguments.js';
import { UsageError } from '@oneleaf/core/errors';
import type { TerminalContext } from './command-run.js';
import { reportCommand } from './report-command.js';
import type { RepositorySession } from '@oneleaf/workflows/session/session';
import { EXITS_HELP, REPORT_OPTIONS, type CommandSpec } from './command-spec.js';
import { reportHelp } from './report-help.js';
import { SANDBOX_OPTIONS, SANDBOX_HELP, readSandboxRequest } from './sandbox-options.js';
import type { SandboxRequest } from '@oneleaf/workflows/project-run/sandbox-request';

interface ProjectCommandSpec {
  readonly name: 'verify' | 'drift';
  readonly help: string;
  readonly another?: AlternativeMode;
  readonly ask: ProjectQuestion;
}

type ProjectQuestion = (
  session: RepositorySession,
  context: TerminalContext,
  request: SandboxRequest,
) => Promise<VerifyReport | DriftReport>;

/** An option that runs the command in another way. */
interface AlternativeMode {
  readonly name: string;
  readonly help: string;
  readonly ask: ProjectQuestion;
  /** Options without an effect in this mode. */
  readonly without: readonly string[];
}

export function projectCommand({ name, help, another, ask }: ProjectCommandSpec): CommandSpec {
  return {
    help: `oneleaf ${name} [PROJECT...]${another ? ` [--${another.name}]` : ''}

${help}

  PROJECT              the folder of a project, or one of its histories; all projects otherwise
${another?.help ?? ''}${SANDBOX_HELP}${reportHelp(name)}
${EXITS_HELP}`,
    options: { ...REPORT_OPTIONS, ...SANDBOX_OPTIONS, ...(another && { [another.name]: { type: 'boolean' } }) },
    read: parsed => {
      const request = readSandboxRequest(parsed, parsed.positionals);
      const chosen = another && optionFlag(parsed, another.name) ? alternativeQuestion(another, parsed) : ask;
      return reportCommand(readReportArguments(parsed, name), (session, context) => chosen(session, context, request));
    },
  };
}

function alternativeQuestion({ name, ask, without }: AlternativeMode, { values }: ParsedArguments): ProjectQuestion {
  const idle = without.find(one => values[one] !== undefined);
  if (idle !== undefined) throw new UsageError(`--${name} creates no database, so --${idle} has no effect`, `oneleaf drift --${name}`);
  return ask;
}

import { renderSync } from '@oneleaf/report';
import type { MarkerCheck } from '@oneleaf/core';
import { resolve } from 'node:path';
import { repositoryPath } from '@oneleaf/workflows/session/repository-path';
import {
  readReportArguments,
  definedEntries,
  optionText,
  optionTexts,
  withoutAbsolutePaths,
  type ParsedArguments,
} from '../command-line/arguments.js';
import { checkDescriptions, describeInto, describeTree } from '@oneleaf/workflows/describe';
import { UsageError } from '@oneleaf/core/errors';
import { EXIT_CODES, markersVerdict } from '@oneleaf/workflows/verdict';
import { textStyle, type TerminalContext, type CommandRun } from '../command-line/command-run.js';
import { openCommandSession, reportCommand } from '../command-line/report-command.js';
import type { RepositorySession } from '@oneleaf/workflows/session/session';
import { EXITS_HELP, REPORT_OPTIONS, type CommandSpec } from '../command-line/command-spec.js';
import { reportHelp } from '../command-line/report-help.js';

export const describeCommand: CommandSpec = {
  help: `oneleaf describe [HISTORY...] [--ref REF] [--format FORMAT]
oneleaf describe [HISTORY...] --write FILE
oneleaf describe --check FILE

Describes the migrations in the order in which they are applied: parents, docstring, the tables and columns that each one adds, alters and
removes, the rows that it writes, what cannot be read, and at the end the leaf, which is the last migration. Nothing of the project is run.

  HISTORY              a Django app label, a versions folder, or the last folders of its path; all histories otherwise
  --ref REF            a commit's tree instead of the working tree; no checkout is needed
  --write FILE         write the description into a Markdown file, between <!-- oneleaf:describe --> and <!-- /oneleaf:describe -->. The
                       rest of the file does not change. Without HISTORY, every such block of the file is written again
  --check FILE         write nothing; the exit code is 1 if a block of the file is out of date. May be given several times
${reportHelp('describe')}
${EXITS_HELP}`,
  options: { ...REPORT_OPTIONS, ref: { type: 'string' }, write: { type: 'string' }, check: { type: 'string', multiple: true } },
  read: parsed => {
    const [write, check] = [optionText(parsed, 'write'), optionTexts(parsed, 'check')];
    const alone = [write, check, optionText(parsed, 'ref') ?? optionText(parsed, 'format')].filter(one => one !== undefined);
    if ((write !== undefined || check) && alone.length > 1) {
      throw new UsageError('--write and --check cannot be used together, nor with --ref or --format', 'oneleaf describe --help');
    }
    if (write !== undefined) return writeDescription(parsed, write);
    return check ? checkFiles(parsed, check) : printDescription(parsed);
  },
};

function printDescription(parsed: ParsedArguments): CommandRun {
  const options = { requested: parsed.positionals, ...definedEntries({ ref: optionText(parsed, 'ref') }) };
  return reportCommand(readReportArguments(parsed, 'describe'), session => describeTree(session, options));
}

function writeDescription(parsed: ParsedArguments, file: string): CommandRun {
  return describeFiles(parsed, async (session, within) => {
    return { markers: await describeInto(session, within(file), parsed.positionals), written: true };
  });
}

function checkFiles(parsed: ParsedArguments, files: readonly string[]): CommandRun {
  const [surplus] = withoutAbsolutePaths(parsed).positionals;
  if (surplus !== undefined)
    throw new UsageError(`--check takes the histories from the blocks of the file, so ${surplus} is one argument too many`);
  return describeFiles(parsed, async (session, within) => {
    const markers = await checkDescriptions(session, files.map(within));
    return { markers, written: false, command: `npx oneleaf describe --write ${files.join(' ')}` };
  });
}

interface DescriptionResult {
  readonly markers: readonly MarkerCheck[];
  readonly written: boolean;
  readonly command?: string;
}

/** `within` gives the path from the repository's top of a file that is named on the command line. */
function describeFiles(
  parsed: ParsedArguments,
  act: (session: RepositorySession, within: (file: string) => string) => Promise<DescriptionResult>,
): CommandRun {
  const location = definedEntries({ repo: optionText(parsed, 'repo') });
  return async context => {
    const session = await openCommandSession(location, context);
    const { markers, ...result } = await act(session, fileInRepository(session, location.repo, context));
    await session.save();
    return { output: renderSync(markers, { ...textStyle(context), ...result }), exitCode: EXIT_CODES[markersVerdict(markers, result)] };
  };
}

function fileInRepository({ repository }: RepositorySession, repo: string | undefined, { cwd }: TerminalContext): (file: string) => string {
  return file => {
    const path = repositoryPath(repository, resolve(cwd, repo ?? '.'), file);
    if (path === undefined || path === '') throw new UsageError(`${file} is outside of the repository`, 'oneleaf describe --help');
    return path;
  };
}

import type { Report } from '@oneleaf/core';
import { renderJson } from '@oneleaf/report';
import { randomBytes } from 'node:crypto';
import { existsSync, realpathSync } from 'node:fs';
import { isAbsolute, relative, sep } from 'node:path';
import { version } from '../package.json';
import { checkPart, readCheckedTree, type CheckedTree } from '@oneleaf/workflows/check/check';
import { definedEntries } from './command-line/arguments.js';
import { driftOfRuns } from '@oneleaf/workflows/drift/drift';
import { verifyEach } from '@oneleaf/workflows/verify/verify';
import { UsageError } from '@oneleaf/core/errors';
import { failureOutput } from './main.js';
import { openSession } from '@oneleaf/workflows/session/open-session';
import type { CommandOutput, TerminalContext } from './command-line/command-run.js';
import { reportOutput, withStrictness } from './command-line/report-command.js';
import type { RepositoryPart, RepositorySession } from '@oneleaf/workflows/session/session';
import { openProjectSet, projectsInPart, type ProjectSet } from '@oneleaf/workflows/project-run/project-run';
import { exitOfProof } from './command-line/project-command.js';
import { exitOfCheck } from './commands/check.js';
import { exitOfPredict, exitOfProvenPredict, predictWithAge, withProofs, type PredictArguments } from './commands/predict.js';
import { provePairsIn } from '@oneleaf/workflows/prove/prove-pairs';

interface PredictTaskOptions {
  readonly refs?: readonly string[];
  readonly base?: string;
  readonly since?: string;
}

/** One command about one part of a repository. Folders are absolute. */
export type PartTask = {
  readonly folder: string;
  /** Folders below it that belong to somebody else. */
  readonly except?: readonly string[];
} & ({ readonly command: 'check' | 'verify' | 'drift' } | ({ readonly command: 'predict' | 'prove' } & PredictTaskOptions));

/** What `oneleaf` would print, complaints first, and its exit code. */
export interface PartTaskResult {
  readonly text: string;
  readonly exitCode: number;
  /** The report as JSON; empty where there is none, because of what the text says. */
  readonly json: string;
}

export interface PartTaskContext {
  /** A folder in the working tree. */
  readonly path: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Seconds since the epoch. */
  readonly now: number;
}

/**
 * Answers questions about parts of one repository, which is opened and read once for all of them. A question that fails fails alone.
 * `check` looks at the files alone: what they do to landed migrations depends on refs too, and is for `predict` to tell.
 * `verify` and `drift` run each project that has a history in the part, as a whole, on servers that are shared and gone at the end.
 * `prove` predicts, and lands the branches that collide in both orders, there as well.
 */
export async function* runPartTasks(questions: readonly PartTask[], around: PartTaskContext): AsyncGenerator<PartTaskResult> {
  const context = processContext(around);
  const session = openSession({ path: around.path, env: around.env, named: false, now: around.now, progress: context.progress });
  let tree: Promise<CheckedTree> | undefined;
  let yard: Promise<ProjectSet> | undefined;
  const opened = async (): Promise<OpenedRepository> => {
    const open = await session;
    return {
      session: open,
      context,
      tree: () => (tree ??= readCheckedTree(open, { staged: false })),
      projects: () => (yard ??= openProjectSet(open, context, { projects: [], allowRemote: false })),
    };
  };
  try {
    for (const question of questions) yield await runTask(question, opened, context);
  } finally {
    await (await yard?.catch(() => undefined))?.close();
  }
  await (await session.catch(() => undefined))?.save();
}

interface OpenedRepository {
  readonly session: RepositorySession;
  readonly context: TerminalContext;
  /** The working tree, as it was when it was first asked for. */
  readonly tree: () => Promise<CheckedTree>;
  /** Its projects, and their servers. */
  readonly projects: () => Promise<ProjectSet>;
}

async function runTask(question: PartTask, open: () => Promise<OpenedRepository>, context: TerminalContext): Promise<PartTaskResult> {
  try {
    const { output, exitCode, json } = await outputOf(question, await open());
    return { text: output, exitCode, json };
  } catch (error) {
    const { complaint, exitCode } = failureOutput(error, context);
    return { text: complaint, exitCode, json: '' };
  }
}

type TaskOutput = CommandOutput & Pick<PartTaskResult, 'json'>;

/** As text and as JSON, one as good as the other. */
function taskOutput<R extends Report>(report: R, around: Omit<Parameters<typeof reportOutput<R>>[1], 'format'>): TaskOutput {
  return { ...reportOutput(report, { ...around, format: 'text' }), json: renderJson(report) };
}

async function outputOf(question: PartTask, { session, context, tree, projects }: OpenedRepository): Promise<TaskOutput> {
  const narrow = { ...session, part: repositoryPart(question, session.repository.top) };
  const around = { session: narrow, context };
  const { rules } = session.configuration;
  switch (question.command) {
    case 'check':
      return taskOutput(await checkPart(narrow, await tree(), null), { ...around, exit: exitOfCheck });
    case 'verify':
      return taskOutput(await verifyEach(projectsInPart(await projects(), narrow.part), rules), { ...around, exit: exitOfProof });
    case 'drift':
      return taskOutput(await driftOfRuns(projectsInPart(await projects(), narrow.part), rules), { ...around, exit: exitOfProof });
    case 'predict':
      return taskOutput(await withStrictness(narrow, () => predictWithAge(narrow, predictArguments(question))), {
        ...around,
        exit: report => exitOfPredict(report, predictArguments(question)),
      });
    case 'prove': {
      const prediction = await withStrictness(narrow, () => predictWithAge(narrow, predictArguments(question)));
      // Which branches collide is asked of the part; what their migrations stand on may lie anywhere.
      const report = await withProofs(prediction, async pairs =>
        provePairsIn(projectsInPart(await projects(), narrow.part), session, context, { pairs }),
      );
      return taskOutput(report, { ...around, exit: one => exitOfProvenPredict(one, predictArguments(question)) });
    }
  }
}

function predictArguments({ refs = [], base, since }: PredictTaskOptions): PredictArguments {
  return { refs, local: false, ...definedEntries({ base, since }) };
}

function repositoryPart({ folder, except = [] }: PartTask, top: string): RepositoryPart {
  const told = (path: string): string => {
    if (!existsSync(path)) throw new UsageError(`there is no folder ${path}`);
    // Git says where the working tree really is, past every link.
    const steps = relative(realpathSync(top), realpathSync(path)).split(sep).join('/');
    if (isAbsolute(steps) || steps.split('/').includes('..')) throw new UsageError(`${path} is not in the repository ${top}`);
    return steps;
  };
  return { folder: told(folder), except: except.map(told) };
}

function processContext({ path, env, now }: PartTaskContext): TerminalContext {
  return {
    cwd: path,
    env,
    now,
    color: false,
    version,
    nodeVersion: process.version,
    platform: process.platform,
    timeZone: () => 'UTC',
    chance: () => randomBytes(6).toString('hex'),
    readInput: () => Promise.resolve(''),
    readPage: () => undefined,
    readSchema: () => '{}',
    progress: () => undefined,
  };
}
